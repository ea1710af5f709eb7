#pragma once
// Signing in with two factors: the password, and a code of the person's authenticator (TOTP,
// crypto/totp.hpp) or one of ten recovery codes. The key of the authenticator is stored sealed for
// its person, recovery codes as MACs.
//
// A code counts once: the last accepted step is moved on, or the recovery code is used up, in the
// transaction of what the code is for. The step before and the step behind are taken as well, since
// clocks of phones drift, and none further away. At most five wrong codes of a person are judged in
// any 15 minutes, wherever they are given; the count has nothing to do with that of passwords. A
// try is counted in the transaction that judges it, so that transaction must commit when the code
// is wrong, too: its body answers a `Refusal` as its value.
//
// Whoever turns it on or off or makes new recovery codes has no other session afterwards.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/links.hpp"
#include "identity/settings.hpp"
#include "identity/throttle.hpp"
#include "platform/crypto/totp.hpp"

namespace identity {

constexpr std::chrono::minutes key_waits{15};
constexpr std::size_t recovery_code_count = 10;

/// Why a transaction that commits changed nothing but a count; nothing when it did what was asked.
using Refusal = std::optional<base::Error>;

struct SecondFactorState {
  std::optional<base::Instant> enabled_at;  // nothing: off
  std::int64_t recovery_codes_left = 0;
};
SecondFactorState second_factor_of(database::Snapshot& snapshot, const base::UserId& person);
bool has_second_factor(database::Snapshot& snapshot, const base::UserId& person);

ThrottleKey second_factor_throttle(const base::UserId& person);

/// Ten codes "7hx2k-m04qd": 50 bits each, in an alphabet without i, l, o and u.
std::vector<std::string> new_recovery_codes(crypto::Random& random);

std::string sealed_totp_key(const crypto::SecretKey& key, const base::UserId& person,
                            const crypto::TotpKey& totp_key, crypto::Random& random);
/// What a QR code carries to an authenticator (the Key URI format).
std::string otpauth_uri(const crypto::TotpKey& totp_key, const std::string& issuer,
                        const std::string& email);

/// A code that somebody typed, spaces and letter case left aside.
struct GivenCode {
  base::UserId person;
  std::string text;
  base::Instant now;
};
enum class Accepted { totp, totp_or_recovery_code };
enum class CodeVerdict { totp, recovery_code, wrong };
/// Counts and judges a code of a second factor that is on, and uses it up. 429
/// `identity.too_many_tries`, with nothing counted.
base::Result<CodeVerdict> judge_code(database::Transaction& transaction,
                                     const crypto::SecretKey& key, const GivenCode& code,
                                     Accepted accepted);

/// Somebody about to change the own second factor, and what is drawn for it.
struct SecondFactorChange {
  const Actor& actor;
  const crypto::SecretKey& key;
  std::string code;
  std::vector<std::string> recovery_codes;  // new ones, where they are made
  PasswordNotice notice;
  Stamp stamp;
};

/// Keeps a key for its confirmation. 409 `identity.second_factor_exists`.
base::Result<> offer_second_factor(database::Transaction& transaction, const base::UserId& person,
                                   const std::string& sealed_key, base::Instant now);
/// 409 `identity.second_factor_exists` or `identity.second_factor_not_begun`, 429; the refusal is
/// 422 `identity.second_factor_wrong`.
base::Result<Refusal> confirm_second_factor(database::Transaction& transaction,
                                            const SecondFactorChange& change);
/// 409 `identity.second_factor_missing`, 429; the refusal is 422 `identity.second_factor_wrong`.
base::Result<Refusal> renew_recovery_codes(database::Transaction& transaction,
                                           const SecondFactorChange& change);
/// The same.
base::Result<Refusal> remove_second_factor(database::Transaction& transaction,
                                           const SecondFactorChange& change);

/// Somebody whose second factor another one removes.
struct SecondFactorOwner {
  base::UserId id;
  std::optional<base::PartnerId> partner;
  std::string email;
  std::string name;
  i18n::Language language;
};
/// Removes it without a code, ends all sessions and mails the person. 409
/// `identity.second_factor_missing`.
base::Result<> reset_second_factor(database::Transaction& transaction,
                                   const SecondFactorOwner& owner, const PasswordNotice& notice,
                                   const Stamp& stamp);
/// With the recovery codes; nobody is told.
void forget_second_factor(database::Transaction& transaction, const base::UserId& person);

/// Tells the person that a recovery code signed in.
void tell_of_recovery_code(database::Transaction& transaction, const Credentials& person,
                           const base::Email& email, const PasswordNotice& notice,
                           const Stamp& stamp);

}  // namespace identity
