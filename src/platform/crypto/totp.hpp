#pragma once
// Codes of an authenticator: TOTP (RFC 6238) with SHA-1, six digits and steps of 30 seconds, which
// is what every authenticator can do. All of it is liboath.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "platform/crypto/crypto.hpp"

namespace crypto {

/// 160 bits, as RFC 4226 section 4 asks.
using TotpKey = std::array<std::uint8_t, 20>;
TotpKey new_totp_key(Random& random);
std::string_view bytes_of(const TotpKey& key);
/// Nothing when it is not 20 bytes.
std::optional<TotpKey> totp_key_of(std::string_view bytes);
/// Base32 (RFC 4648) without padding: 32 characters.
std::string base32(const TotpKey& key);

constexpr std::chrono::seconds totp_step{30};
/// How many steps a phone's clock may be behind or ahead of ours (RFC 6238 section 5.2).
constexpr std::int64_t totp_drift = 1;

/// The number of the step that a moment lies in.
std::int64_t totp_step_at(base::Instant at);
std::string totp_code(const TotpKey& key, std::int64_t step);
/// The step whose code this is, among the present one and `totp_drift` before and behind it, and
/// newer than `behind`, which was the last one accepted: no code counts twice.
std::optional<std::int64_t> find_totp_step(const TotpKey& key, std::string_view code,
                                           base::Instant now, std::int64_t behind);

}  // namespace crypto
