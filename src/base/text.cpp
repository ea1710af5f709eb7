#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "base/utf8.hpp"

namespace base {
namespace {

char lower(char ascii) {
  return ascii >= 'A' && ascii <= 'Z' ? static_cast<char>(ascii - 'A' + 'a') : ascii;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

icu::UnicodeString composed(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  auto result = nfc != nullptr ? nfc->normalize(text, status) : icu::UnicodeString();
  if (U_FAILURE(status)) throw std::runtime_error("ICU: no normalisation form C");
  return result;
}

std::unique_ptr<icu::Transliterator> make_folding() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> folding(
      icu::Transliterator::createInstance("Latin-ASCII; Lower", UTRANS_FORWARD, status));
  if (U_FAILURE(status) || !folding) throw std::runtime_error("ICU: no transliterator Latin-ASCII");
  return folding;
}

icu::UnicodeString folded(std::string_view text) {
  // A transliterator is not safe to share between threads.
  thread_local const std::unique_ptr<icu::Transliterator> folding = make_folding();
  auto result = composed(from_utf8(text));
  folding->transliterate(result);
  return result;
}

/// What each Latin letter of the blocks that Vietnamese and its neighbours use folds to, learnt
/// from ICU once: no rule for them looks at what stands around.
class LatinFolding {
 public:
  LatinFolding() {
    for (const auto& [first, last] : blocks) {
      for (UChar32 c = first; c <= last; ++c) {
        const icu::UnicodeString letter(c);
        std::string bytes;
        letter.toUTF8String(bytes);
        if (u_isalpha(c) != 0 && composed(letter) == letter)
          folded(bytes).toUTF8String(table_[index_of(c)]);
      }
    }
  }

  /// False when there is a character that is not of them; `result` is then of no use.
  bool fold(std::string_view text, std::string& result) const {
    result.reserve(text.size());
    bool known = true;
    each_code_point(text, [&](UChar32 c, std::string_view bytes) {
      if (c >= 0 && c < 0x80) {
        result += lower(bytes.front());
      } else {
        known = is_covered(c) && !table_[index_of(c)].empty();
        if (known) result += table_[index_of(c)];
      }
      return known;
    });
    return known;
  }

 private:
  static constexpr std::array<std::pair<UChar32, UChar32>, 2> blocks{
      {{0x00C0, 0x024F}, {0x1E00, 0x1EFF}}};
  static constexpr std::size_t first_size = 0x0250 - 0x00C0;

  static bool is_covered(UChar32 c) {
    return (c >= blocks[0].first && c <= blocks[0].second) ||
           (c >= blocks[1].first && c <= blocks[1].second);
  }
  static std::size_t index_of(UChar32 c) {
    return c < blocks[1].first ? static_cast<std::size_t>(c - blocks[0].first)
                               : first_size + static_cast<std::size_t>(c - blocks[1].first);
  }

  std::array<std::string, first_size + 0x100> table_;
};

bool is_space(UChar32 c) {
  return u_isUWhiteSpace(c) != 0;
}

bool is_zero_width(UChar32 c) {
  return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

bool is_line_break(UChar32 c) {
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

bool is_word_part(UChar32 c) {
  return u_isalnum(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

}  // namespace

std::string fold(std::string_view text) {
  static const LatinFolding latin;
  std::string result;
  if (latin.fold(text, result)) return result;
  result.clear();
  folded(text).toUTF8String(result);
  return result;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
      words.push_back(word);
    word.clear();
  };
  const std::string all = fold(text);
  each_code_point(all, [&](UChar32 c, std::string_view bytes) {
    if (c >= 0 && is_word_part(c)) {
      word += bytes;
    } else {
      end_word();
    }
    return true;
  });
  end_word();
  return words;
}

std::string tidy(std::string_view text) {
  if (!is_utf8(text)) return std::string(text);
  const auto source = composed(from_utf8(text));
  icu::UnicodeString result;
  icu::UnicodeString gap;  // zero-width characters since the last visible one
  bool space = false;
  for (std::int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
    const UChar32 c = source.char32At(i);
    if (is_space(c)) {
      space = true;
    } else if (is_zero_width(c)) {
      gap.append(c);
    } else {
      if (!result.isEmpty()) {
        if (space) result.append(u' ');
        // Between letters of one word a joiner has a meaning; beside white space it has none.
        else
          result.append(gap);
      }
      result.append(c);
      gap.remove();
      space = false;
    }
  }
  std::string utf8;
  result.toUTF8String(utf8);
  return utf8;
}

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_utf8(std::string_view text) {
  bool valid = true;
  each_code_point(text, [&](UChar32 c, std::string_view) { return valid = c >= 0; });
  return valid;
}

bool is_clean(std::string_view text, Lines lines) {
  bool clean = true;
  each_code_point(text, [&](UChar32 c, std::string_view) {
    const bool refused = c < 0 || u_charType(c) == U_CONTROL_CHAR;
    const bool layout = c == '\t' || is_line_break(c);
    return clean = layout ? lines == Lines::allowed : !refused;
  });
  return clean;
}

}  // namespace base
