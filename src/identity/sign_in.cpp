#include "identity/sign_in.hpp"

namespace identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t tries_from_everywhere = 50;

std::unexpected<base::Error> busy() {
  return base::fail(base::ErrorKind::unavailable, "identity.busy", {{"retry_after_seconds", "2"}});
}

crypto::PasswordHasher::Verdict judge(crypto::PasswordHasher& hasher,
                                      const std::optional<Credentials>& credentials,
                                      const std::string& password) {
  return credentials ? hasher.verify(credentials->password_hash, password)
                     : hasher.verify_nobody(password);
}

}  // namespace

SignInThrottle sign_in_throttle(const Settings& settings, const std::optional<base::Email>& email,
                                std::string_view address) {
  const std::string network = throttled_network(address);
  // What is no address at all is one person, whatever was typed.
  const std::string who = crypto::sha256_hex(email ? email->text() : "");
  return {{"pair:" + who + "@" + network,
           {settings.tries_per_person, seconds(1), minutes(15), hours(24)}},
          {"person:" + who, {tries_from_everywhere, seconds(30), seconds(30), hours(24)}},
          {"address:" + network, {settings.tries_per_address, seconds(1), minutes(1), hours(1)}}};
}

base::Result<Credentials> check_credentials(const Surroundings& surroundings,
                                            const std::optional<base::Email>& email,
                                            const std::string& password,
                                            const SignInThrottle& throttle) {
  database::Database& database = surroundings.database;
  const base::Instant now = surroundings.clock.now();
  TRY(database.write([&](database::Transaction& transaction) {
    return count_try(transaction, throttle.all(), now);
  }));
  std::optional<Credentials> credentials;
  if (email)
    credentials = database.read(
        [&](database::Snapshot& snapshot) { return find_credentials(snapshot, *email); });
  switch (judge(surroundings.hasher, credentials, password)) {
    case crypto::PasswordHasher::Verdict::right:
      break;
    case crypto::PasswordHasher::Verdict::wrong:
      return base::fail(base::ErrorKind::unauthenticated, "invalid_credentials");
    case crypto::PasswordHasher::Verdict::busy:
      // Nothing was judged, so nothing counts.
      TRY(database.write([&](database::Transaction& transaction) -> base::Result<> {
        for (const ThrottleKey& key : throttle.all()) take_back_try(transaction, key);
        return {};
      }));
      return busy();
  }
  ENSURE(credentials.has_value());
  return *std::move(credentials);
}

void forgive(database::Transaction& transaction, const SignInThrottle& throttle) {
  forget_tries(transaction, throttle.person_at_address);
  take_back_try(transaction, throttle.person);
  take_back_try(transaction, throttle.address);
}

}  // namespace identity
