#include "platform/http/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "platform/crypto/crypto.hpp"
#include "platform/http/body_parser.hpp"
#include "platform/log/log.hpp"

namespace http {
namespace asio = boost::asio;
namespace {

using boost::system::error_code;

constexpr std::size_t head_read_bytes = std::size_t{4} * 1024;
constexpr std::size_t piece_bytes = std::size_t{64} * 1024;
constexpr std::size_t longest_chunk_line = 256;
constexpr auto linger_time = std::chrono::seconds(5);
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

Refusal bad_body() {
  return {400, "http.invalid_framing", {}};
}

Refusal too_large() {
  return {413, "http.body_too_large", {}};
}

/// Counts an answer from its header to its last byte, whatever way the coroutine takes.
class Answered {
 public:
  explicit Answered(Crowd& crowd) : crowd_(crowd) { crowd_.begin_answer(); }
  ~Answered() { crowd_.end_answer(); }
  Answered(const Answered&) = delete;
  Answered& operator=(const Answered&) = delete;

 private:
  Crowd& crowd_;
};

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, const Address& address, const Shared& shared)
    : Member(address), socket_(std::move(socket)), shared_(shared) {}

Connection::~Connection() = default;

asio::awaitable<void> Connection::serve() {
  try {
    Step step = Step::done;
    while (step == Step::done) step = co_await serve_one();
    if (step == Step::refused) co_await linger();
  } catch (const std::exception& error) {
    log_record::warning("http", "connection broke", {{"cause", error.what()}});
  }
  error_code ignored;
  (void)socket_.close(ignored);
  shared_.crowd.leave(shared_from_this());
}

void Connection::turn_away() {
  begin_request();
  refuse({503, "http.busy", {}});
  const auto out = refused();
  error_code ignored;
  (void)socket_.non_blocking(true, ignored);
  // What was sent already must be read, or closing resets the connection before the answer arrives.
  socket_.read_some(buffer_.prepare(head_read_bytes), ignored);
  socket_.write_some(asio::buffer(out.header + out.body), ignored);
  (void)socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  (void)socket_.close(ignored);
}

void Connection::close() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    error_code ignored;
    (void)self->socket_.close(ignored);
  });
}

asio::awaitable<Connection::Step> Connection::serve_one() {
  Step step = co_await read_head();
  if (step == Step::closed) co_return step;
  const Answered answered(shared_.crowd);
  if (step == Step::done) step = co_await read_body();
  if (step == Step::done && shared_.stopping) step = refuse({503, "http.stopping", {}});
  if (step == Step::closed) co_return step;
  work_until(without_limit);
  Outgoing out;
  if (step == Step::done) {
    out = co_await have_answered();
  } else {
    out = refused();
  }
  const bool sent = co_await send(out);
  if (!sent) co_return Step::closed;
  served_before_ = true;
  if (step == Step::done && out.close) step = Step::refused;
  co_return step;
}

asio::awaitable<Connection::Step> Connection::read_head() {
  const auto& limits = shared_.options.limits;
  HeadScanner scanner(limits);
  wait_until(Clock::now() + limits.header_timeout);
  bool begun = buffer_.size() > 0;
  for (;;) {
    if (buffer_.size() > 0) {
      const auto found = scanner.look(received());
      if (!found) {
        begin_request();
        co_return refuse(found.error());
      }
      if (*found) {
        begin_request();
        raw_head_.assign(received().substr(0, **found));
        buffer_.consume(**found);
        break;
      }
    }
    const bool more = co_await read_some(head_read_bytes);
    if (!more) co_return Step::closed;
    if (!begun && served_before_) wait_until(Clock::now() + limits.header_timeout);
    begun = true;
  }
  auto admitted = admit(raw_head_, shared_.hosts, limits);
  if (!admitted) co_return refuse(admitted.error());
  head_ = *std::move(admitted);
  request_.method = head_.method;
  request_.head_only = head_.head_only;
  request_.path = std::move(head_.path);
  request_.query = std::move(head_.query);
  request_.headers = std::move(head_.fields);
  request_.language = i18n::negotiate(request_.header("accept-language").value_or(""),
                                      shared_.options.default_language);
  request_.client_address = shared_.proxies.client_of(address(), request_.headers).text();
  if (head_.keep_alive) {
    occasion_.persistence = head_.minor_0 ? Persistence::keep_open_as_1_0 : Persistence::keep_open;
  }
  co_return Step::done;
}

asio::awaitable<Connection::Step> Connection::read_body() {
  if (!head_.chunked && head_.content_length == 0) co_return Step::done;
  const std::size_t limit = body_limit();
  if (head_.content_length > limit) co_return refuse(too_large());
  body_began_ = Clock::now();
  wait_until(body_deadline(head_.content_length));
  if (head_.expects_continue && buffer_.size() == 0) {
    error_code error;
    co_await asio::async_write(socket_, asio::buffer(go_on),
                               asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return Step::closed;
  }
  co_return co_await read_whole_body(limit);
}

asio::awaitable<Connection::Step> Connection::read_whole_body(std::size_t limit) {
  BodyParser parser(raw_head_, limit);
  std::uint64_t bytes = 0;
  while (parser.state() == BodyParser::State::more) {
    if (buffer_.size() == 0 || parser.starves()) {
      if (head_.chunked) extend_to(body_deadline(bytes));
      const std::size_t before = buffer_.size();
      const bool more = co_await read_some(piece_bytes);
      if (!more) co_return Step::closed;
      bytes += buffer_.size() - before;
    }
    buffer_.consume(parser.take(buffer_.data()));
    if (parser.starves() && buffer_.size() > longest_chunk_line) co_return refuse(bad_body());
  }
  if (parser.state() == BodyParser::State::too_large) co_return refuse(too_large());
  if (parser.state() == BodyParser::State::malformed) co_return refuse(bad_body());
  request_.body = parser.release();
  co_return Step::done;
}

asio::awaitable<Outgoing> Connection::have_answered() {
  Outgoing out;
  bool accepted = true;
  auto start = [&](auto handler) {
    Workers::Work work = [&, resume = std::move(handler)]() mutable {
      if (accepted) out = answered_or_nothing();
      asio::post(std::move(resume));
    };
    if (shared_.workers.submit(work)) return;
    accepted = false;
    work();
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(start, asio::use_awaitable);
  if (!accepted) out = shared_.answering.refuse(request_, {503, "http.busy", {}}, occasion_);
  co_return out;
}

Outgoing Connection::answered_or_nothing() noexcept {
  try {
    return shared_.answering.answer(request_, occasion_);
  } catch (...) {
    return {};
  }
}

asio::awaitable<bool> Connection::send(Outgoing& out) {
  if (out.header.empty()) co_return false;
  bool sent = co_await send_text(out);
  if (sent && out.file) sent = co_await send_file(*out.file);
  co_return sent;
}

asio::awaitable<bool> Connection::send_text(const Outgoing& out) {
  error_code error;
  std::size_t from = 0;
  std::size_t until = std::min(out.body.size(), piece_bytes);
  work_until(Clock::now() + shared_.options.limits.write_timeout);
  const std::array<asio::const_buffer, 2> first{asio::buffer(out.header),
                                                asio::buffer(out.body.data(), until)};
  co_await asio::async_write(socket_, first, asio::redirect_error(asio::use_awaitable, error));
  while (!error && until < out.body.size()) {
    from = until;
    until = std::min(out.body.size(), from + piece_bytes);
    work_until(Clock::now() + shared_.options.limits.write_timeout);
    co_await asio::async_write(socket_, asio::buffer(out.body.data() + from, until - from),
                               asio::redirect_error(asio::use_awaitable, error));
  }
  co_return !error;
}

asio::awaitable<bool> Connection::send_file(UnlinkedFile& file) {
  std::string room(piece_bytes, '\0');
  std::uint64_t left = file.size();
  while (left > 0) {
    const auto piece = file.read(room).substr(0, left);
    if (piece.empty()) co_return false;
    left -= piece.size();
    error_code error;
    work_until(Clock::now() + shared_.options.limits.write_timeout);
    co_await asio::async_write(socket_, asio::buffer(piece),
                               asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
  }
  co_return true;
}

asio::awaitable<bool> Connection::read_some(std::size_t most) {
  error_code error;
  const auto room = buffer_.prepare(most);
  const std::size_t count =
      co_await socket_.async_read_some(room, asio::redirect_error(asio::use_awaitable, error));
  buffer_.commit(count);
  co_return !error;
}

asio::awaitable<void> Connection::linger() {
  error_code error;
  (void)socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
  wait_until(Clock::now() + linger_time);
  bool more = !error;
  while (more) {
    buffer_.clear();
    more = co_await read_some(piece_bytes);
  }
}

void Connection::begin_request() {
  request_ = {};
  request_.id = crypto::system_random().token(12);
  request_.client_address = address().text();
  // What is refused before it was understood: an answer to HEAD has no body all the same (RFC
  // 9110, 9.3.2).
  request_.head_only = received().starts_with("HEAD ");
  request_.language = shared_.options.default_language;
  occasion_ = {};
}

Outgoing Connection::refused() {
  occasion_.persistence = Persistence::close;
  return shared_.answering.refuse(request_, refusal_, occasion_);
}

Connection::Step Connection::refuse(Refusal refusal) {
  refusal_ = std::move(refusal);
  return Step::refused;
}

std::size_t Connection::body_limit() const {
  for (const auto& [path, bytes] : shared_.options.body_bytes_by_path) {
    if (path == request_.path) return bytes;
  }
  return shared_.options.limits.body_bytes;
}

Member::Clock::time_point Connection::body_deadline(std::uint64_t bytes) const {
  const auto pieces = static_cast<std::int64_t>(bytes / piece_bytes);
  return body_began_ + shared_.options.limits.body_timeout + std::chrono::seconds(pieces);
}

std::string_view Connection::received() const {
  return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
}

}  // namespace http
