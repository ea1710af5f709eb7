#pragma once
// All settings of the program in one place: what belongs to the whole, and each room's own. The
// reference is docs/operating/configuration.md, made by `config check --markdown` from these
// declarations.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "accounts/http.hpp"
#include "credit/credit.hpp"
#include "exports/exports.hpp"
#include "identity/settings.hpp"
#include "notifications/notifications.hpp"
#include "platform/config/config.hpp"
#include "platform/database/database.hpp"
#include "platform/http/http.hpp"
#include "platform/log/log.hpp"
#include "pricing/pricing.hpp"
#include "registrations/registrations.hpp"

namespace app {

struct Settings {
  http::ServerOptions server;
  std::string web_directory;   // of the built page; empty: where the program finds it
  std::string metrics_listen;  // empty: /metrics on the same port
  database::Options database;
  std::filesystem::path data;
  std::string base_url;
  bool base_url_given = false;
  std::string provider_name;
  std::string provider_legal_name;
  std::string provider_tax_code;  // empty: documents leave it out
  std::string sign_up_url;
  std::string currency;
  std::string time_zone;
  i18n::Language language = i18n::Language::vi;
  std::string secret_key;
  crypto::PasswordHasher::Cost hashing;
  log_record::Level log_level = log_record::Level::info;
  identity::Settings identity;
  exports::Settings exports;
  registrations::Settings registrations;
  credit::Settings credit;
  pricing::Settings pricing;
  notifications::Settings notifications;
  accounts::Truth directory = accounts::Truth::here;
  accounts::RemoteSettings remote_directory;
  std::optional<std::filesystem::path> clock_file;  // a demo's movable clock
  int idempotency_days = 7;
};

/// What the command line said; each stands before the environment and the file.
struct Overrides {
  std::optional<std::string> listen;
  std::optional<std::string> data;
  std::optional<std::string> database;
  std::optional<std::string> config;
};

struct Loaded {
  Settings settings;
  std::vector<std::string> problems;
  std::vector<config::Reader::Declared> declared;
};
/// Throws std::runtime_error when the file cannot be read.
Loaded load_settings(const Overrides& overrides);

/// Of `listen`, host:port: only this machine reaches it.
bool is_loopback(const std::string& listen);

/// After the port is known: base_url and hosts that were not configured follow the address. The
/// settings must have no problem.
void settle_addresses(Settings& settings, int port);

}  // namespace app
