#pragma once
// Addresses of clients: who is on the other end, and whom to believe about it.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.hpp"

namespace http {

/// An IPv6 address; IPv4 is its mapped form (::ffff:a.b.c.d) and written as IPv4.
struct Address {
  std::array<std::uint8_t, 16> bytes{};

  static std::optional<Address> parse(std::string_view text);
  bool is_v4() const;
  std::string text() const;
  /// What one subscriber holds: the address itself, or the /64 of an IPv6 one.
  Address subscriber() const;
  friend auto operator<=>(const Address&, const Address&) = default;
};

struct Network {
  Address address;
  int bits = 128;  // an IPv4 network's count from the front of the mapped form
};

/// "10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8".
bool is_address_or_network(std::string_view text);

class TrustedProxies {
 public:
  /// Addresses and networks; throws std::runtime_error for anything else.
  explicit TrustedProxies(const std::vector<std::string>& entries);

  bool trusts(const Address& address) const;

  /// `peer`, unless it is a trusted proxy: then the rightmost address of X-Forwarded-For that is
  /// none. What cannot be read ends the walk, since nothing left of it can be believed.
  Address client_of(const Address& peer, const Fields& headers) const;

 private:
  std::vector<Network> networks_;
};

}  // namespace http
