#pragma once
// Walking over UTF-8, one code point at a time, by ICU.

#include <unicode/utf8.h>

#include <cstdint>
#include <string_view>

namespace base {

/// Calls `use(code_point, bytes)` for each code point; it is negative where the bytes are no UTF-8.
/// Stops when `use` returns false.
template <class Use>
void each_code_point(std::string_view text, Use&& use) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    const auto from = static_cast<std::size_t>(i);
    UChar32 code_point = 0;
    U8_NEXT(bytes, i, size, code_point);
    if (!use(code_point, text.substr(from, static_cast<std::size_t>(i) - from))) return;
  }
}

}  // namespace base
