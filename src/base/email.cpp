#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"

namespace base {
namespace {

constexpr std::size_t longest_local = 64;
constexpr std::size_t longest_domain = 253;
constexpr std::size_t longest_address = 254;
// Beyond it no input can become an address; ICU need not see it.
constexpr std::size_t longest_input = 1024;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// RFC 5321 "Dot-string". The percent sign and "=?" are atoms too, but mean a route or an encoded
// word to some programs on the way.
bool is_local_part(std::string_view local) {
  if (local.empty() || local.size() > longest_local) return false;
  if (local.front() == '.' || local.back() == '.') return false;
  if (local.find("..") != std::string_view::npos || local.find("=?") != std::string_view::npos)
    return false;
  constexpr std::string_view others = "!#$&'*+-/=?^_`{|}~.";
  return std::all_of(local.begin(), local.end(), [&](char c) {
    return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
  });
}

std::string lower(std::string_view ascii) {
  std::string result(ascii);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

const UIDNA* idna() {
  static const std::unique_ptr<UIDNA, decltype(&uidna_close)> opened = [] {
    UErrorCode status = U_ZERO_ERROR;
    UIDNA* made = uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                      UIDNA_NONTRANSITIONAL_TO_ASCII,
                                  &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no UTS #46");
    return std::unique_ptr<UIDNA, decltype(&uidna_close)>(made, &uidna_close);
  }();
  return opened.get();
}

std::optional<std::string> to_a_labels(std::string_view domain) {
  std::array<char, longest_input> ascii{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const auto size =
      uidna_nameToASCII_UTF8(idna(), domain.data(), static_cast<std::int32_t>(domain.size()),
                             ascii.data(), static_cast<std::int32_t>(ascii.size()), &info, &status);
  // Names with two hyphens in the third place that are no A-labels are registered and in use.
  constexpr std::uint32_t harmless = UIDNA_ERROR_HYPHEN_3_4;
  if (U_FAILURE(status) || (info.errors & ~harmless) != 0) return std::nullopt;
  return std::string(ascii.data(), static_cast<std::size_t>(size));
}

// Letters, digits and inner hyphens by RFC 1123; a last label of digits alone would be an IPv4
// address.
bool is_domain(std::string_view domain) {
  if (domain.empty() || domain.size() > longest_domain) return false;
  std::size_t labels = 0;
  std::string_view label;
  for (std::size_t from = 0; from <= domain.size(); from += label.size() + 1) {
    label = domain.substr(from, domain.substr(from).find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
      return false;
    if (!std::all_of(label.begin(), label.end(),
                     [](char c) { return is_letter_or_digit(c) || c == '-'; }))
      return false;
    ++labels;
  }
  const bool number =
      std::all_of(label.begin(), label.end(), [](char c) { return c >= '0' && c <= '9'; });
  return labels >= 2 && !number;
}

}  // namespace

std::optional<Email> Email::parse(std::string_view text) {
  if (text.size() > longest_input || !is_clean(text)) return std::nullopt;
  const auto at = text.find('@');
  if (at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
    return std::nullopt;
  const auto local = text.substr(0, at);
  if (!is_local_part(local)) return std::nullopt;
  const auto domain = to_a_labels(text.substr(at + 1));
  if (!domain || !is_domain(*domain)) return std::nullopt;
  std::string address = lower(local) + "@" + lower(*domain);
  if (address.size() > longest_address) return std::nullopt;
  return Email(std::move(address));
}

}  // namespace base
