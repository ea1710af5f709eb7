#include "base/id.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

constexpr std::array<std::uint8_t, 10> zeros{};

TEST(Id, IsPrefixUnderscoreAnd26Characters) {
  const auto id = RegistrationId::make(from_microseconds(1'700'000'000'000'000), zeros);
  EXPECT_EQ(id.text().size(), 30U);
  EXPECT_TRUE(id.text().starts_with("reg_"));
  EXPECT_EQ(RegistrationId::parse(id.text()), id);
}

TEST(Id, FollowsTheUlidLayout) {
  // The example of the ULID specification: 1469918176385 is 01ARYZ6S41.
  const std::array<std::uint8_t, 10> ones{255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  EXPECT_EQ(encode_ulid(from_microseconds(1'469'918'176'385'999), zeros),
            "01aryz6s410000000000000000");
  EXPECT_EQ(encode_ulid(from_microseconds(1'469'918'176'385'000), ones),
            "01aryz6s41zzzzzzzzzzzzzzzz");
  EXPECT_EQ(encode_ulid(from_microseconds(0), {0, 0, 0, 0, 1, 0, 0, 0, 0, 31}),
            "0000000000000000010000000z");
}

TEST(Id, SortsByTimeOfMaking) {
  std::array<std::uint8_t, 10> high{};
  high.fill(255);
  const auto earlier = UserId::make(from_microseconds(1'000'000), high);
  const auto later = UserId::make(from_microseconds(1'001'000), zeros);
  EXPECT_LT(earlier, later);
  EXPECT_LT(earlier.text(), later.text());
}

TEST(Id, RefusesWhatIsNotOne) {
  const std::string right = "reg_01aryz6s410000000000000000";
  ASSERT_TRUE(RegistrationId::parse(right));
  for (const std::string wrong :
       {"", "reg", "reg_", "usr_01aryz6s410000000000000000", "reg_01ARYZ6S410000000000000000",
        "reg_01aryz6s41000000000000000", "reg_01aryz6s4100000000000000000",
        "reg_81aryz6s410000000000000000", "reg_01aryz6s41000000000000000u",
        "reg_01aryz6s41000000000000000i", "reg-01aryz6s410000000000000000",
        " reg_01aryz6s410000000000000000", "reg_01aryz6s4100000000000000\n0",
        "reg_01aryz6s41000000000000000'"})
    EXPECT_FALSE(RegistrationId::parse(wrong)) << wrong;
  EXPECT_FALSE(RegistrationId::parse(std::string_view("reg_01aryz6s41000000000000000\0", 30)));
}

}  // namespace
}  // namespace base
