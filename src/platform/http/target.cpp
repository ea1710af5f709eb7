#include "platform/http/target.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// pchar and "/" of RFC 3986, without "%".
bool may_stand_in_path(char c) {
  return is_alphanumeric(c) || std::string_view("/-._~!$&'()*+,;=:@").contains(c);
}

/// What the URL standard leaves unencoded in a query is more than RFC 3986 allows: browsers send
/// brackets and bars as they are.
bool may_stand_in_query(char c) {
  return c > 0x20 && c < 0x7f && !std::string_view("\"#<>").contains(c);
}

/// The byte that "%HH" at `at` stands for.
std::optional<char> decoded_byte(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return std::nullopt;
  const int high = hex_digit(text[at + 1]);
  const int low = hex_digit(text[at + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high << 4 | low);
}

bool is_plain(std::string_view text) {
  const auto printable = [](char c) { return c >= 0x20 && c < 0x7f; };
  return std::ranges::all_of(text, printable) || base::is_clean(text);
}

bool has_clean_segments(std::string_view path) {
  path.remove_prefix(1);
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    if (segment.empty() || segment == "." || segment == "..") return false;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return true;
}

std::optional<std::string> decode_path(std::string_view text) {
  std::string path;
  path.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      if (!may_stand_in_path(text[at])) return std::nullopt;
      path += text[at];
      continue;
    }
    const auto byte = decoded_byte(text, at);
    if (!byte || *byte == '/' || *byte == '\\') return std::nullopt;
    path += *byte;
    at += 2;
  }
  if (!is_plain(path) || !has_clean_segments(path)) return std::nullopt;
  return path;
}

std::optional<std::string> decode_query_part(std::string_view text) {
  std::string part;
  part.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!may_stand_in_query(text[at])) return std::nullopt;
    if (text[at] == '%') {
      const auto byte = decoded_byte(text, at);
      if (!byte) return std::nullopt;
      part += *byte;
      at += 2;
    } else {
      part += text[at] == '+' ? ' ' : text[at];
    }
  }
  if (!is_plain(part)) return std::nullopt;
  return part;
}

std::optional<Fields> decode_query(std::string_view text) {
  Fields query;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decode_query_part(pair.substr(0, equals));
    auto value = decode_query_part(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) return std::nullopt;
    query.emplace_back(*std::move(name), *std::move(value));
  }
  return query;
}

}  // namespace

std::expected<Target, Refusal> parse_target(std::string_view target) {
  const auto refused = std::unexpected(Refusal{400, "http.invalid_target", {}});
  if (!target.starts_with('/')) return refused;
  const auto mark = std::min(target.find('?'), target.size());
  auto path = decode_path(target.substr(0, mark));
  if (!path) return refused;
  auto query = decode_query(target.substr(std::min(mark + 1, target.size())));
  if (!query) return refused;
  return Target{*std::move(path), *std::move(query)};
}

}  // namespace http
