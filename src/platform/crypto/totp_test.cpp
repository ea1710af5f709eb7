#include "platform/crypto/totp.hpp"

#include <gtest/gtest.h>

namespace crypto {
namespace {

using std::chrono::seconds;

class Totp : public testing::Test {
 protected:
  static void SetUpTestSuite() { start(); }
  static base::Instant at(std::int64_t second) {
    return base::from_microseconds(second * 1'000'000);
  }
  const TotpKey key_ = totp_key_of("12345678901234567890").value();
};

TEST_F(Totp, MakesTheCodesOfRfc6238) {
  // Appendix B, its eight digits cut to the last six.
  EXPECT_EQ(totp_code(key_, totp_step_at(at(59))), "287082");
  EXPECT_EQ(totp_code(key_, totp_step_at(at(1'111'111'109))), "081804");
  EXPECT_EQ(totp_code(key_, totp_step_at(at(1'111'111'111))), "050471");
  EXPECT_EQ(totp_code(key_, totp_step_at(at(1'234'567'890))), "005924");
  EXPECT_EQ(totp_code(key_, totp_step_at(at(2'000'000'000))), "279037");
  EXPECT_EQ(totp_code(key_, totp_step_at(at(20'000'000'000))), "353130");
}

TEST_F(Totp, TakesTheStepBeforeAndTheStepBehindAndNoOther) {
  const auto now = at(1'780'000'010);
  const auto present = totp_step_at(now);
  for (const std::int64_t drift : {-1, 0, 1})
    EXPECT_EQ(find_totp_step(key_, totp_code(key_, present + drift), now, 0), present + drift);
  for (const std::int64_t drift : {-20, -3, -2, 2, 3, 20})
    EXPECT_FALSE(find_totp_step(key_, totp_code(key_, present + drift), now, 0)) << drift;
}

TEST_F(Totp, TakesNoStepTwiceAndNoneBeforeIt) {
  const auto now = at(1'780'000'010);
  const auto present = totp_step_at(now);
  EXPECT_FALSE(find_totp_step(key_, totp_code(key_, present), now, present));
  EXPECT_FALSE(find_totp_step(key_, totp_code(key_, present - 1), now, present));
  EXPECT_EQ(find_totp_step(key_, totp_code(key_, present + 1), now, present), present + 1);
}

TEST_F(Totp, TakesNothingButSixDigits) {
  const auto now = at(1'780'000'010);
  const auto code = totp_code(key_, totp_step_at(now));
  for (const std::string& wrong : {std::string(), code.substr(1), code + "0", " " + code,
                                   std::string("abcdef"), std::string(6, '\0')})
    EXPECT_FALSE(find_totp_step(key_, wrong, now, 0)) << wrong;
}

TEST_F(Totp, WritesKeysInBase32) {
  EXPECT_EQ(base32(key_), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_EQ(base32(new_totp_key(system_random())).size(), 32U);
  EXPECT_NE(new_totp_key(system_random()), new_totp_key(system_random()));
  EXPECT_FALSE(totp_key_of("1234567890123456789"));
  EXPECT_FALSE(totp_key_of("123456789012345678901"));
}

TEST(Seal, OpensForItsSubjectPurposeAndKeyAlone) {
  start();
  const auto key = SecretKey::from_bytes({1, 2, 3});
  const Seal seal{"second_factor", "usr_1"};
  const auto text = sealed(key, seal, "secret", system_random());
  EXPECT_EQ(opened(key, seal, text), "secret");
  EXPECT_EQ(text.find("secret"), std::string::npos);
  EXPECT_NE(sealed(key, seal, "secret", system_random()), text);
  EXPECT_FALSE(opened(key, {"second_factor", "usr_2"}, text));
  EXPECT_FALSE(opened(key, {"another", "usr_1"}, text));
  EXPECT_FALSE(opened(SecretKey::from_bytes({1, 2, 4}), seal, text));
  auto changed = text;
  changed.front() = changed.front() == 'A' ? 'E' : 'A';
  for (const std::string& wrong : {changed, text.substr(4), std::string(), std::string("AAAA")})
    EXPECT_FALSE(opened(key, seal, wrong));
  EXPECT_EQ(opened(key, seal, sealed(key, seal, "", system_random())), "");
}

}  // namespace
}  // namespace crypto
