#include "base/money.hpp"

#include <algorithm>
#include <array>

namespace base {
namespace {

// ISO 4217, list one: every code that has not 2 digits.
constexpr std::array<std::string_view, 17> without_decimals{
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
    "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> three_decimals{"BHD", "IQD", "JOD", "KWD",
                                                         "LYD", "OMR", "TND"};
constexpr std::array<std::string_view, 2> four_decimals{"CLF", "UYW"};

}  // namespace

std::optional<int> minor_digits(std::string_view currency) {
  if (currency.size() != 3 ||
      !std::all_of(currency.begin(), currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
    return std::nullopt;
  const auto listed = [&](const auto& codes) {
    return std::find(codes.begin(), codes.end(), currency) != codes.end();
  };
  if (listed(without_decimals)) return 0;
  if (listed(three_decimals)) return 3;
  if (listed(four_decimals)) return 4;
  return 2;
}

}  // namespace base
