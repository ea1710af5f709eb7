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

base::Error unauthenticated(std::string code) {
  return {base::ErrorKind::unauthenticated, std::move(code), {}, {}, {}};
}

struct Judged {
  std::optional<SignInOutcome> outcome;  // nothing for a try that was slowed down
  Refusal refusal;
  std::string by;  // what passed as the second factor, for the trail
};

Judged judge_second_factor(database::Transaction& transaction, const crypto::SecretKey& key,
                           const Entry& entry) {
  if (!has_second_factor(transaction, entry.person.id))
    return {SignInOutcome::signed_in, std::nullopt, ""};
  if (!entry.code)
    return {SignInOutcome::code_missing, unauthenticated("second_factor_required"), ""};
  auto verdict = judge_code(transaction, key, {entry.person.id, *entry.code, entry.stamp.now},
                            Accepted::totp_or_recovery_code);
  if (!verdict) return {std::nullopt, std::move(verdict).error(), ""};
  switch (*verdict) {
    case CodeVerdict::totp:
      return {SignInOutcome::signed_in, std::nullopt, "totp"};
    case CodeVerdict::recovery_code:
      return {SignInOutcome::signed_in_by_recovery_code, std::nullopt, "recovery_code"};
    case CodeVerdict::wrong:
      break;
  }
  return {SignInOutcome::wrong_code, unauthenticated("second_factor_wrong"), ""};
}

}  // namespace

SignInThrottle sign_in_throttle(const Settings& settings, const std::optional<base::Email>& email,
                                std::string_view address) {
  const std::string network = throttled_network(address);
  const std::string who = hash_of(email);
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
        take_back(transaction, throttle);
        return {};
      }));
      return busy();
  }
  ENSURE(credentials.has_value());
  return *std::move(credentials);
}

void take_back(database::Transaction& transaction, const SignInThrottle& throttle) {
  for (const ThrottleKey& key : throttle.all()) take_back_try(transaction, key);
}

void forgive(database::Transaction& transaction, const SignInThrottle& throttle) {
  forget_tries(transaction, throttle.person_at_address);
  take_back_try(transaction, throttle.person);
  take_back_try(transaction, throttle.address);
}

base::Result<Refusal> enter(database::Transaction& transaction, const crypto::SecretKey& key,
                            const Entry& entry) {
  const Credentials& person = entry.person;
  const base::Instant now = entry.stamp.now;
  const auto still = find_credentials(transaction, entry.email);
  if (!still || still->id != person.id || still->password_hash != person.password_hash) {
    add_sign_in(transaction, entry.tried, SignInOutcome::wrong_password, now);
    return unauthenticated("invalid_credentials");
  }
  auto judged = judge_second_factor(transaction, key, entry);
  if (judged.outcome) add_sign_in(transaction, entry.tried, *judged.outcome, now);
  if (judged.refusal) {
    take_back(transaction, entry.throttle);
    return std::move(judged.refusal);
  }
  end_session_of_token(transaction, entry.replaced);
  add_session(transaction, entry.session, now);
  forgive(transaction, entry.throttle);
  if (entry.fresh_hash) renew_hash(transaction, person.id, person.password_hash, *entry.fresh_hash);
  base::Values details;
  if (!judged.by.empty()) details.emplace_back("second_factor", judged.by);
  audit(
      transaction, entry.stamp.audit,
      {entry.stamp.origin, "session.sign_in", person.id.text(), person.partner, std::move(details)},
      now);
  if (judged.outcome == SignInOutcome::signed_in_by_recovery_code)
    tell_of_recovery_code(transaction, person, entry.email, entry.notice, entry.stamp);
  return std::nullopt;
}

}  // namespace identity
