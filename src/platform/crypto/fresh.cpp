#include "platform/crypto/fresh.hpp"

namespace crypto {
namespace {

SecretKey draw_seed(Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes.data(), bytes.size());
  return SecretKey::from_bytes(bytes);
}

}  // namespace

Fresh::Fresh(base::Instant now, Random& random) : now_(now), seed_(draw_seed(random)) {}

std::string Fresh::nonce() {
  const auto bytes = next();
  return base64url(std::string_view(reinterpret_cast<const char*>(bytes.data()), 16));
}

std::array<std::uint8_t, 32> Fresh::next() {
  const std::string position = std::to_string(drawn_++);
  return mac(seed_, {"fresh", position});
}

}  // namespace crypto
