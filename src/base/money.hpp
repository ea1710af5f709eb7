#pragma once
// Money is a 64-bit integer in the currency's minor unit (ISO 4217; VND has no decimals, so 1 minor
// unit is 1 đồng and 1 credit). Amounts of different currencies are never added.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Money {
  std::int64_t amount_minor = 0;
  std::string currency;  // three capital letters

  friend bool operator==(const Money&, const Money&) = default;
};

/// Digits after the decimal point of a currency by ISO 4217: 0 for VND and JPY, 2 for USD, 3 for
/// KWD. Nothing for a code that is not three capital letters.
std::optional<int> minor_digits(std::string_view currency);

}  // namespace base
