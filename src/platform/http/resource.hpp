#pragma once
// What handlers of single resources share: the JSON body of a request, and the ETag that guards a
// PATCH or PUT against a lost update (RFC 9110 sections 8.8.3 and 13.1.1).

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/http/http.hpp"

namespace http {

/// The body as JSON; nothing at all counts as `{}` on a POST. 415 `unsupported_media_type` unless
/// the type is application/json (a charset other than UTF-8 is refused too), 400 `malformed_json`.
base::Result<boost::json::value> json_body(const Request& request);

/// A strong ETag, `"<version>"`.
std::string etag(std::int64_t version);

/// A strong ETag of a resource that keeps no version: the hash of what is shown of it.
std::string etag_of(std::string_view body);

/// 428 `precondition_required` without If-Match, 412 `stale` when none of its strong tags
/// is this version's. `*` matches every version; a weak tag matches none.
base::Result<> check_if_match(const Request& request, std::int64_t version);

/// The same where If-Match is optional.
base::Result<> check_if_match_when_given(const Request& request, std::int64_t version);

}  // namespace http
