#pragma once
// Amounts as people read them, by ICU. Any amount of 64 bits is written exactly.

#include "base/money.hpp"
#include "platform/i18n/i18n.hpp"

namespace i18n {

/// With the sign of the currency: "1.250.000 ₫" in Vietnamese, "₫1,250,000" in English.
std::string amount(Language language, const base::Money& money);

/// As statements write it, with the code of the currency: "1.250.000 VND", in English
/// "1,250,000 VND". A no-break space stands between.
std::string amount_with_code(Language language, const base::Money& money);

/// The number alone, where a heading says the currency: "1.250.000", "-5", "1,234.05".
std::string bare_amount(Language language, const base::Money& money);

/// As accountants write it below a sum: "Một triệu hai trăm năm mươi nghìn đồng", "One million two
/// hundred fifty thousand Vietnamese dong"; below zero "Âm …", "Minus …". Beyond 10^18 in digits.
///
/// Spelled by ICU's rules (CLDR, RBNF). In Vietnamese they say "lẻ" where some say "linh", "mốt",
/// "tư" and "lăm" behind tens (21, 24, 25), "mười lăm" but "mười bốn", "nghìn" and "tỷ". Their
/// 1,000,500 is "một triệu năm trăm", which everybody hears as 1,500,000: so here each group behind
/// a million or a billion is read in full, as schoolbooks do it (Toán 4): "một triệu không nghìn
/// năm trăm", "một triệu không trăm năm mươi nghìn".
///
/// Parts of a currency's unit: "One US dollar and five cents", "Một đô la Mỹ và năm xu"; of a
/// currency whose part has no name here, "and 05/100".
std::string amount_in_words(Language language, const base::Money& money);

}  // namespace i18n
