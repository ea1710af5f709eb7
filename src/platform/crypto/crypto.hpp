#pragma once
// Keys, tokens and passwords; all of it is libsodium, and liboath for totp.hpp. Nothing here is our
// own cryptography.

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {

/// Must be called once before anything else; throws std::runtime_error when a library cannot start.
void start();

/// Randomness is an argument, so that tests can repeat it.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::uint8_t* bytes, std::size_t count) = 0;
  std::array<std::uint8_t, 10> ten();
  /// `bytes` random bytes as base64url without padding: 16 bytes give 22 characters.
  std::string token(std::size_t bytes = 16);
};
/// The system's generator (libsodium's randombytes_buf); thread-safe.
Random& system_random();
/// Deterministic, for tests and the demo's seed; not thread-safe.
std::unique_ptr<Random> seeded_random(std::uint64_t seed);

/// The installation's key: 32 bytes, hex or base64 in the setting `secret_key`, else a file of mode
/// 0600 in the data folder, made at the first start. Never in a backup.
class SecretKey {
 public:
  /// Nothing when the text is not 32 bytes in hex (64 digits), base64url or base64.
  static std::optional<SecretKey> parse(std::string_view text);
  /// Reads or makes the file; throws std::runtime_error when it cannot or when others can read it.
  static SecretKey from_file(const std::filesystem::path& file, Random& random);
  static SecretKey from_bytes(const std::array<std::uint8_t, 32>& bytes);
  const std::array<std::uint8_t, 32>& bytes() const { return bytes_; }

 private:
  explicit SecretKey(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
  std::array<std::uint8_t, 32> bytes_;
};

/// HMAC-SHA256 of the parts, each preceded by its length, so that no two lists of parts collide.
std::array<std::uint8_t, 32> mac(const SecretKey& key, const std::vector<std::string_view>& parts);
/// SHA-256 in hex.
std::string sha256_hex(std::string_view bytes);
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
/// In constant time for equal lengths.
bool equal(std::string_view a, std::string_view b);

/// What must be read again and may be of no use to whoever reads the database: XChaCha20-Poly1305
/// under a key that is derived from the installation's. `purpose` separates uses, and what was
/// sealed for one `subject` opens for no other.
struct Seal {
  std::string purpose;  // "second_factor"
  std::string subject;  // "usr_…"
};
/// As base64url.
std::string sealed(const SecretKey& key, const Seal& seal, std::string_view plain, Random& random);
/// Nothing when it was sealed otherwise, or under another key.
std::optional<std::string> opened(const SecretKey& key, const Seal& seal, std::string_view text);

/// A link and a typed code that are derived, not stored: HMAC-SHA256(key, purpose, subject, nonce).
/// Whoever changes the stored nonce voids both. `subject` is an id; `purpose` separates uses.
struct Derivation {
  std::string purpose;  // "consent", "retract", "invitation", "password_reset"
  std::string subject;  // "reg_…"
  std::string nonce;
};
/// "<subject>.<32 characters>": 192 bits of the MAC.
std::string derived_token(const SecretKey& key, const Derivation& derivation);
/// Six digits, independent of the token.
std::string derived_code(const SecretKey& key, const Derivation& derivation);
/// The subject that a token speaks of; checked for form only. Look its nonce up, then compare.
std::optional<std::string> subject_of(std::string_view token);

/// Argon2id (libsodium crypto_pwhash_str). At most `parallel` run at once and `waiting` more wait,
/// since each takes `memory_mib`; beyond it nothing (the caller answers 503).
class PasswordHasher {
 public:
  struct Cost {
    int memory_mib = 64;  // 19..1024 (OWASP minimum 19 MiB with 2 passes)
    int passes = 3;       // 2..10
    int parallel = 2;     // 1..64: usually the number of cores
    int waiting = 16;  // well below the server's workers, so that sign-ins never hold all of them
  };
  /// Computes one hash. Throws std::invalid_argument for a cost out of range.
  explicit PasswordHasher(Cost cost);
  ~PasswordHasher();
  /// Bytes as sent, no truncation.
  std::optional<std::string> hash(std::string_view password);
  enum class Verdict { right, wrong, busy };
  Verdict verify(std::string_view hash, std::string_view password);
  /// Takes as long as `verify` of a real hash: for a person who does not exist.
  Verdict verify_nobody(std::string_view password);
  bool needs_rehash(const std::string& hash) const;

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace crypto
