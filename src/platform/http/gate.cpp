#include "platform/http/gate.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "platform/http/syntax.hpp"
#include "platform/http/target.hpp"

namespace http {
namespace {

using Admitted = std::expected<void, Refusal>;

std::unexpected<Refusal> refuse(int status, std::string code) {
  return std::unexpected(Refusal{status, std::move(code), {}});
}

std::unexpected<Refusal> malformed() {
  return refuse(400, "http.malformed_request");
}

std::unexpected<Refusal> bad_framing() {
  return refuse(400, "http.invalid_framing");
}

struct RequestLine {
  std::string_view method;
  std::string_view target;
  bool minor_0 = false;
};

/// Room for any method that is known, and the version.
std::size_t longest_first_line(const Limits& limits) {
  return limits.target_bytes + 32;
}

/// "HTTP/" digit "." digit, of which only 1.1 and 1.0 are spoken.
std::expected<bool, Refusal> read_minor_0(std::string_view version) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (version == "HTTP/1.1") return false;
  if (version == "HTTP/1.0") return true;
  if (version.size() == 8 && version.starts_with("HTTP/") && digit(version[5]) &&
      version[6] == '.' && digit(version[7])) {
    return refuse(505, "http.unsupported_version");
  }
  return malformed();
}

std::expected<RequestLine, Refusal> split_request_line(std::string_view line,
                                                       const Limits& limits) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return malformed();
  RequestLine parts{line.substr(0, first), line.substr(first + 1, last - first - 1), false};
  if (!is_token(parts.method) || parts.target.empty() || parts.target.contains(' ')) {
    return malformed();
  }
  const auto minor_0 = read_minor_0(line.substr(last + 1));
  if (!minor_0) return std::unexpected(minor_0.error());
  parts.minor_0 = *minor_0;
  if (parts.target.size() > limits.target_bytes) return refuse(414, "http.target_too_long");
  return parts;
}

Admitted read_method(std::string_view name, Head& head) {
  constexpr std::array known{Method::get,   Method::head, Method::post,   Method::put,
                             Method::patch, Method::del,  Method::options};
  const auto found = std::ranges::find(known, name, [](Method method) { return name_of(method); });
  if (found != known.end()) {
    head.head_only = *found == Method::head;
    head.method = head.head_only ? Method::get : *found;
    return {};
  }
  if (name != "TRACE" && name != "CONNECT") return refuse(501, "http.unknown_method");
  std::string allowed;
  for (const auto method : known)
    allowed += (allowed.empty() ? "" : ", ") + std::string(name_of(method));
  return std::unexpected(Refusal{405, "http.method_not_allowed", {{"Allow", std::move(allowed)}}});
}

Admitted read_target(std::string_view text, Head& head) {
  if (text == "*" && head.method == Method::options) {
    head.whole_server = true;
    head.path = "*";
    return {};
  }
  auto target = parse_target(text);
  if (!target) return std::unexpected(target.error());
  head.path = std::move(target->path);
  head.query = std::move(target->query);
  return {};
}

/// Lengths and codings are believed in one spelling only: one space, the value, nothing else.
std::optional<std::string_view> exact_value(std::string_view after_colon) {
  if (after_colon.starts_with(' ')) after_colon.remove_prefix(1);
  if (after_colon.empty() || after_colon.contains(' ')) return std::nullopt;
  return after_colon;
}

bool frames_a_body(std::string_view name) {
  return name == "content-length" || name == "transfer-encoding";
}

/// A name that a proxy may fold into one that frames the body ("Content_Length").
bool looks_like_framing(std::string name) {
  std::ranges::replace(name, '_', '-');
  return frames_a_body(name);
}

Admitted read_field(std::string_view line, Head& head) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return malformed();
  auto name = lower(line.substr(0, colon));
  const auto after_colon = line.substr(colon + 1);
  auto value = trimmed(after_colon);
  if (frames_a_body(name)) {
    const auto exact = exact_value(after_colon);
    if (!exact) return bad_framing();
    value = *exact;
  } else if (looks_like_framing(name)) {
    return bad_framing();
  }
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::ranges::all_of(value, ascii) && !base::is_clean(value)) return malformed();
  head.fields.emplace_back(std::move(name), value);
  return {};
}

/// Fields that mean one thing: a second one would let two readers see two requests.
Admitted refuse_repeated(const Head& head) {
  constexpr std::array<std::string_view, 11> single{
      "authorization", "content-encoding", "content-length", "content-type", "expect",
      "host",          "idempotency-key",  "if-match",       "origin",       "transfer-encoding",
      "x-csrf-token"};
  for (const auto name : single) {
    if (std::ranges::count(head.fields, name, &Fields::value_type::first) < 2) continue;
    if (name == "host") return refuse(400, "http.invalid_host");
    return frames_a_body(name) ? bad_framing() : malformed();
  }
  return {};
}

std::optional<std::string_view> field(const Head& head, std::string_view name) {
  const auto found = std::ranges::find(head.fields, name, &Fields::value_type::first);
  if (found == head.fields.end()) return std::nullopt;
  return found->second;
}

Admitted check_host(const Head& head, const std::vector<std::string>& hosts) {
  const auto host = field(head, "host");
  if (!host || host->empty()) return refuse(400, "http.invalid_host");
  if (std::ranges::find(hosts, lower(*host)) == hosts.end())
    return refuse(421, "http.unknown_host");
  return {};
}

Admitted read_framing(Head& head) {
  const auto length = field(head, "content-length");
  const auto coding = field(head, "transfer-encoding");
  if (coding) {
    if (length || head.minor_0 || *coding != "chunked") return bad_framing();
    head.chunked = true;
  }
  if (!length) return {};
  const bool digits = std::ranges::all_of(*length, [](char c) { return c >= '0' && c <= '9'; });
  const auto [end, error] =
      std::from_chars(length->data(), length->data() + length->size(), head.content_length);
  if (!digits || error != std::errc()) return bad_framing();
  return {};
}

void read_connection(Head& head) {
  bool close = false;
  bool keep = false;
  for (const auto& [name, value] : head.fields) {
    if (name != "connection") continue;
    each_member(value, ',', [&](std::string_view member) {
      const auto option = lower(member);
      close = close || option == "close";
      keep = keep || option == "keep-alive";
    });
  }
  head.keep_alive = !close && (keep || !head.minor_0);
}

Admitted read_expectation(Head& head) {
  const auto expectation = field(head, "expect");
  if (!expectation) return {};
  if (lower(*expectation) != "100-continue") return refuse(417, "http.unsupported_expectation");
  head.expects_continue = !head.minor_0;
  return {};
}

std::expected<Head, Refusal> read_lines(std::string_view header, const Limits& limits) {
  Head head;
  const auto first_end = header.find("\r\n");
  const auto line = split_request_line(header.substr(0, first_end), limits);
  if (!line) return std::unexpected(line.error());
  head.minor_0 = line->minor_0;
  Admitted step = read_method(line->method, head);
  if (step) step = read_target(line->target, head);
  header.remove_prefix(first_end + 2);
  while (step && !header.starts_with("\r\n")) {
    const auto end = header.find("\r\n");
    step = read_field(header.substr(0, end), head);
    header.remove_prefix(end + 2);
  }
  if (!step) return std::unexpected(step.error());
  return head;
}

}  // namespace

std::expected<std::optional<std::size_t>, Refusal> HeadScanner::look(std::string_view bytes) {
  while (at_ < bytes.size()) {
    const auto c = static_cast<unsigned char>(bytes[at_]);
    if (c >= 0x20 && c != 0x7f) {
      ++at_;
      continue;
    }
    if (c != '\r') return malformed();
    if (at_ + 1 == bytes.size()) break;
    if (bytes[at_ + 1] != '\n') return malformed();
    const auto line = bytes.substr(line_start_, at_ - line_start_);
    if (const auto fine = end_line(line); !fine) return std::unexpected(fine.error());
    at_ += 2;
    line_start_ = at_;
    if (line.empty()) return at_;
  }
  if (lines_ == 0 && at_ > longest_first_line(limits_)) return refuse(414, "http.target_too_long");
  if (at_ - first_line_end_ > limits_.header_bytes && lines_ > 0) {
    return refuse(431, "http.header_too_large");
  }
  return std::nullopt;
}

std::expected<void, Refusal> HeadScanner::end_line(std::string_view line) {
  if (lines_++ == 0) {
    first_line_end_ = at_ + 2;
    if (line.size() > longest_first_line(limits_)) return refuse(414, "http.target_too_long");
    const auto split = split_request_line(line, limits_);
    if (!split) return std::unexpected(split.error());
    return {};
  }
  const bool too_many = lines_ - 1 > limits_.header_count && !line.empty();
  const bool too_large = at_ + 2 - first_line_end_ > limits_.header_bytes + 2;
  if (too_many || too_large) return refuse(431, "http.header_too_large");
  if (line.starts_with(' ')) return malformed();
  return {};
}

std::expected<Head, Refusal> admit(std::string_view header, const std::vector<std::string>& hosts,
                                   const Limits& limits) {
  HeadScanner scanner(limits);
  const auto complete = scanner.look(header);
  if (!complete) return std::unexpected(complete.error());
  if (*complete != header.size()) return malformed();
  auto head = read_lines(header, limits);
  if (!head) return head;
  Admitted step = refuse_repeated(*head);
  if (step) step = check_host(*head, hosts);
  if (step) step = read_framing(*head);
  if (step) step = read_expectation(*head);
  if (!step) return std::unexpected(step.error());
  read_connection(*head);
  return head;
}

}  // namespace http
