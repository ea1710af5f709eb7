#pragma once
// Signing in. Whoever the address belongs to, and whether it belongs to anybody: the same steps,
// the same answer, the same time (OWASP ASVS 6.3.8).

#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "identity/links.hpp"
#include "identity/sessions.hpp"
#include "identity/settings.hpp"
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

/// After a success.
void forgive(database::Transaction& transaction, const SignInThrottle& throttle);

}  // namespace identity
