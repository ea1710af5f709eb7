#include "platform/crypto/crypto.hpp"

#include <gtest/gtest.h>

#include <set>

namespace crypto {
namespace {

class Crypto : public testing::Test {
 protected:
  static void SetUpTestSuite() { start(); }

  static SecretKey key(std::uint8_t filled_with = 7) {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(filled_with);
    return SecretKey::from_bytes(bytes);
  }
  const Derivation consent_{"consent", "reg_01aryz6s410000000000000000", "nonce"};
};

TEST_F(Crypto, HashesAsFips180Says) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_F(Crypto, WritesAndReadsBase64url) {
  EXPECT_EQ(base64url(""), "");
  EXPECT_EQ(base64url("f"), "Zg");
  EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
  EXPECT_EQ(from_base64url("-__-"), "\xfb\xff\xfe");
  EXPECT_EQ(from_base64url("Zg"), "f");
  EXPECT_EQ(from_base64url(""), "");
  for (const std::string wrong : {"Zg==", "Z", "Zh", "+//+", "Zg\n", " Zg", "Z g", "Zg%3d"})
    EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

TEST_F(Crypto, ComparesWhole) {
  EXPECT_TRUE(equal("same", "same"));
  EXPECT_TRUE(equal("", ""));
  EXPECT_FALSE(equal("same", "sane"));
  EXPECT_FALSE(equal("same", "same "));
}

TEST_F(Crypto, DrawsTokensOf22CharactersThatNeverRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 20'000; ++i) {
    const auto token = system_random().token();
    ASSERT_EQ(token.size(), 22U);
    ASSERT_TRUE(from_base64url(token));
    ASSERT_TRUE(seen.insert(token).second);
  }
  EXPECT_EQ(system_random().token(32).size(), 43U);
}

TEST_F(Crypto, DrawsEveryBitHalfTheTime) {
  std::array<int, 80> ones{};
  constexpr int draws = 20'000;
  for (int i = 0; i < draws; ++i) {
    const auto ten = system_random().ten();
    for (std::size_t bit = 0; bit < 80; ++bit) ones[bit] += ten[bit / 8] >> (bit % 8) & 1;
  }
  for (const int count : ones) EXPECT_NEAR(count, draws / 2.0, draws / 50.0);
}

TEST_F(Crypto, RepeatsASeedAndOnlyThat) {
  const auto once = seeded_random(1);
  const auto again = seeded_random(1);
  const auto other = seeded_random(2);
  const auto first = once->token();
  const auto second = once->token();
  EXPECT_EQ(first, again->token());
  EXPECT_EQ(second, again->token());
  EXPECT_NE(first, second);
  EXPECT_NE(first, other->token());
}

TEST_F(Crypto, MacsPartsAsAList) {
  EXPECT_EQ(mac(key(), {"ab", "c"}), mac(key(), {"ab", "c"}));
  EXPECT_NE(mac(key(), {"ab", "c"}), mac(key(), {"a", "bc"}));
  EXPECT_NE(mac(key(), {"ab"}), mac(key(), {"ab", ""}));
  EXPECT_NE(mac(key(), {"ab"}), mac(key(8), {"ab"}));
}

TEST_F(Crypto, DerivesATokenOfSubjectAnd32Characters) {
  const auto token = derived_token(key(), consent_);
  EXPECT_EQ(token.size(), consent_.subject.size() + 33);
  EXPECT_TRUE(token.starts_with(consent_.subject + "."));
  EXPECT_EQ(token, derived_token(key(), consent_));
  EXPECT_EQ(subject_of(token), consent_.subject);
}

TEST_F(Crypto, DerivesOtherTokensAndCodesFromAnyOtherInput) {
  auto purpose = consent_;
  purpose.purpose = "retract";
  auto subject = consent_;
  subject.subject = "reg_01aryz6s410000000000000001";
  auto nonce = consent_;
  nonce.nonce = "other";
  const auto proof = [](const std::string& token) { return token.substr(token.find('.')); };
  const std::set<std::string> tokens{
      proof(derived_token(key(), consent_)), proof(derived_token(key(), purpose)),
      proof(derived_token(key(), subject)), proof(derived_token(key(), nonce)),
      proof(derived_token(key(8), consent_))};
  EXPECT_EQ(tokens.size(), 5U);
  const std::set<std::string> codes{derived_code(key(), consent_), derived_code(key(), purpose),
                                    derived_code(key(), subject), derived_code(key(), nonce),
                                    derived_code(key(8), consent_)};
  EXPECT_EQ(codes.size(), 5U);
}

TEST_F(Crypto, DerivesCodesOfSixDigits) {
  bool leading_zero = false;
  for (int i = 0; i < 200; ++i) {
    auto derivation = consent_;
    derivation.nonce = std::to_string(i);
    const auto code = derived_code(key(), derivation);
    ASSERT_EQ(code.size(), 6U);
    ASSERT_EQ(code.find_first_not_of("0123456789"), std::string::npos);
    leading_zero = leading_zero || code.front() == '0';
  }
  EXPECT_TRUE(leading_zero);
}

// What mails sent before an update hold must open afterwards.
TEST_F(Crypto, DerivesTheSameInEveryVersionOfTheProgram) {
  EXPECT_EQ(derived_token(key(), consent_),
            "reg_01aryz6s410000000000000000.gWZP71wzYIeBtwwjxLdQzW3Y4lq1OBil");
  EXPECT_EQ(derived_code(key(), consent_), "224254");
}

TEST_F(Crypto, ReadsTheSubjectOnlyOfWhatHasTheFormOfAToken) {
  const std::string proof(32, 'A');
  EXPECT_EQ(subject_of("reg_1." + proof), "reg_1");
  for (const std::string& wrong :
       {std::string(), std::string("."), "." + proof, "reg_1" + proof, "reg_1." + proof + "A",
        "reg_1." + proof.substr(1), "reg_1." + proof.substr(1) + "=",
        "reg_1." + proof.substr(1) + "+", "REG_1." + proof, "reg_1/.." + proof, "reg_1'." + proof,
        "reg 1." + proof, "reg_1.x." + proof, std::string(65, 'a') + "." + proof})
    EXPECT_FALSE(subject_of(wrong)) << wrong;
}

}  // namespace
}  // namespace crypto
