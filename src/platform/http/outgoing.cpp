#include "platform/http/outgoing.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "platform/http/compression.hpp"
#include "platform/http/syntax.hpp"

namespace http {
namespace {

constexpr std::size_t worth_compressing = 1024;
constexpr std::string_view default_policy = "default-src 'none'; frame-ancestors 'none'";

bool is_sound_value(std::string_view value) {
  return std::ranges::all_of(
      value, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
}

bool belongs_to_server(const std::string& name) {
  constexpr std::array<std::string_view, 6> own{
      "connection", "content-length", "date", "transfer-encoding", "upgrade", "x-request-id"};
  return std::ranges::find(own, name) != own.end();
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::ranges::equal(a, b, [](char x, char y) {
           const auto small = [](char c) {
             return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
           };
           return small(x) == small(y);
         });
}

std::optional<std::string_view> field(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (same_name(key, name)) return value;
  }
  return std::nullopt;
}

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

bool has_no_content(int status) {
  return status == 204 || status == 304;
}

void append(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

void compress(const Request& request, Response& response, std::string& header) {
  if (response.body.size() <= worth_compressing || field(response, "ETag")) return;
  const auto type = field(response, "Content-Type");
  if (!type || !is_compressible(*type) || field(response, "Content-Encoding")) return;
  append(header, "Vary", "Accept-Encoding");
  if (!accepts(request.header("accept-encoding").value_or(""), "gzip")) return;
  response.body = gzip(response.body);
  append(header, "Content-Encoding", "gzip");
}

void append_policy(std::string& header, const Response& response) {
  const auto policy = field(response, "Content-Security-Policy");
  if (!policy) {
    append(header, "Content-Security-Policy", default_policy);
  } else if (policy->find("frame-ancestors") == std::string_view::npos) {
    append(header, "Content-Security-Policy", std::string(*policy) + "; frame-ancestors 'none'");
  } else {
    append(header, "Content-Security-Policy", *policy);
  }
}

void append_security(std::string& header, const Response& response, Transport transport) {
  append_policy(header, response);
  const auto otherwise = [&](std::string_view name, std::string_view value) {
    if (!field(response, name)) append(header, name, value);
  };
  otherwise("Cache-Control", "no-store");
  otherwise("Referrer-Policy", "no-referrer");
  otherwise("X-Content-Type-Options", "nosniff");
  otherwise("X-Frame-Options", "DENY");
  otherwise("Cross-Origin-Resource-Policy", "same-origin");
  if (transport == Transport::https) {
    otherwise("Strict-Transport-Security", "max-age=31536000");
  }
}

/// The Date field changes once a second: each thread keeps its last one.
const std::string& date_now() {
  static thread_local std::chrono::sys_seconds kept{};
  static thread_local std::string text;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (now != kept || text.empty()) {
    kept = now;
    text = http_date(now);
  }
  return text;
}

}  // namespace

UnlinkedFile::UnlinkedFile(const std::filesystem::path& path)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat facts{};
  if (descriptor_ < 0 || ::fstat(descriptor_, &facts) != 0) {
    const int error = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw std::system_error(error, std::generic_category(), "open temporary file");
  }
  size_ = static_cast<std::uint64_t>(facts.st_size);
  ::unlink(path.c_str());
}

UnlinkedFile::~UnlinkedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

UnlinkedFile::UnlinkedFile(UnlinkedFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

UnlinkedFile& UnlinkedFile::operator=(UnlinkedFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

std::string_view UnlinkedFile::read(std::string& room) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, room.data(), room.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    throw std::system_error(errno, std::generic_category(), "read temporary file");
  }
  return {room.data(), static_cast<std::size_t>(count)};
}

bool has_sound_headers(const Response& response) {
  return std::ranges::all_of(response.headers, [](const auto& pair) {
    return is_token(pair.first) && is_sound_value(pair.second) &&
           !belongs_to_server(lower(pair.first));
  });
}

Outgoing render(const Request& request, Response response, Persistence persistence,
                Transport transport) {
  ENSURE(has_sound_headers(response));
  Outgoing out;
  out.status = response.status;
  out.close = persistence == Persistence::close;
  if (response.temporary_file) out.file.emplace(*response.temporary_file);
  auto& header = out.header;
  header.reserve(640);
  fmt::format_to(std::back_inserter(header), "HTTP/1.1 {} {}\r\n", response.status,
                 reason(response.status));
  append(header, "Date", date_now());
  append(header, "X-Request-Id", request.id);
  if (!out.file) compress(request, response, header);
  for (const auto& [name, value] : response.headers) {
    if (!same_name(name, "Content-Security-Policy")) append(header, name, value);
  }
  append_security(header, response, transport);
  if (!has_no_content(response.status)) {
    const std::uint64_t length = out.file ? out.file->size() : response.body.size();
    append(header, "Content-Length", std::to_string(length));
  }
  if (out.close) append(header, "Connection", "close");
  if (persistence == Persistence::keep_open_as_1_0) append(header, "Connection", "keep-alive");
  header += "\r\n";
  if (request.head_only || has_no_content(response.status)) {
    out.file.reset();
  } else {
    out.body = std::move(response.body);
  }
  return out;
}

std::string http_date(std::chrono::sys_seconds at) {
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace http
