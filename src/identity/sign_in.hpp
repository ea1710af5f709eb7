#pragma once
// Signing in. Whoever the address belongs to, and whether it belongs to anybody: the same steps,
// the same answer, the same time (OWASP ASVS 6.3.8).

#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "identity/second_factor.hpp"
#include "identity/sessions.hpp"
#include "identity/settings.hpp"
#include "identity/sign_ins.hpp"
#include "identity/throttle.hpp"

namespace identity {

/// Under what tries for one person are counted; see throttle.hpp.
struct SignInThrottle {
  ThrottleKey person_at_address;
  ThrottleKey person;
  ThrottleKey address;
  std::vector<ThrottleKey> all() const { return {person_at_address, person, address}; }
};
SignInThrottle sign_in_throttle(const Settings& settings, const std::optional<base::Email>& email,
                                std::string_view address);

/// Counts the try, then checks. 429 `identity.too_many_tries`, 401 `invalid_credentials`, 503
/// `identity.busy`.
base::Result<Credentials> check_credentials(const Surroundings& surroundings,
                                            const std::optional<base::Email>& email,
                                            const std::string& password,
                                            const SignInThrottle& throttle);

/// The password was not wrong, but nobody gets in by it alone: this try takes its count back, and
/// those that failed before still count.
void take_back(database::Transaction& transaction, const SignInThrottle& throttle);
/// After a success.
void forgive(database::Transaction& transaction, const SignInThrottle& throttle);

/// Somebody whose password was right, and what is drawn for the session.
struct Entry {
  base::Email email;
  Credentials person;
  std::optional<std::string> code;
  SignInThrottle throttle;
  SignInTry tried;
  NewSession session;
  std::string replaced;                   // the cookie that came with the request
  std::optional<std::string> fresh_hash;  // of the same password under today's cost
  PasswordNotice notice;
  Stamp stamp;
};
/// Makes the session, once the second factor has passed where the person has one; without one a
/// code means nothing. The refusal is 401 `second_factor_required`, `second_factor_wrong` or, when
/// the password is another one by now, `invalid_credentials`, or 429 `identity.too_many_tries`.
base::Result<Refusal> enter(database::Transaction& transaction, const crypto::SecretKey& key,
                            const Entry& entry);

}  // namespace identity
