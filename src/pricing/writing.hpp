#pragma once
// How every call of this room writes. Only this room includes it.

#include "platform/clock/clock.hpp"
#include "platform/http/idempotency.hpp"
#include "pricing/pricing.hpp"

namespace pricing {

/// `body(act)` in one write, with the bookkeeping of the Idempotency-Key.
template <class Body>
base::Result<http::Response> write(database::Database& database, const Installation& installation,
                                   const crypto::Fresh& drawn, const http::Request& request,
                                   const identity::Actor& actor, Body&& body) {
  return http::write(database, request, actor.tenant(), drawn.now(), http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> base::Result<http::Response> {
                       crypto::Fresh fresh = drawn;
                       Act act{transaction, installation, actor.origin(), fresh};
                       return body(act);
                     });
}

/// The id in the path; 404 `not_found` for what is none.
template <class Id>
base::Result<Id> id_in(const http::Request& request) {
  auto id = Id::parse(request.path_parameter("id"));
  if (!id) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(id);
}

}  // namespace pricing
