// The gate under any bytes. Whatever passes must be what the gate promises, and how the bytes
// arrive must change nothing. A body that follows goes through the body parser.

#include <cstddef>
#include <cstdint>

#include "platform/http/body_parser.hpp"
#include "platform/http/gate.hpp"

namespace {

const std::vector<std::string> hosts{"portal.test"};

http::Limits limits() {
  http::Limits small;
  small.target_bytes = 256;
  small.header_bytes = 1024;
  small.header_count = 12;
  return small;
}

using Look = std::expected<std::optional<std::size_t>, http::Refusal>;

Look look_at_once(std::string_view bytes, const http::Limits& within) {
  return http::HeadScanner(within).look(bytes);
}

Look look_in_pieces(std::string_view bytes, std::size_t piece, const http::Limits& within) {
  http::HeadScanner scanner(within);
  for (std::size_t size = piece; size < bytes.size(); size += piece) {
    auto found = scanner.look(bytes.substr(0, size));
    if (!found || *found) return found;
  }
  return scanner.look(bytes);
}

bool is_clean(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

void check(const http::Head& head) {
  int named = 0;
  for (const auto& [name, value] : head.fields) {
    ENSURE(is_clean(name) && is_clean(value));
    ENSURE(name.find_first_of(" :ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos);
    named += name == "host" ? 1 : 0;
  }
  ENSURE(named == 1);
  ENSURE(!head.chunked || head.content_length == 0);
  ENSURE(head.method != http::Method::head);
  ENSURE(is_clean(head.path));
  ENSURE(head.whole_server || head.path.starts_with('/'));
  ENSURE((head.path + "/").find("/../") == std::string::npos);
  for (const auto& [name, value] : head.query) ENSURE(is_clean(name) && is_clean(value));
}

void read_body(std::string_view header, std::string_view rest) {
  constexpr std::size_t most = 4096;
  http::BodyParser parser(header, most);
  while (!rest.empty() && parser.state() == http::BodyParser::State::more) {
    const auto taken = parser.take({rest.data(), rest.size()});
    rest.remove_prefix(taken);
    if (parser.starves()) return;
  }
  if (parser.state() == http::BodyParser::State::complete) ENSURE(parser.release().size() <= most);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto within = limits();
  const auto whole = look_at_once(bytes, within);
  const auto pieces = look_in_pieces(bytes, 1 + size % 7, within);
  // A limit may be noticed a little earlier or later, but the verdict is the same.
  if (whole && *whole) ENSURE(pieces.has_value() && *pieces == *whole);
  if (!whole || !*whole) return 0;
  const auto header = bytes.substr(0, **whole);
  const auto head = http::admit(header, hosts, within);
  if (!head) {
    ENSURE(head.error().status >= 400 && head.error().status < 600);
    return 0;
  }
  check(*head);
  if (head->chunked || head->content_length > 0) read_body(header, bytes.substr(**whole));
  return 0;
}
