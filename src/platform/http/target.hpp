#pragma once
// The request target in origin-form (RFC 9112 section 3.2.1), decoded.

#include <expected>
#include <string_view>

#include "platform/http/http.hpp"
#include "platform/http/problem.hpp"

namespace http {

struct Target {
  std::string path;
  Fields query;
};

/// 400 `http.invalid_target` for another form than origin-form, a character that RFC 3986 does not
/// allow in a path, a broken percent-encoding, what decodes to no UTF-8, to a control character or,
/// in the path, to a slash or backslash, for empty segments in the middle and for "." and "..".
std::expected<Target, Refusal> parse_target(std::string_view target);

}  // namespace http
