#pragma once
// `serve --demo`: a small, believable channel in an empty database. Three partners and the provider
// with staff in every role, a directory of about 80 accounts that meet and fail each rule, and
// registrations in every state, made by the rooms' own verbs at moments of the last months. All of
// it is one transaction, and so is the mark (table `installation`, name `demo`) by which the
// database is known for a demo from then on.

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/database/database.hpp"
#include "registrations/registrations.hpp"

namespace app {

/// What the demo is made of.
struct DemoWorld {
  database::Database& database;
  const clock_source::Clock& clock;
  crypto::Random& random;
  crypto::PasswordHasher& hasher;
  registrations::Installation installation;
  std::filesystem::path directory;  // gets demo-credentials.json
};

struct DemoUser {
  std::string email;
  std::string password;
  std::string audience;  // "partner" or "provider"
  std::vector<std::string> roles;
  std::string partner;  // its name; empty for the provider's people
};

enum class DemoState {
  empty,    // may become a demo
  demo,     // is one
  foreign,  // holds somebody's data
};
DemoState demo_state(database::Database& database);

/// Fills an empty database, after it wrote the passwords to DIR/demo-credentials.json (mode 0600).
/// Throws std::runtime_error when the file cannot be written; an Error is a mistake in the data.
base::Result<std::vector<DemoUser>> fill_demo(const DemoWorld& world);

enum class Demo { wanted, unwanted };  // --demo, or without it

/// Before the program serves: fills an empty database when a demo is wanted and prints who can sign
/// in. Throws std::runtime_error with a sentence for standard error when `--demo` meets a database
/// that it did not make, or a demo is to be served without it.
void prepare_demo(const DemoWorld& world, Demo demo, std::ostream& out);

}  // namespace app
