#include "app/settings.hpp"

#include <algorithm>

#include "app/setting_rules.hpp"

namespace app {
namespace {

std::map<std::string, std::string> environment_with(const Overrides& overrides) {
  auto environment = config::portal_environment();
  const auto put = [&](const char* name, const std::optional<std::string>& value) {
    if (value) environment[name] = *value;
  };
  put("PORTAL_LISTEN", overrides.listen);
  put("PORTAL_DATA", overrides.data);
  put("PORTAL_DATABASE_URL", overrides.database);
  return environment;
}

template <class T = int>
T read_int(config::Reader& reader, std::string_view name, T otherwise, std::int64_t least,
           std::int64_t most, std::string_view explanation) {
  return static_cast<T>(
      reader.integer(name, static_cast<std::int64_t>(otherwise), least, most, explanation));
}

void read_installation(config::Reader& reader, Settings& settings) {
  settings.data = reader.text("data", "data",
                              "Folder of the embedded database, the key and the demo's passwords.");
  settings.database.directory = settings.data;
  settings.database.url = reader.secret(
      "database.url", "postgresql://… for PostgreSQL; empty for the embedded SQLite.");
  settings.database.readers =
      read_int(reader, "database.connections", settings.database.readers, 1, 64,
               "Reader connections of SQLite, or all connections to PostgreSQL.");
  settings.database.queue_limit =
      read_int(reader, "database.queue", settings.database.queue_limit, 1, 1'000'000,
               "Writes that may wait; beyond it the answer is 503.");
  settings.secret_key =
      reader.secret("secret_key",
                    "32 bytes in hex or base64url: links, codes and cursors derive from it. Empty: "
                    "a file in the data folder; required with PostgreSQL, equal on all copies.");
  settings.provider_name = reader.text("provider.name", "Cloud Example",
                                       "The provider's name, as every sentence says it.");
  settings.provider_legal_name =
      reader.text("provider.legal_name", settings.provider_name,
                  "The provider as a company, as statements and other documents say it.");
  settings.provider_tax_code =
      reader.text("provider.tax_code", "", "Its tax code on documents; empty: left out.");
  settings.sign_up_url = reader.text("provider.sign_up_url", "https://register.example.com",
                                     "Where a customer opens an account with the provider.");
  settings.currency = reader.text("currency", "VND", "ISO 4217 code of the wallets.");
  if (!base::minor_digits(settings.currency))
    reader.complain("currency", "is not an ISO 4217 code");
  settings.time_zone = reader.text("time_zone", "Asia/Ho_Chi_Minh",
                                   "The provider's zone: days and working days are its days.");
  if (!base::zone_exists(settings.time_zone))
    reader.complain("time_zone", "is not a zone of the tz database");
  settings.language = i18n::language_of(
      reader.one_of("language", {"vi", "en"}, "vi", "Language for those who name none."),
      i18n::Language::vi);
}

void read_server(config::Reader& reader, Settings& settings) {
  http::ServerOptions& server = settings.server;
  http::Limits& limits = server.limits;
  server.listen =
      reader.text("listen", server.listen, "host:port to listen on; port 0 takes a free one.");
  settings.base_url =
      reader.text("base_url", "",
                  "Where links in mails point, https://… in production, without a path; empty: "
                  "http:// and the listen address.");
  settings.base_url_given = !settings.base_url.empty();
  server.hosts = reader.list("hosts", {},
                             "Accepted Host names with port; empty: the host of base_url, the "
                             "listen address and the loopback names.");
  server.trusted_proxies =
      reader.list("trusted_proxies", {}, "Addresses whose X-Forwarded-For is believed.");
  settings.metrics_listen =
      reader.text("metrics.listen", "", "host:port for /metrics alone; empty: on the same port.");
  settings.web_directory =
      reader.text("web.directory", "",
                  "Folder of the built page; empty: the page that the program carries. Without "
                  "a page there, small ones stand in.");
  limits.connections =
      read_int(reader, "http.connections", limits.connections, 1, 100'000, "Connections at once.");
  limits.connections_per_address =
      read_int(reader, "http.connections_per_address", limits.connections_per_address, 1, 100'000,
               "Connections at once from one address.");
  limits.target_bytes = read_int(reader, "http.target_bytes", limits.target_bytes, 256, 65'536,
                                 "Longest request target.");
  limits.header_bytes = read_int(reader, "http.header_bytes", limits.header_bytes, 1024, 262'144,
                                 "All header fields together.");
  limits.header_count =
      read_int(reader, "http.header_count", limits.header_count, 10, 1000, "Header fields.");
  limits.body_bytes = read_int(reader, "http.body_bytes", limits.body_bytes, 1024,
                               std::int64_t{64} << 20, "Longest body.");
  limits.header_timeout = std::chrono::milliseconds{
      read_int(reader, "http.header_timeout_ms", limits.header_timeout.count(), 100, 600'000,
               "For a whole header, and between two requests.")};
  limits.body_timeout = std::chrono::milliseconds{
      read_int(reader, "http.body_timeout_ms", limits.body_timeout.count(), 100, 600'000,
               "For a body, plus 1 s for each 64 KiB.")};
  limits.write_timeout = std::chrono::milliseconds{
      read_int(reader, "http.write_timeout_ms", limits.write_timeout.count(), 100, 600'000,
               "For each 64 KiB of an answer.")};
  limits.workers =
      read_int(reader, "http.workers", limits.workers, 1, 1024, "Requests that run at once.");
  limits.queue = read_int(reader, "http.queue", limits.queue, 1, 100'000,
                          "Requests that wait for a worker; beyond it 503.");
  settings.idempotency_days = read_int(reader, "http.idempotency_days", settings.idempotency_days,
                                       1, 365, "Days that an Idempotency-Key is remembered.");
}

mail::Tls tls_of(const std::string& name) {
  return name == "none" ? mail::Tls::none : name == "tls" ? mail::Tls::tls : mail::Tls::starttls;
}

void read_mail(config::Reader& reader, Settings& settings) {
  notifications::Settings& out = settings.notifications;
  out.from_name = reader.text("mail.from_name", settings.provider_name, "Sender's name.");
  out.from_address =
      reader.text("mail.from_address", "no-reply@portal.example", "Sender's address.");
  out.reply_to = reader.text("mail.reply_to", "", "Where answers go; empty: to the sender.");
  mail::Server server;
  server.host = reader.text(
      "smtp.host", "", "Mail server; empty: mails wait in the outbox (a demo shows them there).");
  server.port = read_int(reader, "smtp.port", server.port, 1, 65'535, "Its port.");
  server.tls =
      tls_of(reader.one_of("smtp.tls", {"starttls", "tls", "none"}, "starttls",
                           "How the connection is protected; none for a loopback server only."));
  server.user = reader.text("smtp.user", "", "User name; empty: no sign-in.");
  server.password = reader.secret("smtp.password", "Password of the mail server.");
  server.certificate_file =
      reader.text("smtp.certificate_file", "", "CA bundle to verify with; empty: the system's.");
  server.timeout = std::chrono::seconds{
      read_int<std::int64_t>(reader, "smtp.timeout_s", 60, 1, 600, "For one mail.")};
  if (!server.host.empty()) {
    if (server.tls == mail::Tls::none && !mail::is_loopback(server.host))
      reader.complain("smtp.tls", "none is for a loopback server only");
    out.server = server;
  }
  out.give_up = std::chrono::hours{
      read_int<std::int64_t>(reader, "mail.give_up_hours", out.give_up.count(), 1, 720,
                             "Hours before an undeliverable mail is given up.")};
  out.first_retry = std::chrono::seconds{read_int<std::int64_t>(
      reader, "mail.first_retry_s", out.first_retry.count(), 1, 3600,
      "Seconds before a mail is tried again; doubled each time, at most 4 hours.")};
}

void read_directory(config::Reader& reader, Settings& settings) {
  const auto kind = reader.one_of("directory.kind", {"local", "http"}, "local",
                                  "Where facts about service accounts come from.");
  settings.directory = kind == "local" ? accounts::Truth::here : accounts::Truth::remote;
  accounts::RemoteSettings& remote = settings.remote_directory;
  remote.url = reader.text("directory.url", "",
                           "Base URL of the provider's directory (api/directory.openapi.yaml); "
                           "https, or http to loopback.");
  remote.key = reader.secret("directory.key", "Bearer token for it.");
  remote.timeout_ms =
      reader.integer("directory.timeout_ms", remote.timeout_ms, 100, 60'000, "For one try.");
  remote.retries = read_int(reader, "directory.retries", remote.retries, 0, 5,
                            "Further tries when it cannot be reached.");
  remote.currency = settings.currency;
}

void read_hashing(config::Reader& reader, Settings& settings) {
  crypto::PasswordHasher::Cost& cost = settings.hashing;
  cost.memory_mib = read_int(reader, "password.memory_mib", cost.memory_mib, 19, 1024,
                             "Memory of one Argon2id hash.");
  cost.passes = read_int(reader, "password.passes", cost.passes, 2, 10, "Passes over it.");
  cost.parallel = read_int(reader, "password.parallel", cost.parallel, 1, 64,
                           "Hashes at once; about the number of cores.");
  cost.waiting = read_int(reader, "password.waiting", cost.waiting, 0, 10'000,
                          "Sign-ins that may wait for one; beyond it 503.");
}

void share(Settings& settings) {
  settings.registrations.provider_name = settings.provider_name;
  settings.registrations.sign_up_url = settings.sign_up_url;
  settings.registrations.zone = settings.time_zone;
  settings.registrations.currency = settings.currency;
  settings.exports.zone = settings.time_zone;
  settings.credit.currency = settings.currency;
  settings.credit.zone = settings.time_zone;
  settings.credit.provider_name = settings.provider_name;
  settings.credit.provider_legal_name = settings.provider_legal_name;
  settings.credit.provider_tax_code = settings.provider_tax_code;
  settings.registrations.reclaim = settings.credit.reclaim;
  settings.pricing.currency = settings.currency;
  settings.pricing.zone = settings.time_zone;
  settings.pricing.working_days = settings.registrations.working_days;
  settings.identity.provider_name = settings.provider_name;
  settings.identity.time_zone = settings.time_zone;
  settings.identity.forbidden_passwords = {"partner portal", "partnerportal",
                                           settings.provider_name};
}

log_record::Level level_of(const std::string& name) {
  using log_record::Level;
  return name == "debug"     ? Level::debug
         : name == "warning" ? Level::warning
         : name == "error"   ? Level::error
                             : Level::info;
}

}  // namespace

bool is_loopback(const std::string& listen) {
  const std::string host = listen.substr(0, listen.rfind(':'));
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Loaded load_settings(const Overrides& overrides) {
  std::optional<std::filesystem::path> file;
  if (overrides.config) file = *overrides.config;
  config::Reader reader(file, environment_with(overrides));
  Loaded loaded;
  Settings& settings = loaded.settings;
  read_installation(reader, settings);
  read_server(reader, settings);
  read_mail(reader, settings);
  read_directory(reader, settings);
  read_hashing(reader, settings);
  settings.log_level = level_of(reader.one_of("log.level", {"debug", "info", "warning", "error"},
                                              "info", "Least level that is logged."));
  settings.identity = identity::read_settings(reader);
  settings.exports = exports::read_settings(reader);
  settings.registrations = registrations::read_settings(reader);
  settings.credit = credit::read_settings(reader);
  settings.pricing = pricing::read_settings(reader);
  const auto clock_file = reader.text("demo.clock_file", "",
                                      "A demo only: a file with the seconds to add to the clock.");
  if (!clock_file.empty()) settings.clock_file = clock_file;
  check(settings, reader);
  share(settings);
  loaded.problems = reader.problems();
  loaded.declared = reader.declared();
  return loaded;
}

void settle_addresses(Settings& settings, int port) {
  const std::string& listen = settings.server.listen;
  const std::string host = listen.substr(0, listen.rfind(':'));
  const std::string address = host + ":" + std::to_string(port);
  if (!settings.base_url_given) settings.base_url = "http://" + address;
  if (settings.server.hosts.empty()) {
    std::vector<std::string>& hosts = settings.server.hosts;
    hosts.push_back(settings.base_url.substr(settings.base_url.find("//") + 2));
    for (const char* name : {"localhost", "127.0.0.1", "[::1]"})
      hosts.push_back(std::string(name) + ":" + std::to_string(port));
    hosts.push_back(address);
  }
  settings.registrations.base_url = settings.base_url;
  settings.credit.base_url = settings.base_url;
  settings.pricing.base_url = settings.base_url;
  settings.identity.base_url = settings.base_url;
  settings.identity.origins.clear();
  for (const std::string& name : settings.server.hosts) {
    const auto origin = origin_of((settings.server.https ? "https://" : "http://") + name);
    settings.identity.origins.push_back(origin.value_or(""));
  }
  settings.notifications.base_url = settings.base_url;
}

}  // namespace app
