#pragma once
// A write that a client may safely repeat. With an Idempotency-Key the first 2xx answer is stored
// in the same transaction as its effect, and the same key with the same body gets that answer
// again, byte for byte, with `Idempotency-Replayed: true`; with another body 422
// `idempotency_key_reused`. Scope: tenant, method, path without query, key. Kept 7 days
// (`http.idempotency_days`). Refusals are not kept: they moved nothing and are judged anew.

#include <functional>
#include <optional>
#include <string_view>

#include "platform/database/database.hpp"
#include "platform/http/http.hpp"

namespace http {

enum class KeyIs { optional, required };  // required: 400 `idempotency_key_required` without one

/// Runs `body` in one write transaction together with the bookkeeping of the key. The body renders
/// its answer; an Error rolls back; a Response outside 2xx commits but is not kept.
base::Result<Response> write(
    database::Database& database, const Request& request, std::string_view tenant,
    base::Instant now, KeyIs key,
    const std::function<base::Result<Response>(database::Transaction&)>& body);

/// The answer that is kept under the request's key, if there is one: for a call that must ask
/// somebody else before it writes, and need not once it is done. 422 `idempotency_key_reused` as in
/// `write`.
base::Result<std::optional<Response>> kept_answer(database::Database& database,
                                                  const Request& request, std::string_view tenant);

/// Forgets keys older than `before`; at most `limit` a call. Returns how many.
std::int64_t forget_keys(database::Transaction& transaction, base::Instant before, int limit);

}  // namespace http
