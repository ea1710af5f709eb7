#include <gtest/gtest.h>

#include "identity/common_passwords.hpp"
#include "identity/identity.hpp"

namespace identity {
namespace {

std::string verdict(const std::string& password, int least = 12) {
  const PasswordRules rules{
      least,
      {"Partner Portal", "VNG Cloud", "Công ty Đại Dương", "an.le@daiduong.example", "an.le", ""}};
  const auto checked = check_password(password, rules);
  if (checked) return "";
  EXPECT_EQ(checked.error().code, "identity.weak_password");
  EXPECT_EQ(checked.error().fields.front().pointer, "/password");
  return checked.error().fields.front().code;
}

TEST(IdentityPasswords, a_phrase_of_15_characters_without_digits_or_capitals_is_taken) {
  EXPECT_EQ(verdict("blue river song"), "");
  EXPECT_EQ(verdict("mùa thu lá vàng rơi"), "");
  EXPECT_EQ(verdict("7hq!2pzv0mxw"), "");
  EXPECT_EQ(verdict("密码很长而且没有人能够猜到它"), "");
}

TEST(IdentityPasswords, length_counts_characters_and_has_two_ends) {
  EXPECT_EQ(verdict("elevenchars"), "identity.password_too_short");
  EXPECT_EQ(verdict("ốốốốốốốốốố"), "identity.password_too_short");
  std::string longest;
  for (int i = 0; longest.size() < longest_password_bytes; ++i) longest += std::to_string(i * 7919);
  longest.resize(longest_password_bytes);
  EXPECT_EQ(verdict(longest), "");
  EXPECT_EQ(verdict(longest + "x"), "identity.password_too_long");
}

TEST(IdentityPasswords, common_ones_are_refused_however_they_are_dressed) {
  for (const char* common :
       {"password", "Password123!", "passwordpassword", "123456789012", "qwertyuiop12",
        "aaaaaaaaaaaa", "abcabcabcabc", "1q2w3e4r5t6y", "matkhau123456", "iloveyou2024",
        "zyxwvutsrqponm", "PASSWORD....", "............", "letmein12345"})
    EXPECT_EQ(verdict(common, 8), "identity.password_common") << common;
}

TEST(IdentityPasswords, names_that_everybody_knows_are_refused) {
  for (const char* name : {"VNGCloud2026!", "partner-portal", "partnerportal1", "vng cloud 12345",
                           "congtydaiduong", "Công ty Đại Dương", "an.le@daiduong.example"})
    EXPECT_EQ(verdict(name), "identity.password_common") << name;
  EXPECT_EQ(verdict("seven boats at vng cloud harbour"), "");
}

TEST(IdentityPasswords, the_head_of_the_list_is_complete) {
  for (const char* word : {"123456", "password", "12345678", "qwerty", "dragon", "monkey"})
    EXPECT_TRUE(is_common_password(word)) << word;
  EXPECT_FALSE(is_common_password(""));
  EXPECT_FALSE(is_common_password("bluerversong"));
}

}  // namespace
}  // namespace identity
