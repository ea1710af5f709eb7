#pragma once
// The JSON bodies of this room's calls, checked whole: every error has its pointer. Only this room
// includes it.

#include "platform/http/http.hpp"
#include "registrations/registrations.hpp"

namespace registrations {

struct AddBody {
  std::vector<NewRegistration> rows;
  Mode mode;
};
base::Result<AddBody> read_add(const http::Request& request, const Settings& settings);
base::Result<Rename> read_rename(const http::Request& request, const Settings& settings);
/// `{}` or nothing.
base::Result<> read_nothing(const http::Request& request);
/// `{"reason"}`, 1..500 characters.
base::Result<std::string> read_reason(const http::Request& request);

struct IdsAndReason {
  std::vector<std::string> ids;
  std::string reason;
};
/// `{"ids"}`, 1..200 of them.
base::Result<std::vector<std::string>> read_ids(const http::Request& request);
base::Result<IdsAndReason> read_ids_and_reason(const http::Request& request);

}  // namespace registrations
