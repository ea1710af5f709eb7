#pragma once
// GET /api/v1/events.

#include "events/events.hpp"
#include "identity/identity.hpp"
#include "platform/http/http.hpp"

namespace events {

class Handlers {
 public:
  explicit Handlers(database::Database& database) : database_(database) {}

  using Answer = base::Result<http::Response>;
  /// Gives places to what became visible since somebody read last, then answers a page.
  Answer list(const http::Request& request, const identity::Actor& actor) const;

 private:
  database::Database& database_;
};

}  // namespace events
