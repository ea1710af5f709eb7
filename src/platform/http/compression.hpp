#pragma once
// gzip (RFC 1952, zlib) of answers.

#include <string>
#include <string_view>

namespace http {

/// RFC 9110 section 12.5.3: is `coding` named with a weight above zero, or `*`?
bool accepts(std::string_view accept_encoding, std::string_view coding);

/// JSON, HTML, CSV, text, JavaScript and the like; not what is packed already.
bool is_compressible(std::string_view content_type);

/// Fast rather than small. Throws std::bad_alloc when zlib has no memory.
std::string gzip(std::string_view bytes);

}  // namespace http
