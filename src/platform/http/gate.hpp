#pragma once
// The gate that every request passes before anything else looks at it. It works on the raw bytes of
// the header, since what smuggles requests (bare LF, obs-fold, two lengths, odd white space) is
// exactly what parsers forgive. RFC 9112 in its strictest reading: one grammar, nothing repaired.
// Bodies are not its business: it says only how the body is framed.

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.hpp"
#include "platform/http/problem.hpp"

namespace http {

/// A header that passed.
struct Head {
  Method method = Method::get;  // never `head`: that is `get` with `head_only`
  bool head_only = false;
  bool whole_server = false;  // OPTIONS *
  std::string path;           // decoded
  Fields query;               // decoded
  Fields fields;              // names in lower case, values without surrounding spaces
  bool keep_alive = true;
  bool minor_0 = false;  // HTTP/1.0
  bool expects_continue = false;
  bool chunked = false;
  std::uint64_t content_length = 0;
};

/// Finds the end of a header while it arrives, and refuses what can no longer become one: a line
/// that does not end in CRLF, a control character (HTAB too), a request line of another form, an
/// empty line in front, or one limit too many.
class HeadScanner {
 public:
  explicit HeadScanner(const Limits& limits) : limits_(limits) {}

  /// `bytes` is all that was received since the request's first byte. The length of the header with
  /// its empty line once that is there.
  std::expected<std::optional<std::size_t>, Refusal> look(std::string_view bytes);

 private:
  std::expected<void, Refusal> end_line(std::string_view line);
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::size_t first_line_end_ = 0;
  int lines_ = 0;
};

/// Judges a complete header, the empty line included. 400 for what is malformed, 421 for a Host
/// that is not in `hosts`, 405 and 501 for methods, 505 for versions, 414 and 431 for limits, 417
/// for an expectation other than 100-continue.
std::expected<Head, Refusal> admit(std::string_view header, const std::vector<std::string>& hosts,
                                   const Limits& limits);

}  // namespace http
