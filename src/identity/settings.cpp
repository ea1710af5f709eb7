#include "identity/settings.hpp"

namespace identity {

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
  return settings;
}

}  // namespace identity
