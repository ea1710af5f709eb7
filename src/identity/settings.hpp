#pragma once
// What the room can be told by configuration, and the few things of the outside world that its
// handlers stand on.

#include <chrono>
#include <string>
#include <vector>

#include "identity/identity.hpp"
#include "platform/clock/clock.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/database/database.hpp"

namespace identity {

/// A role of one side: finance is one of both.
struct SideRole {
  Audience audience;
  Role role;
  friend bool operator==(const SideRole&, const SideRole&) = default;
};
/// "approver", "provider:approver"; "finance" alone is two roles and so none.
std::optional<SideRole> side_role_of(std::string_view name);

struct Settings {
  std::string base_url = "http://localhost:8080";  // https makes the cookie Secure
  std::vector<std::string> origins;                // also ours: "http://127.0.0.1:8080"
  std::vector<std::string> forbidden_passwords;    // names of the product and the provider
  std::string provider_name;
  std::string time_zone = "Asia/Ho_Chi_Minh";

  std::chrono::minutes session_idle{60};
  std::chrono::minutes session_total{24 * 60};
  std::chrono::hours invitation_valid{168};
  std::chrono::minutes reset_valid{60};
  int password_min = 12;
  int tries_per_person = 5;    // by one address, before each further try has to wait
  int tries_per_address = 50;  // for any people
  std::chrono::days sign_ins_kept{180};
  std::vector<SideRole> second_factor_roles = {};  // whoever has one signs in with two factors

  bool ask_second_factor(Audience audience, const std::vector<Role>& roles) const;

  bool https() const { return base_url.starts_with("https://"); }
};

/// Declares and reads `identity.…`; the caller fills in what belongs to the whole program.
Settings read_settings(config::Reader& reader);

struct Surroundings {
  database::Database& database;
  const clock_source::Clock& clock;
  crypto::Random& random;
  const crypto::SecretKey& key;
  crypto::PasswordHasher& hasher;
  Settings settings;
};

}  // namespace identity
