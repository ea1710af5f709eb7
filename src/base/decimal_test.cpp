#include "base/decimal.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

Decimal decimal(std::string_view text) {
  return Decimal::parse(text, 30, 30).value();
}

TEST(Decimal, is_read_strictly_and_written_without_needless_zeros) {
  const std::vector<std::pair<std::string_view, std::string>> pairs{
      {"0", "0"},
      {"-0", "0"},
      {"0.0", "0"},
      {"1250.5", "1250.5"},
      {"1250.500", "1250.5"},
      {"007", "7"},
      {"-0.001", "-0.001"},
      {"100", "100"},
      {"0.000000000001", "0.000000000001"},
      {"999999999999999", "999999999999999"}};
  for (const auto& [text, written] : pairs) EXPECT_EQ(decimal(text).text(), written) << text;
  for (const char* text : {"", "-", ".", ".5", "5.", "+1", "1e3", "1,000", " 1", "1 ", "--1",
                           "1.2.3", "0x1", "NaN", "\xd9\xa1"})
    EXPECT_FALSE(Decimal::parse(text, 30, 30)) << text;
  EXPECT_TRUE(Decimal::parse("123.45", 3, 2));
  EXPECT_FALSE(Decimal::parse("1234.5", 3, 2));
  EXPECT_FALSE(Decimal::parse("123.456", 3, 2));
}

TEST(Decimal, adds_subtracts_and_multiplies_exactly) {
  EXPECT_EQ(decimal("0.1") + decimal("0.2"), decimal("0.3"));
  EXPECT_EQ(decimal("1") - decimal("0.000000000001"), decimal("0.999999999999"));
  EXPECT_EQ(decimal("1250.5") * decimal("0.000000000000001"), decimal("0.0000000000012505"));
  EXPECT_EQ(-decimal("5") + 5, Decimal());
  EXPECT_LT(decimal("-1"), decimal("-0.9"));
  EXPECT_LT(decimal("0.9"), decimal("0.91"));
  EXPECT_EQ(decimal("1000000").share(500), 50'000);
  EXPECT_EQ(decimal("0.01").share(1), decimal("0.000001"));
}

TEST(Decimal, rounds_half_to_the_even_digit) {
  const std::vector<std::pair<std::string_view, std::string>> pairs{
      {"0.5", "0"},  {"1.5", "2"},   {"2.5", "2"},   {"2.500001", "3"}, {"2.499999", "2"},
      {"-0.5", "0"}, {"-1.5", "-2"}, {"-2.5", "-2"}, {"-2.51", "-3"},   {"7", "7"}};
  for (const auto& [text, rounded] : pairs)
    EXPECT_EQ(decimal(text).rounded(0).text(), rounded) << text;
  EXPECT_EQ(decimal("1.00000000000050").rounded(12).text(), "1");
  EXPECT_EQ(decimal("1.00000000000150").rounded(12).text(), "1.000000000002");
}

TEST(Decimal, divides_to_a_number_of_places) {
  EXPECT_EQ(Decimal::quotient(1, 3, 12).text(), "0.333333333333");
  EXPECT_EQ(Decimal::quotient(2, 3, 12).text(), "0.666666666667");
  EXPECT_EQ(Decimal::quotient(decimal("1.1"), decimal("0.11"), 2).text(), "10");
  EXPECT_EQ(Decimal::quotient(-1, 8, 2).text(), "-0.12");
  EXPECT_EQ(Decimal::quotient(decimal("0.000001"), 1000, 3).text(), "0");
}

TEST(Decimal, refuses_to_overflow) {
  const Decimal large = decimal("999999999999999999999999999999");
  EXPECT_THROW(large * large * large, std::overflow_error);
}

}  // namespace
}  // namespace base
