#pragma once
// What a handler sees of HTTP: a checked Request in, a Response out. Handlers are plain blocking
// functions on a bounded pool of workers; sockets are asynchronous and stay inside platform/http
// (Boost.Beast). Framing follows RFC 9112 in its strictest reading; semantics follow RFC 9110;
// errors are RFC 9457 problems, made from base::Error in problem.cpp, the only file that knows
// which status each kind of error becomes.

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "platform/i18n/i18n.hpp"

namespace http {

enum class Method { get, head, post, put, patch, del, options };
std::string_view name_of(Method method);

using Fields = std::vector<std::pair<std::string, std::string>>;  // names in lower case

/// A request that passed the gate: framing, Host, limits, percent-decoding and UTF-8 are already
/// checked. HEAD arrives as `get` with `head_only`; the server drops the body of the answer.
struct Request {
  Method method = Method::get;
  bool head_only = false;
  std::string path;  // decoded, without the query
  Fields query;      // decoded, in order, may repeat
  Fields headers;
  Fields path_parameters;
  std::string body;
  std::string id;              // in every log line and answer (X-Request-Id)
  std::string client_address;  // of the socket, or from X-Forwarded-For of a trusted proxy
  i18n::Language language =
      i18n::Language::vi;  // from Accept-Language, else the configured default

  std::optional<std::string_view> header(std::string_view lower_case_name) const;
  std::optional<std::string_view> query_value(std::string_view name) const;  // the first one
  std::vector<std::string_view> query_values(std::string_view name) const;
  std::string_view path_parameter(std::string_view name) const;  // ENSUREd to be in the pattern
  std::optional<std::string_view> cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  /// A name that is no token or a value with CR, LF, NUL or another control character never leaves:
  /// the server logs it and answers 500 instead (response splitting).
  Fields headers;
  std::string body;
  /// Streamed in pieces of at most 64 KiB instead of `body`, without a worker; removed afterwards.
  std::optional<std::filesystem::path> temporary_file;
};

Response json(int status, std::string body);
Response html(int status, std::string body);
Response no_content();
/// An attachment; the file name is ASCII, made by us, never from input.
Response download(std::string content_type, std::string file_name, std::string body);

/// application/problem+json in the request's language. `title` is the sentence `errors.<code>`, or
/// a general one for the kind when there is none; `detail` is `errors.<code>_detail`, else the
/// title. `parameters` are the error's values. Each entry of `errors` (the first 2,000 fields) has
/// pointer, code, message and parameters. The value "retry_after_seconds" becomes Retry-After.
Response problem(const Request& request, const base::Error& error, const i18n::Catalog& catalog);

/// The status that an error of this kind gets.
int status_of(base::ErrorKind kind);

using Handler = std::function<Response(const Request&)>;

/// One line of the URL table. A pattern is "/api/v1/registrations/{id}/resend"; literal segments
/// win over parameters.
struct Route {
  Method method;
  std::string pattern;
  Handler handler;
};

struct Limits {
  /// Open at once, kept below half of the process's descriptors. When it is reached, the connection
  /// that has waited longest for the rest of its request makes room; when none waits, the new one
  /// is answered 503 and closed. The same per address (IPv6: per /64), trusted proxies excepted.
  int connections = 2000;
  int connections_per_address = 200;
  std::size_t target_bytes = std::size_t{8} * 1024;
  std::size_t header_bytes = std::size_t{16} * 1024;  // all fields together
  int header_count = 100;
  std::size_t body_bytes = std::size_t{2} * 1024 * 1024;
  std::chrono::milliseconds header_timeout{10'000};  // for a whole header, and between two requests
  std::chrono::milliseconds body_timeout{10'000};    // plus 1 s for each 64 KiB announced
  std::chrono::milliseconds write_timeout{30'000};   // for each piece of 64 KiB
  int workers = 64;
  int queue = 512;  // requests waiting for a worker; beyond it 503 with Retry-After
};

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";  // host:port, [::1]:port; port 0 takes a free one
  /// Accepted Host values, lower case, with port (without one where it is the scheme's own). Empty:
  /// the listen address, localhost, 127.0.0.1 and [::1], each with the port.
  std::vector<std::string> hosts;
  /// Addresses or networks ("10.0.0.0/8") whose X-Forwarded-For is believed.
  std::vector<std::string> trusted_proxies;
  bool https = false;  // base_url is https: HSTS is sent
  i18n::Language default_language = i18n::Language::vi;
  Limits limits;
  int io_threads = 1;
  std::chrono::milliseconds stop_timeout{25'000};
  /// Bodies larger than limits.body_bytes for some exact paths (e.g. imports).
  std::vector<std::pair<std::string, std::size_t>> body_bytes_by_path;
};

/// Serves until stop(). A known path with a wrong method is 405 with Allow, OPTIONS of it 204 with
/// Allow. An unknown path under /api/ is a 404 problem, any other one is for the `fallback` (which
/// sees every method but OPTIONS). Compresses JSON, HTML and text over 1 KiB by gzip when accepted,
/// except what carries an ETag. Adds to every answer, errors too: X-Request-Id, nosniff,
/// Referrer-Policy, Content-Security-Policy, frame-ancestors 'none', Cache-Control: no-store
/// (unless the handler set them), and HSTS where https. A handler that throws becomes 500 without
/// details (503 for database::Unavailable and database::CommitUnknown), and the log has the cause.
class Server {
 public:
  Server(ServerOptions options, std::vector<Route> routes, Handler fallback,
         const i18n::Catalog& catalog);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and starts; throws std::runtime_error when the address is taken. Returns the port.
  int start();
  /// Takes no new work (503 with Retry-After and `Connection: close`), finishes what runs, returns
  /// when all is answered or after stop_timeout; then every handler that has begun has returned.
  void stop();

  struct Counts {
    int connections;
    int running;
    int waiting;
  };
  Counts counts() const;

  /// Called once for each answer, from any thread, when it is about to be sent: route pattern (""
  /// when none matched or the gate refused), status and the time since the request's header was
  /// complete; for metrics and the access log. Set before start().
  using Observer = std::function<void(const Request&, std::string_view pattern, int status,
                                      std::chrono::microseconds)>;
  void observe(Observer observer);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace http
