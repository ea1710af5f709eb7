#include <unistd.h>

#include <iostream>

#include "app/access.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/directory_import.hpp"
#include "app/rooms.hpp"

namespace app {
namespace {

identity::Stamp stamp(const clock_source::Clock& clock, crypto::Random& random) {
  const base::Instant now = clock.now();
  return {.origin = command_line(), .now = now, .audit = base::AuditId::make(now, random.ten())};
}

/// Reads the key's file where there is one; the first start makes it.
void check_key(const Settings& settings) {
  const auto file = settings.data / "secret.key";
  if (settings.secret_key.empty() && std::filesystem::exists(file))
    crypto::SecretKey::from_file(file, crypto::system_random());
}

/// Looks beside a server that may run; makes and locks nothing.
int check_database(const Settings& settings, ConfigCheck::Depth depth) {
  const bool embedded = settings.database.url.empty();
  const auto file = settings.database.directory / "portal.db";
  if (embedded && depth == ConfigCheck::Depth::look && !std::filesystem::exists(file)) {
    std::cout << "the database: none yet; the first start makes " << file.string() << '\n';
    return 0;
  }
  try {
    const auto database = database::Database::open(settings.database, database::Open::read_only);
    if (depth == ConfigCheck::Depth::look) {
      std::cout << "the database: opens, and fits this program\n";
      return 0;
    }
    const std::string complaint = database->deep_check();
    if (!complaint.empty()) throw Refusal("the database is damaged: " + complaint);
    std::cout << (embedded ? "the database: read whole, and sound\n"
                           : "the database: opens, and fits this program; its pages are "
                             "PostgreSQL's to check (pg_amcheck)\n");
    return 0;
  } catch (const database::OpenError& error) {
    if (error.code != "database.not_migrated" || depth == ConfigCheck::Depth::whole) throw;
    std::cout << "the database: of an older version; the next start, or `migrate`, brings it up\n";
    return 0;
  }
}

}  // namespace

identity::Origin command_line() {
  const char* user = getenv("USER");
  return {.kind = identity::Origin::Kind::command_line,
          .id = {},
          .name = user != nullptr ? user : "",
          .address = {}};
}

Settings settings_or_refuse(const Overrides& overrides) {
  auto loaded = load_settings(overrides);
  if (loaded.problems.empty()) return std::move(loaded.settings);
  std::string all = "the settings are not right:";
  for (const auto& problem : loaded.problems) all += "\n  " + problem;
  throw Refusal(all);
}

int migrate(const Overrides& overrides) {
  const Settings settings = settings_or_refuse(overrides);
  std::filesystem::create_directories(settings.data);
  const auto database = database::Database::open(settings.database, database::Open::exclusive);
  const auto applied = database->migrate();
  for (const auto& name : applied) std::cout << "applied " << name << '\n';
  if (applied.empty()) std::cout << "nothing to do: the database is up to date\n";
  return 0;
}

int backup(const Overrides& overrides, const std::string& target) {
  const Settings settings = settings_or_refuse(overrides);
  const auto database = database::Database::open(settings.database, database::Open::read_only);
  crypto::start();
  const auto at = stamp(clock_source::SystemClock(settings.clock_file), crypto::system_random());
  database->backup(target,
                   [&](database::Transaction& copy) { identity::end_all_access(copy, at); });
  std::cout << "wrote and checked " << target << '\n';
  return 0;
}

int restored(const Overrides& overrides) {
  Installation installation(settings_or_refuse(overrides), database::Open::exclusive,
                            Installation::Migrate::yes);
  const auto at = stamp(installation.clock, installation.random);
  const auto ended =
      installation.database->write([&](database::Transaction& transaction) -> base::Result<> {
        identity::end_all_access(transaction, at);
        return {};
      });
  ENSURE(ended.has_value());
  std::cout << "nobody is signed in; open invitations and password resets are void\n";
  return 0;
}

int import_directory(const Overrides& overrides, const std::string& file) {
  Installation installation(settings_or_refuse(overrides), database::Open::exclusive,
                            Installation::Migrate::yes);
  const DirectoryImport task{
      .file = file,
      .currency = installation.settings.currency,
      .truth = installation.settings.directory,
      .origin = command_line(),
      .language = i18n::Language::en,
      .progress = isatty(STDERR_FILENO) != 0 ? Progress::in_place : Progress::by_line};
  return directory_import(*installation.database, installation.clock, installation.random,
                          installation.catalog, task, std::cout, std::cerr);
}

int config_check(const ConfigCheck& command) {
  const auto loaded = load_settings(command.overrides);
  if (command.print == ConfigCheck::Print::markdown) {
    std::cout << config::as_markdown(loaded.declared);
    return 0;
  }
  if (command.print == ConfigCheck::Print::toml) {
    std::cout << config::as_toml(loaded.declared);
    return 0;
  }
  for (const auto& problem : loaded.problems) std::cerr << problem << '\n';
  if (!loaded.problems.empty()) return 1;
  for (const auto& setting : loaded.declared)
    std::cout << setting.name << " = " << setting.value << '\n';
  check_key(loaded.settings);
  return check_database(loaded.settings, command.depth);
}

int print_routes() {
  Settings settings = settings_or_refuse({});
  const auto folder = std::filesystem::temp_directory_path() /
                      ("partner-portal-routes-" + std::to_string(getpid()));
  settings.data = folder;
  settings.database.directory = folder;
  settings.database.url.clear();
  {
    Installation installation(std::move(settings), database::Open::exclusive,
                              Installation::Migrate::yes);
    const notifications::Outbox outbox(*installation.database, installation.catalog,
                                       installation.key, installation.settings.notifications);
    Rooms rooms(installation, outbox, false);
    for (const Line& line : routes(rooms)) std::cout << describe(line) << '\n';
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace app
