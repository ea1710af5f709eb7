#include <fmt/format.h>
#include <unicode/rbnf.h>
#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "platform/i18n/amount.hpp"

namespace i18n {
namespace {

void check(UErrorCode status) {
  if (U_FAILURE(status) != 0)
    throw std::runtime_error(std::string("amounts in words: ") + u_errorName(status));
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

/// ICU's rules, but behind a million and a billion every group has its three digits.
icu::UnicodeString vietnamese_rules() {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString rules =
      icu::RuleBasedNumberFormat(icu::URBNF_SPELLOUT, icu::Locale("vi"), status).getRules();
  check(status);
  rules.findAndReplace(u"triệu >%%after-hundred>", u"triệu >%%after-million>");
  rules.findAndReplace(u"tỷ >%%after-hundred>", u"tỷ >%%after-billion>");
  rules +=
      u"\n%%after-million:\n"
      u"0: không nghìn =%%after-thousand-or-more=;\n"
      u"1000: <%%after-thousand-or-more< nghìn[ >%%after-thousand-or-more>];\n"
      u"%%after-billion:\n"
      u"0: không triệu =%%after-million=;\n"
      u"1000000: <%%after-thousand-or-more< triệu[ >%%after-million>];\n";
  return rules;
}

std::string spelled(Language language, std::int64_t number) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  const icu::RuleBasedNumberFormat format =
      language == Language::vi
          ? icu::RuleBasedNumberFormat(vietnamese_rules(), icu::Locale("vi"), where, status)
          : icu::RuleBasedNumberFormat(icu::URBNF_SPELLOUT, icu::Locale("en"), status);
  check(status);
  icu::UnicodeString out;
  icu::FieldPosition nowhere;
  format.format(number, u"%spellout-cardinal", out, nowhere, status);
  check(status);
  return utf8(out);
}

bool is_one(std::int64_t number) {
  return number == 1 || number == -1;
}

/// As it stands inside a sentence: "đồng", "đô la Mỹ", "US dollars".
std::string name_of(Language language, const std::string& currency, std::int64_t number) {
  if (language == Language::vi && currency == "VND") return "đồng";
  const icu::UnicodeString code = icu::UnicodeString::fromUTF8(currency);
  UErrorCode status = U_ZERO_ERROR;
  UBool is_choice = 0;
  std::int32_t length = 0;
  icu::UnicodeString terminated = code;
  const char16_t* const name = ucurr_getPluralName(
      terminated.getTerminatedBuffer(), language == Language::vi ? "vi" : "en", &is_choice,
      language == Language::en && is_one(number) ? "one" : "other", &length, &status);
  check(status);
  icu::UnicodeString text(name, length);
  // In a list of currencies Vietnamese names begin with a capital, in a sentence they do not; a
  // code without a name stays as it is.
  if (language == Language::vi && text != code)
    text.replaceBetween(0, 1, icu::UnicodeString(text, 0, 1).toLower(icu::Locale("vi")));
  return utf8(text);
}

bool has_cents(std::string_view currency) {
  constexpr std::array<std::string_view, 8> those{"AUD", "CAD", "EUR", "HKD",
                                                  "NZD", "SGD", "TWD", "USD"};
  return std::ranges::find(those, currency) != those.end();
}

std::string cents(Language language, std::int64_t number) {
  const char* const unit = language == Language::vi ? "xu" : is_one(number) ? "cent" : "cents";
  return spelled(language, number) + " " + unit;
}

std::string with_capital(Language language, const std::string& text) {
  icu::UnicodeString out = icu::UnicodeString::fromUTF8(text);
  out.replaceBetween(
      0, 1,
      icu::UnicodeString(out, 0, 1).toUpper(icu::Locale(language == Language::vi ? "vi" : "en")));
  return utf8(out);
}

}  // namespace

std::string amount_in_words(Language language, const base::Money& money) {
  const int digits = base::minor_digits(money.currency).value_or(0);
  std::int64_t parts = 1;
  for (int i = 0; i < digits; ++i) parts *= 10;
  // Both have the amount's sign, and the smallest number has no opposite.
  const std::int64_t whole = money.amount_minor / parts;
  const std::int64_t rest = money.amount_minor % parts;
  const bool cents_alone = whole == 0 && rest != 0 && has_cents(money.currency);
  if (cents_alone) return with_capital(language, cents(language, rest));

  std::string words;
  if (whole == 0 && rest < 0) words = language == Language::vi ? "âm " : "minus ";
  words += spelled(language, whole) + " " + name_of(language, money.currency, whole);
  if (rest != 0) {
    const std::int64_t behind = std::max(rest, -rest);
    words += language == Language::vi ? " và " : " and ";
    words += has_cents(money.currency) ? cents(language, behind)
                                       : fmt::format("{:0{}}/{}", behind, digits, parts);
  }
  return with_capital(language, words);
}

}  // namespace i18n
