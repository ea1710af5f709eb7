#include "platform/i18n/amount.hpp"

#include <unicode/numberformatter.h>
#include <unicode/unistr.h>

namespace i18n {
namespace {

icu::Locale locale_of(Language language) {
  return {language == Language::vi ? "vi_VN" : "en"};
}

int digits_of(const base::Money& money) {
  return base::minor_digits(money.currency).value_or(0);
}

/// As decimal text: a double would round large amounts.
std::string decimal(const base::Money& money) {
  const int digits = digits_of(money);
  std::string text = std::to_string(money.amount_minor);
  return digits > 0 ? text + "E-" + std::to_string(digits) : text;
}

}  // namespace

std::string amount(Language language, const base::Money& money) {
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString code = icu::UnicodeString::fromUTF8(money.currency);
  const icu::CurrencyUnit currency(code.getTerminatedBuffer(), error);
  const auto formatted = icu::number::NumberFormatter::withLocale(locale_of(language))
                             .unit(currency)
                             .formatDecimal(decimal(money), error);
  std::string out;
  const icu::UnicodeString shown = formatted.toString(error);
  if (U_FAILURE(error) != 0) return decimal(money) + " " + money.currency;
  // ICU sets the sign apart by a no-break space; a mail's text keeps it.
  return shown.toUTF8String(out);
}

std::string bare_amount(Language language, const base::Money& money) {
  UErrorCode error = U_ZERO_ERROR;
  const auto formatted = icu::number::NumberFormatter::withLocale(locale_of(language))
                             .precision(icu::number::Precision::fixedFraction(digits_of(money)))
                             .formatDecimal(decimal(money), error);
  std::string out;
  const icu::UnicodeString shown = formatted.toString(error);
  return U_FAILURE(error) != 0 ? decimal(money) : shown.toUTF8String(out);
}

std::string amount_with_code(Language language, const base::Money& money) {
  return bare_amount(language, money) + "\u00A0" + money.currency;
}

}  // namespace i18n
