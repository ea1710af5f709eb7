#include <algorithm>
#include <optional>

#include "platform/i18n/i18n.hpp"

namespace i18n {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes what stands before `separator` off `rest`.
std::string_view take(std::string_view& rest, char separator) {
  const auto at = rest.find(separator);
  const auto piece = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return trimmed(piece);
}

// RFC 9110 section 12.4.2, in thousandths: "1", "0.5", "0.125".
std::optional<int> weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int thousandths = (text[0] - '0') * 1000;
  int place = 100;
  for (std::size_t i = 2; i < text.size(); ++i, place /= 10) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    thousandths += (text[i] - '0') * place;
  }
  if (thousandths > 1000) return std::nullopt;
  return thousandths;
}

// The language of a range is its first subtag: "vi-VN" asks for "vi".
bool asks_for(std::string_view range, std::string_view code) {
  const auto first = range.substr(0, range.find('-'));
  return std::equal(first.begin(), first.end(), code.begin(), code.end(),
                    [](char a, char b) { return (a | 0x20) == b; });
}

// How much one of our languages is wanted, and whether it was named before the other.
struct Wanted {
  std::optional<int> weight;
  int place = 0;
};

}  // namespace

Language negotiate(std::string_view accept_language, Language otherwise) {
  Wanted vi;
  Wanted en;
  std::optional<int> any;
  int place = 0;
  while (!accept_language.empty()) {
    std::string_view element = take(accept_language, ',');
    const auto range = take(element, ';');
    int asked = 1000;
    if (!element.empty()) {
      const auto name = take(element, '=');
      const auto given = weight(trimmed(element));
      if ((name != "q" && name != "Q") || !given) continue;
      asked = *given;
    }
    ++place;
    const auto note = [&](Wanted& wanted) {
      if (!wanted.weight) wanted.place = place;
      wanted.weight = std::max(wanted.weight.value_or(0), asked);
    };
    if (asks_for(range, "vi")) note(vi);
    if (asks_for(range, "en")) note(en);
    if (range == "*") any = asked;
  }
  if (!vi.weight && !en.weight) return otherwise;
  const int for_vi = vi.weight.value_or(any.value_or(0));
  const int for_en = en.weight.value_or(any.value_or(0));
  if (for_vi != for_en) return for_vi > for_en ? Language::vi : Language::en;
  if (for_vi == 0) return otherwise;
  if (!vi.weight) return Language::en;
  if (!en.weight) return Language::vi;
  return vi.place < en.place ? Language::vi : Language::en;
}

}  // namespace i18n
