#pragma once
// An answer as it goes out: the header's bytes, then the body's. The only place that writes header
// fields, so the only one that must keep CR and LF out of them.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "platform/http/http.hpp"

namespace http {

/// A file whose name is already gone: it lives as long as it is open, and a crash leaves nothing.
class UnlinkedFile {
 public:
  /// Throws std::system_error when it cannot be opened.
  explicit UnlinkedFile(const std::filesystem::path& path);
  ~UnlinkedFile();
  UnlinkedFile(UnlinkedFile&& other) noexcept;
  UnlinkedFile& operator=(UnlinkedFile&& other) noexcept;

  std::uint64_t size() const { return size_; }
  /// The next bytes, "" at the end; throws std::system_error.
  std::string_view read(std::string& room);

 private:
  int descriptor_;
  std::uint64_t size_ = 0;
};

enum class Persistence { keep_open, keep_open_as_1_0, close };

struct Outgoing {
  int status = 200;
  std::string header;
  std::string body;
  std::optional<UnlinkedFile> file;
  bool close = false;
};

/// True when every name is a token and every value free of control characters, and none is a field
/// that belongs to the server (framing, Connection, Date, X-Request-Id).
bool has_sound_headers(const Response& response);

enum class Transport { http, https };

/// `response` must have sound headers (ENSURE).
Outgoing render(const Request& request, Response response, Persistence persistence,
                Transport transport);

/// RFC 9110 section 5.6.7: "Sun, 22 Nov 2026 10:00:00 GMT".
std::string http_date(std::chrono::sys_seconds at);

}  // namespace http
