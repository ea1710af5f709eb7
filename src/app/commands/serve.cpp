#include <csignal>
#include <filesystem>
#include <iostream>

#include "app/access.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/demo.hpp"
#include "app/jobs.hpp"
#include "app/rooms.hpp"
#include "platform/http/listen.hpp"
#include "platform/metrics/metrics.hpp"

namespace app {
namespace {

void check_demo(const Settings& settings, bool demo) {
  if (demo && !is_loopback(settings.server.listen))
    throw Refusal("a demo listens on a loopback address only");
  if (demo && settings.notifications.server) throw Refusal("a demo sends no mail: unset smtp.host");
  if (!demo && settings.clock_file) throw Refusal("demo.clock_file is for a demo only");
}

/// The signals that end the program; blocked before any thread starts, so that only the waiting one
/// gets them.
sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

http::Response not_found(const http::Request& request, const i18n::Catalog& catalog) {
  return http::problem(request, base::Error{base::ErrorKind::not_found, "not_found", {}, {}, {}},
                       catalog);
}

/// What the gate refused before it knew a method has no path either.
std::string method_of(const http::Request& request) {
  return request.path.empty() ? "unknown" : std::string(http::name_of(request.method));
}

/// Ours to look after; a method or a version that nobody serves is the client's affair.
bool is_our_failure(int status) {
  return status >= 500 && status != 501 && status != 505;
}

void observe(http::Server& server) {
  server.observe([](const http::Request& request, std::string_view pattern, int status,
                    std::chrono::microseconds took) {
    const metrics::Labels labels{{"method", method_of(request)},
                                 {"route", std::string(pattern)},
                                 {"status", std::to_string(status / 100) + "xx"}};
    metrics::count("portal_http_requests_total", "Requests answered.", labels);
    metrics::observe_seconds("portal_http_request_seconds", "Time from request to answer.",
                             {{"route", std::string(pattern)}},
                             std::chrono::duration<double>(took).count());
    log_record::write(is_our_failure(status) ? log_record::Level::error : log_record::Level::debug,
                      "http", "request",
                      {{"id", request.id},
                       {"method", method_of(request)},
                       {"route", std::string(pattern)},
                       {"status", std::to_string(status)},
                       {"address", request.client_address},
                       {"took_us", std::to_string(took.count())}});
  });
}

/// /metrics on an address of its own, so that a proxy need not hide it.
std::unique_ptr<http::Server> serve_metrics(Installation& installation, const Home& home) {
  if (installation.settings.metrics_listen.empty()) return nullptr;
  const auto& catalog = installation.catalog;
  http::ServerOptions options = installation.settings.server;
  options.listen = installation.settings.metrics_listen;
  options.hosts = {options.listen};
  const http::Route route{http::Method::get, "/metrics", [&home](const http::Request& request) {
                            return home.metrics(request).value();
                          }};
  auto server = std::make_unique<http::Server>(
      options, std::vector{route},
      [&catalog](const http::Request& request) { return not_found(request, catalog); }, catalog);
  server->start();
  return server;
}

void tell_of_start(const Installation& installation, const WebPage& page) {
  const Settings& settings = installation.settings;
  const bool embedded = installation.database->engine() == database::Engine::sqlite;
  for (const std::string& name : installation.migrations)
    log_record::info("database", "migrated", {{"migration", name}});
  log_record::info("portal", "started",
                   {{"version", PORTAL_VERSION},
                    {"engine", embedded ? "sqlite" : "postgresql"},
                    {"migrations", std::to_string(installation.migrations.size())},
                    {"listen", settings.server.listen},
                    {"base_url", settings.base_url}});
  if (!page.is_there()) {
    log_record::warning("portal", "no page is there; small ones stand in",
                        {{"directory", settings.web_directory}});
  }
  const std::string address = "http://" + settings.server.listen;
  std::cout << "listening on " << address;
  if (settings.base_url != address) std::cout << ", for " << settings.base_url;
  std::cout << std::endl;
}

/// Ends when a signal says so, or when the database no longer knows what it committed. Returns the
/// exit code.
int wait_for_end(const sigset_t& signals, database::Database& database) {
  while (true) {
    const timespec half_a_second{0, 500'000'000};
    const int signal = sigtimedwait(&signals, nullptr, &half_a_second);
    if (signal > 0) {
      log_record::info("portal", "stopping", {{"signal", signal == SIGINT ? "SIGINT" : "SIGTERM"}});
      return 0;
    }
    if (database.stopped()) {
      log_record::error("database",
                        "the outcome of a commit is unknown; ending, so that a restart can tell");
      return 1;
    }
  }
}

}  // namespace

int serve(const Serve& command) {
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  Settings settings = settings_or_refuse(command.overrides);
  log_record::set_level(settings.log_level);
  check_demo(settings, command.demo);
  const int port = http::port_to_listen_on(settings.server.listen);
  settings.server.listen = settings.server.listen.substr(0, settings.server.listen.rfind(':') + 1) +
                           std::to_string(port);
  settle_addresses(settings, port);

  Installation installation(std::move(settings), database::Open::exclusive,
                            Installation::Migrate::yes);
  prepare_demo({.database = *installation.database,
                .clock = installation.clock,
                .random = installation.random,
                .hasher = installation.hasher,
                .installation = installation.registrations(),
                .directory = installation.settings.data},
               command.demo ? Demo::wanted : Demo::unwanted, std::cout);
  installation.settings.notifications.demo = command.demo;
  notifications::Outbox outbox(*installation.database, installation.catalog, installation.key,
                               installation.settings.notifications);
  Rooms rooms(installation, outbox, command.demo);
  const auto& catalog = installation.catalog;
  http::Server server(
      installation.settings.server, guarded(routes(rooms), rooms.identity.gatekeeper(), catalog),
      [&catalog, &rooms](const http::Request& request) {
        auto page = rooms.page.serve(request);
        return page ? *std::move(page) : not_found(request, catalog);
      },
      catalog);
  observe(server);
  jobs::Runner runner(*installation.database, installation.clock, installation.random,
                      recurring_jobs(installation, outbox, rooms.exports), rooms.background_jobs(),
                      {});
  metrics::gauge("portal_mail_waiting", "Mails that wait for the server.", [&] {
    return installation.database->read([](database::Snapshot& snapshot) {
      return static_cast<double>(notifications::backlog(snapshot).waiting);
    });
  });
  if (installation.database->engine() == database::Engine::sqlite) {
    // Nobody else can have this database open.
    runner.take_over();
    outbox.take_over();
  }
  const auto figures = serve_metrics(installation, rooms.home);
  server.start();
  runner.start();
  tell_of_start(installation, rooms.page);
  const int code = wait_for_end(signals, *installation.database);
  outbox.stop();
  server.stop();
  runner.stop();
  metrics::gauge("portal_mail_waiting", "Mails that wait for the server.", {});
  log_record::info("portal", "stopped");
  return code;
}

}  // namespace app
