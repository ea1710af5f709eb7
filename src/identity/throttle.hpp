#pragma once
// Guessing is slowed down, never locked out (OWASP ASVS 6.1.1, 6.3.1). Three counts are kept of
// tries that failed: of a person at one address, which soon waits long; of an address, for any
// people; and of a person over all addresses, which waits half a minute at most, so that the owner
// still gets in from elsewhere while somebody guesses. A try is counted before it is judged, so
// that parallel tries cannot outrun the count; a try that succeeds takes its count back.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/database/database.hpp"

namespace identity {

struct ThrottleRule {
  std::int64_t free;             // failures without a wait
  std::chrono::seconds first;    // then this long, doubled each time
  std::chrono::seconds longest;  // at most this
  std::chrono::minutes memory;   // after so long a quiet time the count starts again
};

/// How long after the last try the next one is judged.
std::chrono::seconds wait_after(const ThrottleRule& rule, std::int64_t failures);

/// What a try is counted under.
struct ThrottleKey {
  std::string text;
  ThrottleRule rule;
};

/// An IPv6 client owns its whole /64, so that is what is counted; IPv4 as it is.
std::string throttled_network(std::string_view address);

/// 429 `identity.too_many_tries` with `retry_after_seconds` while one of the keys has to wait; else
/// counts the try under all of them.
base::Result<> count_try(database::Transaction& transaction, const std::vector<ThrottleKey>& keys,
                         base::Instant now);
/// The try succeeded: forgets the failures under this key.
void forget_tries(database::Transaction& transaction, const ThrottleKey& key);
/// The try succeeded: takes back this one only.
void take_back_try(database::Transaction& transaction, const ThrottleKey& key);

}  // namespace identity
