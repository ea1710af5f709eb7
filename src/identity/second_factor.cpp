#include "identity/second_factor.hpp"

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "identity/second_factor_store.hpp"
#include "identity/sessions.hpp"
#include "notifications/notifications.hpp"
#include "platform/log/log.hpp"

namespace identity {
namespace {

constexpr std::int64_t wrong_codes = 5;
constexpr std::chrono::minutes wrong_codes_in{15};
constexpr std::size_t totp_digits = 6;
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

std::unexpected<base::Error> exists() {
  return base::fail(base::ErrorKind::conflict, "identity.second_factor_exists");
}

std::unexpected<base::Error> missing() {
  return base::fail(base::ErrorKind::conflict, "identity.second_factor_missing");
}

base::Error wrong_code() {
  return {base::ErrorKind::unprocessable, "identity.second_factor_wrong", {}, {}, {}};
}

// As a person reads it off a sheet of paper: capital letters, and those that look like a digit.
std::string tidy_code(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    code += small == 'o' ? '0' : small == 'i' || small == 'l' ? '1' : small;
  }
  return code;
}

std::string hash_of_recovery_code(const crypto::SecretKey& key, const base::UserId& person,
                                  std::string_view typed) {
  const auto bytes = crypto::mac(key, {"recovery_code", person.text(), tidy_code(typed)});
  return crypto::base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::vector<std::string> hashes_of(const SecondFactorChange& change) {
  std::vector<std::string> hashes;
  for (const std::string& code : change.recovery_codes)
    hashes.push_back(hash_of_recovery_code(change.key, *change.actor.user, code));
  return hashes;
}

crypto::Seal seal_of(const base::UserId& person) {
  return {"second_factor", person.text()};
}

// Nothing when the code is wrong, or when the key was sealed under another key of the installation.
std::optional<std::int64_t> step_of(const crypto::SecretKey& key, const StoredSecondFactor& stored,
                                    const GivenCode& code) {
  const auto bytes = crypto::opened(key, seal_of(code.person), stored.sealed_key);
  const auto totp_key = bytes ? crypto::totp_key_of(*bytes) : std::nullopt;
  if (!totp_key) {
    log_record::error("identity", "second factor cannot be opened with this secret_key",
                      {{"person", code.person.text()}});
    return std::nullopt;
  }
  return crypto::find_totp_step(*totp_key, tidy_code(code.text), code.now, stored.last_step);
}

base::Result<> count_code(database::Transaction& transaction, const GivenCode& code) {
  return count_try(transaction, {second_factor_throttle(code.person)}, code.now);
}

void take_back_code(database::Transaction& transaction, const GivenCode& code) {
  take_back_try(transaction, second_factor_throttle(code.person));
}

GivenCode code_in(const SecondFactorChange& change) {
  return {*change.actor.user, change.code, change.stamp.now};
}

struct Recipient {
  const std::string& email;
  const std::string& name;
  i18n::Language language;
};

void tell(database::Transaction& transaction, const Recipient& recipient,
          const std::string& template_name, base::Values values, const PasswordNotice& notice,
          const Stamp& stamp) {
  values.emplace_back("name", recipient.name);
  values.emplace_back("at", notice.at);
  const notifications::Mail mail{.id = notice.mail,
                                 .recipient = recipient.email,
                                 .language = recipient.language,
                                 .languages = notifications::Languages::one,
                                 .template_name = template_name,
                                 .values = std::move(values),
                                 .link = std::nullopt,
                                 .about = "",
                                 .hold_key = "",
                                 .per_day = std::nullopt};
  notifications::queue(transaction, mail, stamp.now);
}

void tell_of_change(database::Transaction& transaction, const SecondFactorChange& change,
                    const std::string& template_name) {
  const Actor& actor = change.actor;
  tell(transaction, {actor.email, actor.name, actor.language}, template_name,
       {{"address", change.stamp.origin.address}}, change.notice, change.stamp);
}

void audit_change(database::Transaction& transaction, const SecondFactorChange& change,
                  std::string name) {
  audit(transaction, change.stamp.audit,
        {change.stamp.origin, std::move(name), change.actor.id, change.actor.partner, {}},
        change.stamp.now);
}

}  // namespace

SecondFactorState second_factor_of(database::Snapshot& snapshot, const base::UserId& person) {
  const auto stored = find_second_factor(snapshot, person);
  if (!stored || !stored->enabled_at) return {};
  return {stored->enabled_at, count_recovery_codes(snapshot, person)};
}

bool has_second_factor(database::Snapshot& snapshot, const base::UserId& person) {
  const auto stored = find_second_factor(snapshot, person);
  return stored && stored->enabled_at;
}

ThrottleKey second_factor_throttle(const base::UserId& person) {
  return {"second factor:" + person.text(),
          {wrong_codes, wrong_codes_in, wrong_codes_in, wrong_codes_in}};
}

std::vector<std::string> new_recovery_codes(crypto::Random& random) {
  std::vector<std::string> codes;
  while (codes.size() < recovery_code_count) {
    std::string code;
    for (const std::uint8_t byte : random.ten()) {
      if (code.size() == 5) code += '-';
      code += alphabet[byte % alphabet.size()];
    }
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
  }
  return codes;
}

std::string sealed_totp_key(const crypto::SecretKey& key, const base::UserId& person,
                            const crypto::TotpKey& totp_key, crypto::Random& random) {
  return crypto::sealed(key, seal_of(person), crypto::bytes_of(totp_key), random);
}

std::string otpauth_uri(const crypto::TotpKey& totp_key, const std::string& issuer,
                        const std::string& email) {
  const auto encoded = [](std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
  };
  std::string name = issuer;
  std::erase(name, ':');  // it parts the issuer from the account
  return "otpauth://totp/" + encoded(name) + ":" + encoded(email) +
         "?secret=" + crypto::base32(totp_key) + "&issuer=" + encoded(name) +
         "&algorithm=SHA1&digits=6&period=30";
}

base::Result<CodeVerdict> judge_code(database::Transaction& transaction,
                                     const crypto::SecretKey& key, const GivenCode& code,
                                     Accepted accepted) {
  TRY(count_code(transaction, code));
  const auto stored = find_second_factor(transaction, code.person);
  ENSURE(stored && stored->enabled_at);
  CodeVerdict verdict = CodeVerdict::wrong;
  if (tidy_code(code.text).size() == totp_digits) {
    const auto step = step_of(key, *stored, code);
    if (step && store_step(transaction, code.person, *step)) verdict = CodeVerdict::totp;
  } else if (accepted == Accepted::totp_or_recovery_code) {
    const auto hash = hash_of_recovery_code(key, code.person, code.text);
    if (use_recovery_code(transaction, code.person, hash, code.now))
      verdict = CodeVerdict::recovery_code;
  }
  if (verdict != CodeVerdict::wrong) take_back_code(transaction, code);
  return verdict;
}

base::Result<> offer_second_factor(database::Transaction& transaction, const base::UserId& person,
                                   const std::string& sealed_key, base::Instant now) {
  if (!store_offer(transaction, person, sealed_key, now + key_waits)) return exists();
  return {};
}

base::Result<Refusal> confirm_second_factor(database::Transaction& transaction,
                                            const SecondFactorChange& change) {
  const GivenCode code = code_in(change);
  const auto stored = find_second_factor(transaction, code.person);
  if (stored && stored->enabled_at) return exists();
  if (!stored || *stored->expires_at <= code.now)
    return base::fail(base::ErrorKind::conflict, "identity.second_factor_not_begun");
  TRY(count_code(transaction, code));
  const auto step = step_of(change.key, *stored, code);
  if (!step) return wrong_code();
  ENSURE(store_enabled(transaction, code.person, stored->sealed_key, *step, code.now));
  take_back_code(transaction, code);
  replace_recovery_codes(transaction, code.person, hashes_of(change));
  touch_person(transaction, code.person);
  audit_change(transaction, change, "identity.second_factor_on");
  tell_of_change(transaction, change, "second_factor_on");
  return std::nullopt;
}

base::Result<Refusal> renew_recovery_codes(database::Transaction& transaction,
                                           const SecondFactorChange& change) {
  const GivenCode code = code_in(change);
  if (!has_second_factor(transaction, code.person)) return missing();
  const auto verdict = TRY(judge_code(transaction, change.key, code, Accepted::totp));
  if (verdict == CodeVerdict::wrong) return wrong_code();
  replace_recovery_codes(transaction, code.person, hashes_of(change));
  audit_change(transaction, change, "identity.recovery_codes_renewed");
  return std::nullopt;
}

base::Result<Refusal> remove_second_factor(database::Transaction& transaction,
                                           const SecondFactorChange& change) {
  const GivenCode code = code_in(change);
  if (!has_second_factor(transaction, code.person)) return missing();
  const auto verdict =
      TRY(judge_code(transaction, change.key, code, Accepted::totp_or_recovery_code));
  if (verdict == CodeVerdict::wrong) return wrong_code();
  delete_second_factor(transaction, code.person);
  touch_person(transaction, code.person);
  audit_change(transaction, change, "identity.second_factor_off");
  tell_of_change(transaction, change, "second_factor_off");
  return std::nullopt;
}

base::Result<> reset_second_factor(database::Transaction& transaction,
                                   const SecondFactorOwner& owner, const PasswordNotice& notice,
                                   const Stamp& stamp) {
  if (!has_second_factor(transaction, owner.id)) return missing();
  forget_second_factor(transaction, owner.id);
  touch_person(transaction, owner.id);
  end_sessions(transaction, owner.id);
  audit(transaction, stamp.audit,
        {stamp.origin, "identity.second_factor_reset", owner.id.text(), owner.partner, {}},
        stamp.now);
  tell(transaction, {owner.email, owner.name, owner.language}, "second_factor_reset", {}, notice,
       stamp);
  return {};
}

void forget_second_factor(database::Transaction& transaction, const base::UserId& person) {
  delete_second_factor(transaction, person);
  forget_tries(transaction, second_factor_throttle(person));
}

void tell_of_recovery_code(database::Transaction& transaction, const Credentials& person,
                           const base::Email& email, const PasswordNotice& notice,
                           const Stamp& stamp) {
  const auto left = count_recovery_codes(transaction, person.id);
  tell(transaction, {email.text(), person.name, person.language}, "recovery_code_used",
       {{"address", stamp.origin.address}, {"left", std::to_string(left)}}, notice, stamp);
}

}  // namespace identity
