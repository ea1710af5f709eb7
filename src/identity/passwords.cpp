// What makes a password too easy: it is short, it is on the list of common ones, or little is left
// of it without repetition, rows of keys and names that everybody knows.

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "identity/common_passwords.hpp"
#include "identity/identity.hpp"

namespace identity {
namespace {

constexpr std::size_t shortest_name = 4;
constexpr std::size_t least_beside_a_name = 6;
constexpr std::size_t longest_pattern = 4;

std::string letters_and_digits(std::string_view text) {
  std::string kept;
  for (const char c : base::fold(text)) {
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (!ascii || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

std::string_view without_digits_around(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const auto first = text.find_first_not_of(digits);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(digits) - first + 1);
}

// "abcabcabc" gives "abc"; text that repeats nothing gives itself.
std::string_view repeated_part(std::string_view text) {
  for (std::size_t size = 1; size <= text.size() / 2; ++size)
    if (text.size() % size == 0 && text.substr(size) == text.substr(0, text.size() - size))
      return text.substr(0, size);
  return text;
}

bool is_row_of_keys(std::string_view text) {
  static constexpr std::array<std::string_view, 5> rows{
      "01234567890123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop",
      "qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjkl", "1q2w3e4r5t6y7u8i9o0p",
      "1qaz2wsx3edc4rfv5tgb6yhn"};
  const std::string reversed(text.rbegin(), text.rend());
  return std::ranges::any_of(rows, [&](std::string_view row) {
    return row.find(text) != std::string_view::npos || row.find(reversed) != std::string_view::npos;
  });
}

bool is_easy(std::string_view text) {
  const auto part = repeated_part(text);
  if (part.size() <= longest_pattern || is_row_of_keys(part)) return true;
  const auto core = without_digits_around(part);
  return is_common_password(part) || is_common_password(core) ||
         is_common_password(repeated_part(core));
}

bool is_mostly(std::string text, std::string_view name) {
  if (name.size() < shortest_name) return false;
  bool found = false;
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) {
    text.erase(at, name.size());
    found = true;
  }
  return found && (text.size() < least_beside_a_name || is_easy(text));
}

std::unexpected<base::Error> refuse(std::string code, base::Values values = {}) {
  base::Error error{base::ErrorKind::unprocessable, "identity.weak_password", {}, {}, {}};
  error.fields.push_back({"/password", std::move(code), std::move(values)});
  return base::fail(std::move(error));
}

}  // namespace

base::Result<> check_password(std::string_view password, const PasswordRules& rules) {
  if (password.size() > longest_password_bytes)
    return refuse("identity.password_too_long", {{"most", std::to_string(longest_password_bytes)}});
  if (base::length(password) < static_cast<std::size_t>(rules.least_characters))
    return refuse("identity.password_too_short",
                  {{"least", std::to_string(rules.least_characters)}});
  const std::string text = letters_and_digits(password);
  if (is_easy(text) || is_easy(password)) return refuse("identity.password_common");
  for (const std::string& name : rules.names)
    if (is_mostly(text, letters_and_digits(name))) return refuse("identity.password_common");
  return {};
}

}  // namespace identity
