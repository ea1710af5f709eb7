#include <sodium.h>

#include "platform/crypto/crypto.hpp"

namespace crypto {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

class SealKey {
 public:
  SealKey(const SecretKey& key, const Seal& seal) : bytes_(mac(key, {"seal", seal.purpose})) {
    static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);
  }
  ~SealKey() { sodium_memzero(bytes_.data(), bytes_.size()); }
  SealKey(const SealKey&) = delete;
  SealKey& operator=(const SealKey&) = delete;
  const unsigned char* data() const { return bytes_.data(); }

 private:
  std::array<std::uint8_t, 32> bytes_;
};

}  // namespace

std::string sealed(const SecretKey& key, const Seal& seal, std::string_view plain, Random& random) {
  const SealKey own(key, seal);
  std::vector<unsigned char> bytes(nonce_bytes + plain.size() + tag_bytes);
  random.fill(bytes.data(), nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes.data() + nonce_bytes, nullptr, as_bytes(plain), plain.size(), as_bytes(seal.subject),
      seal.subject.size(), nullptr, bytes.data(), own.data());
  return base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::optional<std::string> opened(const SecretKey& key, const Seal& seal, std::string_view text) {
  const auto bytes = from_base64url(text);
  if (!bytes || bytes->size() < nonce_bytes + tag_bytes) return std::nullopt;
  const SealKey own(key, seal);
  const unsigned char* nonce = as_bytes(*bytes);
  std::string plain(bytes->size() - nonce_bytes - tag_bytes, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, nonce + nonce_bytes,
      bytes->size() - nonce_bytes, as_bytes(seal.subject), seal.subject.size(), nonce, own.data());
  if (failed != 0) return std::nullopt;
  return plain;
}

}  // namespace crypto
