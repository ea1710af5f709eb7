#include "platform/http/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "platform/http/syntax.hpp"

namespace http {
namespace {

constexpr std::array<std::uint8_t, 12> v4_mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool within(const Address& address, const Address& network, int bits) {
  for (std::size_t i = 0; i < 16; ++i) {
    const int here = std::clamp(bits - static_cast<int>(i) * 8, 0, 8);
    const auto mask = static_cast<std::uint8_t>(0xff00 >> here);
    if ((address.bytes[i] & mask) != (network.bytes[i] & mask)) return false;
  }
  return true;
}

std::optional<Network> network_of(std::string_view text) {
  const auto slash = std::min(text.find('/'), text.size());
  const auto address = Address::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  const int widest = address->is_v4() ? 32 : 128;
  int bits = widest;
  if (slash != text.size()) {
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + slash + 1, last, bits);
    if (error != std::errc() || end != last || bits < 0 || bits > widest) return std::nullopt;
  }
  return Network{*address, bits + 128 - widest};
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  const std::string terminated(text);
  Address address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  std::ranges::copy(v4_mapped, address.bytes.begin());
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + 12) == 1) return address;
  return std::nullopt;
}

bool Address::is_v4() const {
  return std::ranges::equal(v4_mapped, std::span(bytes).first(12));
}

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_v4()) {
    inet_ntop(AF_INET, bytes.data() + 12, out.data(), out.size());
  } else {
    inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
  }
  return out.data();
}

Address Address::subscriber() const {
  Address network = *this;
  if (!is_v4()) std::fill(network.bytes.begin() + 8, network.bytes.end(), std::uint8_t{0});
  return network;
}

bool is_address_or_network(std::string_view text) {
  return network_of(text).has_value();
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries) {
  for (const auto& entry : entries) {
    const auto network = network_of(entry);
    if (!network) throw std::runtime_error("not an address or network: " + entry);
    networks_.push_back(*network);
  }
}

bool TrustedProxies::trusts(const Address& address) const {
  return std::ranges::any_of(networks_, [&](const Network& network) {
    return within(address, network.address, network.bits);
  });
}

Address TrustedProxies::client_of(const Address& peer, const Fields& headers) const {
  if (!trusts(peer)) return peer;
  std::vector<std::string_view> hops;
  for (const auto& [name, value] : headers) {
    if (name != "x-forwarded-for") continue;
    each_member(value, ',', [&](std::string_view hop) { hops.push_back(hop); });
  }
  Address client = peer;
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const auto address = Address::parse(*hop);
    if (!address) return client;
    client = *address;
    if (!trusts(client)) return client;
  }
  return client;
}

}  // namespace http
