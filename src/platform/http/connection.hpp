#pragma once
// One client's connection: reads a request, has it answered on a worker, writes the answer, and so
// on. A coroutine of its own; includes Asio, so only connection.cpp and server.cpp include it.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "platform/http/answering.hpp"
#include "platform/http/crowd.hpp"
#include "platform/http/gate.hpp"
#include "platform/http/workers.hpp"

namespace http {

/// What all connections of a server share.
struct Shared {
  const ServerOptions& options;
  const std::vector<std::string>& hosts;
  const TrustedProxies& proxies;
  const Answering& answering;
  Workers& workers;
  Crowd& crowd;
  std::atomic<bool>& stopping;
};

class Connection : public Member, public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, const Address& address, const Shared& shared);
  ~Connection() override;

  /// Runs until the connection ends; the caller keeps it alive meanwhile.
  boost::asio::awaitable<void> serve();
  /// Answers 503 without having read anything, as far as that goes without waiting.
  void turn_away();
  void close() override;

 private:
  /// `refused`: `refusal_` is the answer, and what follows on the connection cannot be trusted.
  enum class Step { done, refused, closed };

  boost::asio::awaitable<Step> serve_one();
  boost::asio::awaitable<Step> read_head();
  boost::asio::awaitable<Step> read_body();
  boost::asio::awaitable<Step> read_whole_body(std::size_t limit);
  boost::asio::awaitable<Outgoing> have_answered();
  /// Nothing (the connection closes) when there is not even memory to say so.
  Outgoing answered_or_nothing() noexcept;
  boost::asio::awaitable<bool> send(Outgoing& out);
  boost::asio::awaitable<bool> send_text(const Outgoing& out);
  boost::asio::awaitable<bool> send_file(UnlinkedFile& file);
  boost::asio::awaitable<bool> read_some(std::size_t most);
  /// Lets the client read the refusal before the connection goes: closing with unread input resets.
  boost::asio::awaitable<void> linger();

  void begin_request();
  Outgoing refused();
  Step refuse(Refusal refusal);
  std::size_t body_limit() const;
  Clock::time_point body_deadline(std::uint64_t bytes) const;
  std::string_view received() const;

  boost::asio::ip::tcp::socket socket_;
  const Shared& shared_;
  boost::beast::flat_buffer buffer_;
  std::string raw_head_;
  Head head_;
  Request request_;
  Refusal refusal_;
  Occasion occasion_;
  Clock::time_point body_began_;
  bool served_before_ = false;
};

}  // namespace http
