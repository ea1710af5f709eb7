#include "platform/crypto/totp.hpp"

#include <liboath/oath.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>

#include "base/result.hpp"

namespace crypto {
namespace {

constexpr unsigned digits = 6;

}  // namespace

TotpKey new_totp_key(Random& random) {
  TotpKey key{};
  random.fill(key.data(), key.size());
  return key;
}

std::string_view bytes_of(const TotpKey& key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

std::optional<TotpKey> totp_key_of(std::string_view bytes) {
  TotpKey key{};
  if (bytes.size() != key.size()) return std::nullopt;
  std::ranges::copy(bytes, key.begin());
  return key;
}

std::string base32(const TotpKey& key) {
  const auto bytes = bytes_of(key);
  char* text = nullptr;
  std::size_t size = 0;
  if (oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK)
    throw std::bad_alloc();
  const std::unique_ptr<char, decltype(&std::free)> owned(text, &std::free);
  return {text, size};
}

std::int64_t totp_step_at(base::Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()) / totp_step;
}

std::string totp_code(const TotpKey& key, std::int64_t step) {
  const auto bytes = bytes_of(key);
  std::array<char, digits + 1> code{};
  ENSURE(oath_totp_generate(bytes.data(), bytes.size(),
                            static_cast<time_t>(step * totp_step.count()),
                            static_cast<unsigned>(totp_step.count()), OATH_TOTP_DEFAULT_START_TIME,
                            digits, code.data()) == OATH_OK);
  return code.data();
}

std::optional<std::int64_t> find_totp_step(const TotpKey& key, std::string_view code,
                                           base::Instant now, std::int64_t behind) {
  const std::int64_t present = totp_step_at(now);
  std::optional<std::int64_t> found;
  for (std::int64_t step = present - totp_drift; step <= present + totp_drift; ++step)
    if (equal(totp_code(key, step), code) && step > behind && !found) found = step;
  return found;
}

}  // namespace crypto
