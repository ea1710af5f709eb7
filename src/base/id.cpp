#include "base/id.hpp"

namespace base {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

}  // namespace

std::string encode_ulid(Instant at, const std::array<std::uint8_t, 10>& random) {
  const auto milliseconds = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count());
  std::string text(26, '0');
  for (std::size_t i = 0; i < 10; ++i) text[i] = alphabet[(milliseconds >> (45 - 5 * i)) & 31U];
  // The first character holds the top 3 of the 48 bits.
  text[0] = alphabet[(milliseconds >> 45) & 7U];

  // 5 bytes are 8 characters.
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) bits = bits << 8 | random[half * 5 + i];
    for (std::size_t i = 0; i < 8; ++i)
      text[10 + half * 8 + i] = alphabet[(bits >> (35 - 5 * i)) & 31U];
  }
  return text;
}

bool is_ulid(std::string_view text) {
  return text.size() == 26 && text[0] <= '7' && std::all_of(text.begin(), text.end(), [](char c) {
           return alphabet.find(c) != std::string_view::npos;
         });
}

}  // namespace base
