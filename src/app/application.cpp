#include "app/application.hpp"

namespace app {
namespace {

crypto::SecretKey key_of(const Settings& settings, crypto::Random& random) {
  crypto::start();
  if (!settings.secret_key.empty()) return crypto::SecretKey::parse(settings.secret_key).value();
  std::filesystem::create_directories(settings.data);
  std::filesystem::permissions(settings.data, std::filesystem::perms::owner_all);
  return crypto::SecretKey::from_file(settings.data / "secret.key", random);
}

std::unique_ptr<database::Database> open_database(const Settings& settings, database::Open mode,
                                                  Installation::Migrate migrate,
                                                  std::vector<std::string>& applied) {
  auto opened = database::Database::open(settings.database, mode);
  if (migrate == Installation::Migrate::yes) {
    applied = opened->migrate();
  } else if (!opened->pending_migrations().empty()) {
    throw Refusal("the database is older than the program; run `partner-portal migrate` first");
  }
  return opened;
}

std::unique_ptr<accounts::Directory> directory_of(const Settings& settings) {
  if (settings.directory == accounts::Truth::here) return accounts::local_directory();
  return accounts::remote_directory(settings.remote_directory);
}

}  // namespace

Installation::Installation(Settings loaded, database::Open open, Migrate migrate)
    : settings(std::move(loaded)),
      clock(settings.clock_file),
      random(crypto::system_random()),
      key(key_of(settings, random)),
      catalog({{"provider", settings.provider_name}}),
      database(open_database(settings, open, migrate, migrations)),
      hasher(settings.hashing),
      directory(directory_of(settings)),
      consent_text_version_(registrations::text_version(catalog, settings.registrations)) {}

registrations::Installation Installation::registrations() const {
  return {settings.registrations, catalog, key, consent_text_version_};
}

pricing::Installation Installation::pricing() const {
  return {settings.pricing, catalog, key};
}

credit::Installation Installation::credit() const {
  return {settings.credit, catalog, key};
}

}  // namespace app
