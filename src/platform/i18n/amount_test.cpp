#include "platform/i18n/amount.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace i18n {
namespace {

TEST(Amount, is_grouped_as_its_reader_does) {
  EXPECT_EQ(amount(Language::vi, {1'250'000, "VND"}), "1.250.000\u00A0₫");
  EXPECT_EQ(amount(Language::en, {1'250'000, "VND"}), "₫1,250,000");
  EXPECT_EQ(amount(Language::vi, {-5, "VND"}), "-5\u00A0₫");
  EXPECT_EQ(amount(Language::vi, {9'007'199'254'740'991, "VND"}), "9.007.199.254.740.991\u00A0₫");
  EXPECT_EQ(amount(Language::en, {123'405, "USD"}), "$1,234.05");
}

TEST(Amount, has_the_code_of_the_currency_on_statements) {
  EXPECT_EQ(amount_with_code(Language::vi, {1'250'000, "VND"}), "1.250.000\u00A0VND");
  EXPECT_EQ(amount_with_code(Language::en, {-1'250'000, "VND"}), "-1,250,000\u00A0VND");
  EXPECT_EQ(amount_with_code(Language::en, {5, "USD"}), "0.05\u00A0USD");
  EXPECT_EQ(bare_amount(Language::vi, {123'405, "USD"}), "1.234,05");
  EXPECT_EQ(bare_amount(Language::vi, {0, "VND"}), "0");
  EXPECT_EQ(bare_amount(Language::vi, {1'250, "VND"}), "1.250");
  EXPECT_EQ(bare_amount(Language::vi, {9'007'199'254'740'991, "VND"}), "9.007.199.254.740.991");
  EXPECT_EQ(bare_amount(Language::en, {std::numeric_limits<std::int64_t>::min(), "KWD"}),
            "-9,223,372,036,854,775.808");
}

struct Words {
  std::int64_t amount_minor;
  std::string vi;
  std::string en;
};

TEST(AmountInWords, is_what_an_accountant_writes_of_dong) {
  const std::vector<Words> table{
      {0, "Không", "Zero"},
      {1, "Một", "One"},
      {4, "Bốn", "Four"},
      {5, "Năm", "Five"},
      {10, "Mười", "Ten"},
      {14, "Mười bốn", "Fourteen"},
      {15, "Mười lăm", "Fifteen"},
      {21, "Hai mươi mốt", "Twenty-one"},
      {24, "Hai mươi tư", "Twenty-four"},
      {25, "Hai mươi lăm", "Twenty-five"},
      {101, "Một trăm lẻ một", "One hundred one"},
      {105, "Một trăm lẻ năm", "One hundred five"},
      {111, "Một trăm mười một", "One hundred eleven"},
      {115, "Một trăm mười lăm", "One hundred fifteen"},
      {1'005, "Một nghìn không trăm lẻ năm", "One thousand five"},
      {1'050, "Một nghìn không trăm năm mươi", "One thousand fifty"},
      {21'000, "Hai mươi mốt nghìn", "Twenty-one thousand"},
      {105'000, "Một trăm lẻ năm nghìn", "One hundred five thousand"},
      {1'000'000, "Một triệu", "One million"},
      {1'250'000, "Một triệu hai trăm năm mươi nghìn", "One million two hundred fifty thousand"},
      {1'005'000, "Một triệu không trăm lẻ năm nghìn", "One million five thousand"},
      {1'050'000, "Một triệu không trăm năm mươi nghìn", "One million fifty thousand"},
      {1'500'000, "Một triệu năm trăm nghìn", "One million five hundred thousand"},
      {1'000'500, "Một triệu không nghìn năm trăm", "One million five hundred"},
      {1'000'005, "Một triệu không nghìn không trăm lẻ năm", "One million five"},
      {10'250'214, "Mười triệu hai trăm năm mươi nghìn hai trăm mười bốn",
       "Ten million two hundred fifty thousand two hundred fourteen"},
      // The three that Toán 4 gives to write in figures, with "lẻ" for its "linh".
      {253'564'888, "Hai trăm năm mươi ba triệu năm trăm sáu mươi tư nghìn tám trăm tám mươi tám",
       "Two hundred fifty-three million five hundred sixty-four thousand eight hundred "
       "eighty-eight"},
      {400'036'105, "Bốn trăm triệu không trăm ba mươi sáu nghìn một trăm lẻ năm",
       "Four hundred million thirty-six thousand one hundred five"},
      {700'000'231, "Bảy trăm triệu không nghìn hai trăm ba mươi mốt",
       "Seven hundred million two hundred thirty-one"},
      {1'000'000'000, "Một tỷ", "One billion"},
      {1'500'000'000, "Một tỷ năm trăm triệu", "One billion five hundred million"},
      {1'050'000'000, "Một tỷ không trăm năm mươi triệu", "One billion fifty million"},
      {1'000'500'000, "Một tỷ không triệu năm trăm nghìn", "One billion five hundred thousand"},
      {1'000'000'500, "Một tỷ không triệu không nghìn năm trăm", "One billion five hundred"},
      {2'500'000'000'000, "Hai nghìn năm trăm tỷ", "Two trillion five hundred billion"},
      {9'007'199'254'740'991,
       "Chín triệu không trăm lẻ bảy nghìn một trăm chín mươi chín tỷ hai trăm năm mươi tư triệu "
       "bảy trăm bốn mươi nghìn chín trăm chín mươi mốt",
       "Nine quadrillion seven trillion one hundred ninety-nine billion two hundred fifty-four "
       "million seven hundred forty thousand nine hundred ninety-one"},
      {-1'250'000, "Âm một triệu hai trăm năm mươi nghìn",
       "Minus one million two hundred fifty thousand"},
      {std::numeric_limits<std::int64_t>::min(), "-9.223.372.036.854.775.808",
       "-9,223,372,036,854,775,808"}};
  for (const Words& words : table) {
    const base::Money money{words.amount_minor, "VND"};
    EXPECT_EQ(amount_in_words(Language::vi, money), words.vi + " đồng");
    EXPECT_EQ(amount_in_words(Language::en, money), words.en + " Vietnamese dong");
  }
}

TEST(AmountInWords, names_the_parts_of_other_currencies) {
  struct Case {
    base::Money money;
    std::string vi;
    std::string en;
  };
  for (const auto& [money, vi, en] : std::vector<Case>{
           {{123'405, "USD"},
            "Một nghìn hai trăm ba mươi tư đô la Mỹ và năm xu",
            "One thousand two hundred thirty-four US dollars and five cents"},
           {{101, "USD"}, "Một đô la Mỹ và một xu", "One US dollar and one cent"},
           {{-100, "USD"}, "Âm một đô la Mỹ", "Minus one US dollar"},
           {{-105, "USD"}, "Âm một đô la Mỹ và năm xu", "Minus one US dollar and five cents"},
           {{-5, "USD"}, "Âm năm xu", "Minus five cents"},
           {{0, "USD"}, "Không đô la Mỹ", "Zero US dollars"},
           {{250, "EUR"}, "Hai euro và năm mươi xu", "Two euros and fifty cents"},
           {{7, "JPY"}, "Bảy yên Nhật", "Seven Japanese yen"},
           {{205, "GBP"}, "Hai bảng Anh và 05/100", "Two British pounds and 05/100"},
           {{-5, "KWD"},
            "Âm không dinar Kuwait và 005/1000",
            "Minus zero Kuwaiti dinars and 005/1000"},
           {{3, "XQQ"}, "Không XQQ và 03/100", "Zero XQQ and 03/100"}}) {
    EXPECT_EQ(amount_in_words(Language::vi, money), vi);
    EXPECT_EQ(amount_in_words(Language::en, money), en);
  }
}

}  // namespace
}  // namespace i18n
