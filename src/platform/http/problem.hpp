#pragma once
// Problems that HTTP itself makes (a refused frame, an unknown path, no free worker), beside those
// that http::problem makes from a base::Error. Same form, same sentences file.

#include <string>

#include "platform/http/http.hpp"

namespace http {

/// A request that never reached a handler. `code` is stable and has its sentence at
/// `errors.<code>`.
struct Refusal {
  int status;
  std::string code;
  Fields headers;  // e.g. Allow
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

Response problem(const Request& request, const Refusal& refusal, const i18n::Catalog& catalog);

}  // namespace http
