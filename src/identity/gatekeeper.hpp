#pragma once
// From a request to an Actor, anew on every request: by the session cookie, where an unsafe method
// also needs the session's CSRF token, or by `Authorization: Bearer <api key>`, which needs none. A
// key is read from nowhere else, least of all from the URL.

#include <string>
#include <string_view>

#include "identity/identity.hpp"
#include "identity/settings.hpp"
#include "platform/http/http.hpp"

namespace identity {

class Gatekeeper {
 public:
  explicit Gatekeeper(const Surroundings& surroundings);

  /// 401 `not_signed_in`; 403 `csrf` when an unsafe method by cookie lacks the token of this very
  /// session, or comes from a page that is not ours. Says nothing of rights.
  base::Result<Actor> signed_in(const http::Request& request) const;

  /// For unsafe calls of nobody: 403 `csrf` when a browser says that another site's page made it
  /// (Origin, Sec-Fetch-Site). Programs send neither.
  base::Result<> from_our_pages(const http::Request& request) const;

  /// "__Host-session" where base_url is https, else "session".
  std::string_view cookie_name() const;
  /// Derived from the cookie's value, so nothing of it is stored.
  std::string csrf_token(std::string_view session_token) const;

 private:
  base::Result<Actor> by_key(const http::Request& request, std::string_view authorization) const;
  base::Result<Actor> by_cookie(const http::Request& request) const;
  void remember_visit(const base::SessionId& session, base::Instant last_seen_at,
                      base::Instant now) const;

  const Surroundings& surroundings_;
  std::vector<std::string> origins_;
};

}  // namespace identity
