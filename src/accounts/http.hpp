#pragma once
// The directory over HTTP: JSON to verbs and back. app/routes.cpp names who may call what:
//   PUT  /api/v1/directory/accounts               change_directory
//   GET  /api/v1/directory/accounts               read_directory
//   GET  /api/v1/directory/accounts/{id}          read_directory
//   GET  /api/v1/directory/accounts/{id}/history  read_directory

#include <string>

#include "accounts/accounts.hpp"
#include "identity/identity.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/http/http.hpp"

namespace accounts {

enum class Truth { here, remote };  // setting directory.kind: local, http

struct HttpSettings {
  std::string currency;
  Truth truth = Truth::here;
};

class Handlers {
 public:
  Handlers(database::Database& database, const clock_source::Clock& clock, crypto::Random& random,
           const crypto::SecretKey& key, const i18n::Catalog& catalog, HttpSettings settings);

  /// 200 with an outcome for each row; 400 with every field error; 409
  /// `accounts.directory_is_remote`.
  base::Result<http::Response> put(const http::Request& request, const identity::Actor& actor);
  base::Result<http::Response> list(const http::Request& request, const identity::Actor& actor);
  base::Result<http::Response> get(const http::Request& request, const identity::Actor& actor);
  base::Result<http::Response> history(const http::Request& request, const identity::Actor& actor);

 private:
  base::Result<std::vector<NewAccount>> read_body(const http::Request& request) const;

  database::Database& database_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
  const crypto::SecretKey& key_;
  const i18n::Catalog& catalog_;
  HttpSettings settings_;
};

}  // namespace accounts
