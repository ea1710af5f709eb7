#include "base/money.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Money, HasTheDigitsOfIso4217) {
  EXPECT_EQ(minor_digits("VND"), 0);
  EXPECT_EQ(minor_digits("JPY"), 0);
  EXPECT_EQ(minor_digits("USD"), 2);
  EXPECT_EQ(minor_digits("EUR"), 2);
  EXPECT_EQ(minor_digits("KWD"), 3);
  EXPECT_EQ(minor_digits("CLF"), 4);
}

TEST(Money, RefusesCodesThatAreNotThreeCapitals) {
  for (const std::string code : {"", "VN", "VNDD", "vnd", "VN1", "V D", "₫"})
    EXPECT_FALSE(minor_digits(code)) << code;
}

TEST(Money, IsEqualOnlyInOneCurrency) {
  EXPECT_EQ((Money{5, "VND"}), (Money{5, "VND"}));
  EXPECT_NE((Money{5, "VND"}), (Money{5, "USD"}));
}

}  // namespace
}  // namespace base
