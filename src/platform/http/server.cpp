#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <thread>

#include "platform/http/connection.hpp"
#include "platform/log/log.hpp"

namespace http {
namespace asio = boost::asio;
namespace {

using asio::ip::tcp;
using boost::system::error_code;

constexpr auto pause_without_descriptors = std::chrono::milliseconds(100);
constexpr auto stop_grace = std::chrono::milliseconds(300);

struct HostAndPort {
  std::string host;
  std::string port;
};

HostAndPort split_listen(const std::string& listen) {
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos) {
    throw std::runtime_error("listen needs host:port, not \"" + listen + "\"");
  }
  auto host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {std::move(host), listen.substr(colon + 1)};
}

std::vector<std::string> default_hosts(const std::string& listen, int port) {
  const auto suffix = ":" + std::to_string(port);
  return {listen.substr(0, listen.rfind(':')) + suffix, "localhost" + suffix, "127.0.0.1" + suffix,
          "[::1]" + suffix};
}

/// Asks for the descriptors that so many connections need, and answers how many connections fit:
/// the other half of the descriptors is for the database, files and mail.
int connections_that_fit(int wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const auto needed = static_cast<rlim_t>(wanted) * 2 + 256;
  if (limit.rlim_cur < needed && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = std::min(limit.rlim_max, needed);
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  const auto half = std::max<rlim_t>(limit.rlim_cur / 2, 1);
  return static_cast<int>(std::min<rlim_t>(static_cast<rlim_t>(wanted), half));
}

std::optional<Address> address_of(const tcp::socket& socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return std::nullopt;
  const auto address = endpoint.address();
  const auto v6 = address.is_v6() ? address.to_v6()
                                  : asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4());
  return Address{v6.to_bytes()};
}

bool out_of_descriptors(const error_code& error) {
  return error == asio::error::no_descriptors || error == asio::error::no_memory ||
         error == asio::error::no_buffer_space ||
         error == boost::system::errc::too_many_files_open_in_system;
}

/// A descriptor kept for the moment when there is no other: with it one more connection can be
/// taken and closed, so that a full backlog does not stay full.
class Reserve {
 public:
  Reserve() { fill(); }
  ~Reserve() { spend(); }
  Reserve(const Reserve&) = delete;
  Reserve& operator=(const Reserve&) = delete;
  void fill() {
    if (descriptor_ < 0) descriptor_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
  void spend() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_ = -1;
};

}  // namespace

struct Server::Inner {
  Inner(ServerOptions given, std::vector<Route> routes, Handler fallback,
        const i18n::Catalog& catalog)
      : options(std::move(given)),
        proxies(options.trusted_proxies),
        answering(std::move(routes), std::move(fallback), catalog,
                  options.https ? Transport::https : Transport::http, stopping),
        crowd(connections_that_fit(options.limits.connections),
              options.limits.connections_per_address, proxies),
        io(std::max(options.io_threads, 1)),
        door(asio::make_strand(io)),
        acceptor(door),
        sweep(door),
        workers(options.limits.workers, options.limits.queue) {}
  /// Sockets must be gone before `io` is, and the crowd outlives it.
  ~Inner() { crowd.forget_all(); }

  int listen();
  asio::any_io_executor executor_of_connection();
  asio::awaitable<void> accept();
  asio::awaitable<void> recover();
  void welcome(tcp::socket socket);
  void welcome_or_drop(tcp::socket socket) noexcept;
  asio::awaitable<void> close_overdue();
  void close_overdue_now() noexcept;
  void run();
  void end();

  // Connections that outlive the threads are freed by `io`, and need all that stands before it.
  ServerOptions options;
  std::vector<std::string> hosts;
  std::atomic<bool> stopping{false};
  TrustedProxies proxies;
  Answering answering;
  Crowd crowd;
  Reserve reserve;
  asio::io_context io;
  asio::strand<asio::io_context::executor_type> door;  // for the acceptor and the sweep
  tcp::acceptor acceptor;
  asio::steady_timer sweep;
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> guard;
  std::vector<std::thread> threads;
  Workers workers;
  std::optional<Shared> shared;
};

int Server::Inner::listen() {
  const auto [host, port] = split_listen(options.listen);
  error_code error;
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(host, port, tcp::resolver::passive, error);
  if (error)
    throw std::runtime_error("cannot listen on " + options.listen + ": " + error.message());
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  (void)acceptor.bind(endpoint, error);
  if (!error) (void)acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    throw std::runtime_error("cannot listen on " + options.listen + ": " + error.message());
  return acceptor.local_endpoint().port();
}

asio::any_io_executor Server::Inner::executor_of_connection() {
  if (options.io_threads > 1) return asio::make_strand(io);
  return io.get_executor();
}

asio::awaitable<void> Server::Inner::accept() {
  while (acceptor.is_open()) {
    error_code error;
    tcp::socket socket(executor_of_connection());
    co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
      welcome_or_drop(std::move(socket));
    } else if (out_of_descriptors(error)) {
      co_await recover();
    }
  }
}

asio::awaitable<void> Server::Inner::recover() {
  log_record::warning("http", "out of descriptors");
  crowd.close_longest_waiting();
  reserve.spend();
  {
    // Accepting must not block: whoever waited may be gone.
    error_code ignored;
    (void)acceptor.non_blocking(true, ignored);
    tcp::socket dropped(io);
    (void)acceptor.accept(dropped, ignored);
  }
  reserve.fill();
  error_code ignored;
  asio::steady_timer pause(door, pause_without_descriptors);
  co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void Server::Inner::welcome(tcp::socket socket) {
  error_code ignored;
  (void)socket.set_option(tcp::no_delay(true), ignored);
  const auto address = address_of(socket);
  if (!address) return;
  const auto executor = socket.get_executor();
  auto connection = std::make_shared<Connection>(std::move(socket), *address, *shared);
  if (!crowd.enter(connection)) return connection->turn_away();
  try {
    asio::co_spawn(
        executor, [connection]() -> asio::awaitable<void> { return connection->serve(); },
        asio::detached);
  } catch (...) {
    crowd.leave(connection);
    throw;
  }
}

void Server::Inner::welcome_or_drop(tcp::socket socket) noexcept {
  try {
    welcome(std::move(socket));
  } catch (const std::exception& error) {
    log_record::warning("http", "connection dropped", {{"cause", error.what()}});
  }
}

asio::awaitable<void> Server::Inner::close_overdue() {
  const auto& limits = options.limits;
  const auto shortest =
      std::min({limits.header_timeout, limits.body_timeout, limits.write_timeout});
  const auto period =
      std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
  error_code error;
  while (!error) {
    sweep.expires_after(period);
    co_await sweep.async_wait(asio::redirect_error(asio::use_awaitable, error));
    close_overdue_now();
  }
}

void Server::Inner::close_overdue_now() noexcept {
  try {
    crowd.close_overdue(Member::Clock::now());
  } catch (const std::exception& failure) {
    log_record::warning("http", "cannot close overdue connections", {{"cause", failure.what()}});
  }
}

void Server::Inner::run() {
  for (;;) {
    try {
      io.run();
      return;
    } catch (const std::exception& error) {
      log_record::error("http", "network loop", {{"cause", error.what()}});
    }
  }
}

void Server::Inner::end() {
  stopping = true;
  const auto now = Member::Clock::now();
  const auto last = now + options.stop_timeout;
  // Whoever sends a request right now shall read 503, not a reset.
  for (auto grace = std::min(now + stop_grace, last);
       crowd.count() > 0 && Member::Clock::now() < grace;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  crowd.wait_until_answered(last);
  asio::post(door, [this] {
    error_code ignored;
    (void)acceptor.close(ignored);
    sweep.cancel();
  });
  crowd.close_all();
  guard.reset();
  const auto closing = std::min(last, Member::Clock::now() + std::chrono::milliseconds(500));
  while (crowd.count() > 0 && Member::Clock::now() < closing) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  io.stop();
  for (auto& thread : threads) thread.join();
  threads.clear();
}

Server::Server(ServerOptions options, std::vector<Route> routes, Handler fallback,
               const i18n::Catalog& catalog)
    : inner_(std::make_unique<Inner>(std::move(options), std::move(routes), std::move(fallback),
                                     catalog)) {}

Server::~Server() {
  stop();
}

int Server::start() {
  auto& inner = *inner_;
  const int port = inner.listen();
  inner.hosts = inner.options.hosts;
  if (inner.hosts.empty()) inner.hosts = default_hosts(inner.options.listen, port);
  inner.shared.emplace(Shared{inner.options, inner.hosts, inner.proxies, inner.answering,
                              inner.workers, inner.crowd, inner.stopping});
  inner.guard.emplace(inner.io.get_executor());
  asio::co_spawn(inner.door, inner.accept(), asio::detached);
  asio::co_spawn(inner.door, inner.close_overdue(), asio::detached);
  for (int i = 0; i < std::max(inner.options.io_threads, 1); ++i) {
    inner.threads.emplace_back([&inner] { inner.run(); });
  }
  return port;
}

void Server::stop() {
  if (!inner_->threads.empty()) inner_->end();
}

Server::Counts Server::counts() const {
  return {inner_->crowd.count(), inner_->workers.running(), inner_->workers.waiting()};
}

void Server::observe(Observer observer) {
  inner_->answering.observe(std::move(observer));
}

}  // namespace http
