#include "platform/crypto/crypto.hpp"

#include <fmt/core.h>
#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace crypto {
namespace {

constexpr std::size_t token_mac_bytes = 24;
constexpr std::size_t token_mac_characters = 32;

class SystemRandom : public Random {
 public:
  void fill(std::uint8_t* bytes, std::size_t count) override { randombytes_buf(bytes, count); }
};

class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : seed_(seed) {}
  void fill(std::uint8_t* bytes, std::size_t count) override {
    std::array<unsigned char, randombytes_SEEDBYTES> key{};
    for (std::size_t i = 0; i < 8; ++i) {
      key[i] = static_cast<unsigned char>(seed_ >> (8 * i));
      key[8 + i] = static_cast<unsigned char>(calls_ >> (8 * i));
    }
    ++calls_;
    randombytes_buf_deterministic(bytes, count, key.data());
  }

 private:
  std::uint64_t seed_;
  std::uint64_t calls_ = 0;
};

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view as_text(const std::uint8_t* bytes, std::size_t count) {
  return {reinterpret_cast<const char*>(bytes), count};
}

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

void start() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  if (oath_init() != OATH_OK) throw std::runtime_error("liboath cannot start");
}

std::array<std::uint8_t, 10> Random::ten() {
  std::array<std::uint8_t, 10> bytes{};
  fill(bytes.data(), bytes.size());
  return bytes;
}

std::string Random::token(std::size_t bytes) {
  std::vector<std::uint8_t> drawn(bytes);
  fill(drawn.data(), drawn.size());
  return base64url(as_text(drawn.data(), drawn.size()));
}

Random& system_random() {
  static SystemRandom random;
  return random;
}

std::unique_ptr<Random> seeded_random(std::uint64_t seed) {
  return std::make_unique<SeededRandom>(seed);
}

std::array<std::uint8_t, 32> mac(const SecretKey& key, const std::vector<std::string_view>& parts) {
  static_assert(crypto_auth_hmacsha256_BYTES == 32 && crypto_auth_hmacsha256_KEYBYTES == 32);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.bytes().data(), key.bytes().size());
  for (const auto part : parts) {
    std::array<unsigned char, 8> size{};
    for (std::size_t i = 0; i < 8; ++i)
      size[i] = static_cast<unsigned char>(std::uint64_t{part.size()} >> (56 - 8 * i));
    crypto_auth_hmacsha256_update(&state, size.data(), size.size());
    crypto_auth_hmacsha256_update(&state, as_bytes(part), part.size());
  }
  std::array<std::uint8_t, 32> result{};
  crypto_auth_hmacsha256_final(&state, result.data());
  sodium_memzero(&state, sizeof state);
  return result;
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), as_bytes(bytes), bytes.size());
  std::array<char, 2 * hash.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

std::string base64url(std::string_view bytes) {
  std::string text(
      sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), as_bytes(bytes), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // libsodium's terminating NUL
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &size, &end,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string derived_token(const SecretKey& key, const Derivation& derivation) {
  const auto bytes = mac(key, {"token", derivation.purpose, derivation.subject, derivation.nonce});
  return derivation.subject + "." + base64url(as_text(bytes.data(), token_mac_bytes));
}

std::string derived_code(const SecretKey& key, const Derivation& derivation) {
  const auto bytes = mac(key, {"code", derivation.purpose, derivation.subject, derivation.nonce});
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | bytes[i];
  return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::string> subject_of(std::string_view token) {
  constexpr std::size_t longest_subject = 64;
  const auto dot = token.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot > longest_subject) return std::nullopt;
  const auto subject = token.substr(0, dot);
  const auto proof = token.substr(dot + 1);
  if (!std::all_of(subject.begin(), subject.end(), is_id_character)) return std::nullopt;
  if (proof.size() != token_mac_characters || !from_base64url(proof)) return std::nullopt;
  return std::string(subject);
}

}  // namespace crypto
