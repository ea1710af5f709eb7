#pragma once
// The rooms, wired: what `serve` and the other commands stand on. Made in the order of the rooms,
// taken down in the opposite order.

#include <memory>

#include "accounts/accounts.hpp"
#include "app/settings.hpp"
#include "notifications/notifications.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/database/database.hpp"
#include "platform/i18n/i18n.hpp"
#include "registrations/registrations.hpp"

namespace app {

/// A sentence for standard error; the command exits with 1.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// The same for words that the command cannot be given; it exits with 2.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What every command needs: the opened database, the key, the sentences, the clock.
class Installation {
 public:
  /// Opens, and migrates when `migrate` says so. Throws database::OpenError and Refusal.
  enum class Migrate { yes, no };
  Installation(Settings settings, database::Open open, Migrate migrate);

  Settings settings;
  clock_source::SystemClock clock;
  crypto::Random& random;
  crypto::SecretKey key;
  i18n::Catalog catalog;
  std::vector<std::string> migrations;  // that were applied just now
  std::unique_ptr<database::Database> database;
  crypto::PasswordHasher hasher;
  std::unique_ptr<accounts::Directory> directory;

  registrations::Installation registrations() const;
  credit::Installation credit() const;
  pricing::Installation pricing() const;

 private:
  std::string consent_text_version_;
};

}  // namespace app
