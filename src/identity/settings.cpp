#include "identity/settings.hpp"

#include <algorithm>

namespace identity {
namespace {

std::vector<SideRole> read_second_factor_roles(config::Reader& reader) {
  constexpr const char* name = "second_factor.required_roles";
  std::vector<SideRole> roles;
  for (const std::string& text : reader.list(name, {},
                                             "Roles whose people must sign in with two factors: "
                                             "partner_admin, provider:finance, …")) {
    const auto role = side_role_of(text);
    if (role)
      roles.push_back(*role);
    else
      reader.complain(name, "\"" + text + "\" is not a role of one side");
  }
  return roles;
}

}  // namespace

std::optional<SideRole> side_role_of(std::string_view name) {
  std::optional<SideRole> found;
  for (const Audience side : {Audience::partner, Audience::provider}) {
    const std::string prefix = std::string(name_of(side)) + ":";
    const bool whole = name.starts_with(prefix);
    const auto role = role_of(whole ? name.substr(prefix.size()) : name, side);
    if (!role) continue;
    if (found) return std::nullopt;
    found = SideRole{side, *role};
  }
  return found;
}

bool Settings::ask_second_factor(Audience audience, const std::vector<Role>& roles) const {
  return std::ranges::any_of(roles, [&](Role role) {
    return std::ranges::find(second_factor_roles, SideRole{audience, role}) !=
           second_factor_roles.end();
  });
}

Settings read_settings(config::Reader& reader) {
  Settings settings;
  settings.session_idle = std::chrono::minutes(
      reader.integer("identity.session_idle_minutes", 60, 5, 1440,
                     "A session ends after so many minutes without a request."));
  settings.session_total = std::chrono::hours(reader.integer(
      "identity.session_hours", 24, 1, 168, "A session ends so many hours after signing in."));
  settings.invitation_valid = std::chrono::hours(
      reader.integer("identity.invitation_hours", 168, 1, 720,
                     "The link of an invitation can be used for so many hours."));
  settings.reset_valid = std::chrono::minutes(
      reader.integer("identity.password_reset_minutes", 60, 10, 1440,
                     "The link of a password reset can be used for so many minutes."));
  settings.password_min = static_cast<int>(reader.integer(
      "identity.password_min", 12, 8, 64, "The least number of characters of a password."));
  settings.tries_per_person = static_cast<int>(reader.integer(
      "identity.tries_per_person", 5, 1, 50,
      "So many wrong passwords for one person from one address before each further try waits."));
  settings.tries_per_address = static_cast<int>(
      reader.integer("identity.tries_per_address", 50, 5, 10'000,
                     "So many failed sign-ins from one address before each further try waits."));
  settings.sign_ins_kept = std::chrono::days(
      reader.integer("identity.sign_in_days", 180, 1, 3650,
                     "Days that a person can read the tries to sign in as them."));
  settings.second_factor_roles = read_second_factor_roles(reader);
  return settings;
}

}  // namespace identity
