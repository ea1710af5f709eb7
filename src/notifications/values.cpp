#include "notifications/values.hpp"

#include <fmt/core.h>
#include <unicode/unistr.h>

namespace notifications {
namespace {

bool turns_direction(UChar32 point) {
  return point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool is_space_or_control(UChar32 point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
}

}  // namespace

std::string as_plain_text(std::string_view value, LineBreaks breaks) {
  const auto points = icu::UnicodeString::fromUTF8(
      icu::StringPiece(value.data(), static_cast<int32_t>(value.size())));
  icu::UnicodeString out;
  for (int32_t at = 0; at < points.length(); at = points.moveIndex32(at, 1)) {
    const auto point = points.char32At(at);
    if (is_space_or_control(point) && !(point == '\n' && breaks == LineBreaks::kept)) {
      out.append(u' ');
    } else if (turns_direction(point)) {
      out.append(icu::UnicodeString::fromUTF8(fmt::format("[U+{:04X}]", point)));
    } else {
      out.append(point);
    }
  }
  std::string text;
  return out.toUTF8String(text);
}

std::string escape_html(const std::string& text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char byte : text) {
    switch (byte) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += byte;
    }
  }
  return out;
}

}  // namespace notifications
