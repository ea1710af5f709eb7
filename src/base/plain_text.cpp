#include "base/plain_text.hpp"

#include <fmt/core.h>

#include <cstdint>

#include "base/utf8.hpp"

namespace base {
namespace {

bool turns_direction(std::int32_t point) {
  return point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool is_space_or_control(std::int32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
}

}  // namespace

std::string as_plain_text(std::string_view value, LineBreaks breaks) {
  std::string out;
  out.reserve(value.size());
  each_code_point(value, [&](std::int32_t point, std::string_view bytes) {
    if (point < 0)
      out += "\xEF\xBF\xBD";
    else if (is_space_or_control(point) && !(point == '\n' && breaks == LineBreaks::kept))
      out += ' ';
    else if (turns_direction(point))
      out += fmt::format("[U+{:04X}]", point);
    else
      out += bytes;
    return true;
  });
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

}  // namespace base
