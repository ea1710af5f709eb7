#pragma once
// Text as people type it. Folding is ICU's `Latin-ASCII; Lower` after NFC: "Nguyễn" and "nguyen"
// fold alike, and so do "Đ", "đ" and "d".

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// For comparing and searching, never for showing.
std::string fold(std::string_view text);

/// The distinct words of the folded text: runs of letters and digits (in an address "an.le@x.vn"
/// gives an, le, x, vn).
std::vector<std::string> folded_words(std::string_view text);

/// Normalisation form C without surrounding white space, NBSP, zero-width characters or BOM; inner
/// runs of white space (line breaks too: ask `is_clean` first) become one space. Text that is not
/// UTF-8 comes back as it was, so that `is_clean` still refuses it.
std::string tidy(std::string_view text);

/// Unicode code points; used for limits that people see.
std::size_t length(std::string_view text);

bool is_utf8(std::string_view text);

/// Valid UTF-8 without U+0000 and other control characters (tab and line breaks only when `lines`;
/// U+2028 and U+2029 are line breaks).
enum class Lines { refused, allowed };
bool is_clean(std::string_view text, Lines lines = Lines::refused);

/// A mail address as this product accepts it: one `@`, local part 1..64 of RFC 5321 atoms in ASCII,
/// a domain of 1..253 with at least two labels (an international domain is taken as UTF-8 and kept
/// as its A-labels, UTS #46) whose last is no number, at most 254 in all. Neither "%" nor "=?" in
/// the local part: they are atoms, but a route or an encoded word to some programs on the way. Kept
/// in lower case, so addresses that differ only by letter case are one. Nothing is trimmed.
class Email {
 public:
  static std::optional<Email> parse(std::string_view text);
  static Email stored(std::string text) { return Email(std::move(text)); }
  const std::string& text() const { return text_; }
  friend auto operator<=>(const Email&, const Email&) = default;

 private:
  explicit Email(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace base
