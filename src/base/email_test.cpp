#include <gtest/gtest.h>

#include "base/text.hpp"

namespace base {
namespace {

std::string parsed(std::string_view text) {
  const auto email = Email::parse(text);
  return email ? email->text() : "refused";
}

TEST(Email, TakesOrdinaryAddresses) {
  for (const std::string text :
       {"an.le@example.vn", "a@b.co", "first+tag@sub.example.com", "x_y-z@ex-ample.com.vn",
        "o'brien@example.com", "1234567890@example.com", "a@1.vn", "a@xn--nguyn-s71b.vn",
        "!#$&'*+-/?=^_`{|}~@example.com", "a@r3---sn.example.com"})
    EXPECT_EQ(parsed(text), text);
}

TEST(Email, KeepsLowerCase) {
  EXPECT_EQ(parsed("An.LE@Example.VN"), "an.le@example.vn");
  EXPECT_EQ(Email::parse("AN@x.vn"), Email::parse("an@X.VN"));
}

TEST(Email, KeepsInternationalDomainsAsALabels) {
  EXPECT_EQ(parsed("a@nguyễn.vn"), "a@xn--nguyn-s71b.vn");
  EXPECT_EQ(parsed("a@bücher.example"), "a@xn--bcher-kva.example");
  EXPECT_EQ(Email::parse("a@BÜCHER.example"), Email::parse("a@xn--bcher-kva.example"));
  EXPECT_EQ(Email::parse("a@bu\u0308cher.example"), Email::parse("a@bücher.EXAMPLE"));
  EXPECT_EQ(parsed("a@例え。テスト"), "a@xn--r8jz45g.xn--zckzah");
  EXPECT_EQ(parsed("a@ｅｘａｍｐｌｅ.com"), "a@example.com");
}

TEST(Email, RefusesWhatIsNoAddress) {
  for (const std::string text : {"",
                                 "a",
                                 "@",
                                 "a@",
                                 "@x.vn",
                                 "a@b",
                                 "a@@x.vn",
                                 "a@b@x.vn",
                                 "a b@x.vn",
                                 " a@x.vn",
                                 "a@x.vn ",
                                 "a@x .vn",
                                 ".a@x.vn",
                                 "a.@x.vn",
                                 "a..b@x.vn",
                                 "a@.vn",
                                 "a@x..vn",
                                 "a@x.vn.",
                                 "a@x.vn。",
                                 "a@-x.vn",
                                 "a@x-.vn",
                                 "a@x_y.vn",
                                 "a@x.1",
                                 "a@127.0.0.1",
                                 "a@[127.0.0.1]",
                                 "a@[::1]",
                                 "a,b@x.vn",
                                 "a;b@x.vn",
                                 "a:b@x.vn",
                                 "<a@x.vn>",
                                 "An <a@x.vn>",
                                 "a(b)@x.vn",
                                 "a@x.vn(b)",
                                 "a\\b@x.vn",
                                 "mailto:a@x.vn",
                                 "nguyễn@x.vn",
                                 "a@x.vn,b@x.vn",
                                 "a@x!y.vn",
                                 "a@xn--.vn",
                                 "a@xn--a\u00e9.vn",
                                 "a@xn--ls8h=.vn",
                                 "a@x/y.vn",
                                 "a@x.vn?subject=b",
                                 "a\u00A0@x.vn"})
    EXPECT_EQ(parsed(text), "refused") << text;
}

TEST(Email, RefusesEveryWayIntoAHeaderOrACommand) {
  for (const std::string& text : {std::string("a@x.vn\r\nBcc: b@y.vn"),
                                  std::string("a\r\n@x.vn"),
                                  std::string("a@x.vn\n"),
                                  std::string("a@x.vn\r"),
                                  std::string("\na@x.vn"),
                                  std::string("a\tb@x.vn"),
                                  std::string("a\0b@x.vn", 8),
                                  std::string("a@x\0.vn", 7),
                                  std::string("a@x.vn\0", 7),
                                  std::string("\"a\"@x.vn"),
                                  std::string("\"a b\"@x.vn"),
                                  std::string("a\"b@x.vn"),
                                  std::string("a%0d%0aBcc:b@x.vn"),
                                  std::string("a%0d%0a@x.vn"),
                                  std::string("a@x.vn%0d%0a"),
                                  std::string("b%y.vn@x.vn"),
                                  std::string("=?utf-8?q?a=0d=0a?=@x.vn"),
                                  std::string("=?utf-8?b?YUB4LnZu?=@x.vn"),
                                  std::string("a@=?utf-8?q?x?=.vn"),
                                  std::string("a\u2028@x.vn"),
                                  std::string("a@x\u2028.vn"),
                                  std::string("a@x\u0085.vn"),
                                  std::string("a\xFF@x.vn"),
                                  std::string("a@x\xFF.vn")})
    EXPECT_EQ(parsed(text), "refused") << text;
}

TEST(Email, HoldsTheLimitsOfItsParts) {
  const std::string local64(64, 'a');
  EXPECT_EQ(parsed(local64 + "@x.vn"), local64 + "@x.vn");
  EXPECT_EQ(parsed(local64 + "a@x.vn"), "refused");

  const std::string label63(63, 'b');
  EXPECT_EQ(parsed("a@" + label63 + ".vn"), "a@" + label63 + ".vn");
  EXPECT_EQ(parsed("a@" + label63 + "b.vn"), "refused");

  const std::string long_domain = label63 + "." + label63 + "." + label63 + ".";
  const std::string domain252 = long_domain + std::string(60, 'c');
  ASSERT_EQ(domain252.size(), 252U);
  EXPECT_EQ(parsed("a@" + domain252), "a@" + domain252);
  EXPECT_EQ(parsed("ab@" + domain252), "refused");  // 255 in all
  EXPECT_EQ(parsed("a@" + domain252 + "c"), "refused");

  EXPECT_EQ(parsed(std::string(1'000'000, 'a') + "@x.vn"), "refused");
  EXPECT_EQ(parsed("a@" + std::string(1'000'000, 'x') + ".vn"), "refused");
}

}  // namespace
}  // namespace base
