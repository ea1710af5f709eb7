#pragma once
// For tests: a client that writes bytes as they are, and a server to write them to.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "platform/crypto/crypto.hpp"
#include "platform/http/http.hpp"

namespace http::testing {

/// One answer, split at its empty line; status 0 when the connection closed without one.
struct Answer {
  int status = 0;
  std::string header;
  std::string body;

  bool has(std::string_view line) const { return header.contains(line); }
  /// The value of the first field with this name, as it is written; "" without one.
  std::string field(std::string_view name) const {
    const auto at = header.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return "";
    const auto from = at + name.size() + 4;
    return header.substr(from, header.find("\r\n", from) - from);
  }
};

/// Gives up after `patience` without a byte, so that a hanging server fails the test.
class Client {
 public:
  Client() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {}
  explicit Client(int port) : Client() { connect(port); }

  void connect(int port) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  ~Client() {
    if (socket_ >= 0) ::close(socket_);
  }
  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)),
        connected_(other.connected_),
        buffer_(std::move(other.buffer_)) {}
  Client& operator=(Client&&) = delete;

  bool connected() const { return connected_; }

  /// False when the other side has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { ::shutdown(socket_, SHUT_WR); }

  /// The next answer; `without_body` for HEAD. 100 Continue counts as an answer without a body.
  enum class Body { expected, none };
  Answer read(Body expected = Body::expected) {
    Answer answer;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return {};
    }
    answer.header = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    answer.status = std::stoi(answer.header.substr(9, 3));
    const auto length = answer.field("Content-Length");
    if (expected == Body::none || length.empty()) return answer;
    const auto size = std::stoul(length);
    while (buffer_.size() < size && receive()) {
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
  }

  /// Everything until the other side closes; `closed` tells whether it did.
  std::string read_all(bool& closed) {
    while (receive()) {
    }
    closed = closed_;
    return std::exchange(buffer_, {});
  }
  bool closes() {
    bool closed = false;
    read_all(closed);
    return closed;
  }

 private:
  bool receive() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) <= 0) return false;
    std::string room(std::size_t{16} * 1024, '\0');
    const auto count = ::recv(socket_, room.data(), room.size(), 0);
    closed_ = count <= 0;
    if (closed_) return false;
    buffer_.append(room, 0, static_cast<std::size_t>(count));
    return true;
  }

  static constexpr int patience_ms = 5000;
  int socket_;
  bool connected_ = false;
  bool closed_ = false;
  std::string buffer_;
};

/// Waits until it is so, but not for ever.
template <class Condition>
bool eventually(Condition&& condition) {
  const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > last) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

/// A request line, Host and nothing else.
inline std::string get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: portal.test\r\n\r\n";
}

inline std::string post(std::string_view target, std::string_view body,
                        std::string_view fields = "") {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: portal.test\r\n" +
         std::string(fields) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

inline const i18n::Catalog& catalog() {
  static const i18n::Catalog all(base::Values{{"provider", "Provider"}});
  return all;
}

/// A server on a free port that answers to "portal.test".
class Portal {
 public:
  explicit Portal(std::vector<Route> routes, ServerOptions options = {}) {
    crypto::start();
    options.listen = "127.0.0.1:0";
    options.hosts = {"portal.test"};
    server_ = std::make_unique<Server>(
        std::move(options), std::move(routes),
        [](const Request& request) {
          return problem(request, {base::ErrorKind::not_found, "not_found", {}, {}, {}}, catalog());
        },
        catalog());
  }
  int start() { return port_ = server_->start(); }
  int port() const { return port_; }
  Server& server() { return *server_; }

  /// One request on a connection of its own.
  Answer ask(std::string_view bytes) const {
    Client client(port_);
    client.send(bytes);
    return client.read();
  }

 private:
  std::unique_ptr<Server> server_;
  int port_ = 0;
};

}  // namespace http::testing
