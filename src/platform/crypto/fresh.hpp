#pragma once
// Ids, nonces and the time of one act, drawn before the transaction: a write's body may run twice,
// and its second run must give the same names to the same things. Copy a Fresh into the body and
// draw from the copy.

#include "base/id.hpp"
#include "platform/crypto/crypto.hpp"

namespace crypto {

class Fresh {
 public:
  Fresh(base::Instant now, Random& random);

  base::Instant now() const { return now_; }

  template <class Id>
  Id id() {
    std::array<std::uint8_t, 10> ten{};
    const auto bytes = next();
    std::copy_n(bytes.begin(), ten.size(), ten.begin());
    return Id::make(now_, ten);
  }
  /// 22 characters of base64url: 128 bits.
  std::string nonce();

 private:
  std::array<std::uint8_t, 32> next();

  base::Instant now_;
  SecretKey seed_;
  std::uint64_t drawn_ = 0;
};

}  // namespace crypto
