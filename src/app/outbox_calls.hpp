#pragma once
// The outbox as provider staff see it over HTTP.

#include "identity/identity.hpp"
#include "notifications/notifications.hpp"
#include "platform/http/http.hpp"

namespace app {

class OutboxCalls {
 public:
  OutboxCalls(database::Database& database, const notifications::Outbox& outbox,
              const crypto::SecretKey& key, const clock_source::Clock& clock,
              crypto::Random& random);

  base::Result<http::Response> list(const http::Request& request,
                                    const identity::Actor& actor) const;
  base::Result<http::Response> get(const http::Request& request,
                                   const identity::Actor& actor) const;
  base::Result<http::Response> retry(const http::Request& request,
                                     const identity::Actor& actor) const;

 private:
  database::Database& database_;
  const notifications::Outbox& outbox_;
  const crypto::SecretKey& key_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
};

}  // namespace app
