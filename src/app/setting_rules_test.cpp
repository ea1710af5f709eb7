#include "app/setting_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace app {
namespace {

TEST(SettingRules, AnOriginIsWhatABrowserSays) {
  EXPECT_EQ(origin_of("https://portal.example"), "https://portal.example");
  EXPECT_EQ(origin_of("HTTPS://Portal.Example:443/"), "https://portal.example");
  EXPECT_EQ(origin_of("http://LOCALHOST:8080"), "http://localhost:8080");
  EXPECT_EQ(origin_of("http://portal.example:80"), "http://portal.example");
  EXPECT_EQ(origin_of("https://portal.example:080/"), "https://portal.example:80");
  EXPECT_EQ(origin_of("http://[::1]:8080"), "http://[::1]:8080");
  EXPECT_EQ(origin_of("https://127.0.0.1.nip.example"), "https://127.0.0.1.nip.example");
}

TEST(SettingRules, WhatIsNoOriginIsRefused) {
  for (const char* text : {"",
                           "portal.example",
                           "ftp://portal.example",
                           "https://",
                           "https:///",
                           "https://:443",
                           "https://portal.example/app",
                           "https://portal.example?x=1",
                           "https://portal.example//",
                           "https://portal.example#x",
                           "https://an@portal.example",
                           "https://portal example",
                           "https://portal.example:0",
                           "https://portal.example:65536",
                           "https://portal.example:",
                           "https://cổng.example",
                           "https://[::1",
                           "https://[portal]",
                           "https://[::1]x",
                           "https://.example",
                           "https://a..example",
                           "https://portal.example\r\nX: y"})
    EXPECT_FALSE(origin_of(text)) << text;
}

TEST(SettingRules, AnAddressToListenOnHasAPort) {
  for (const char* text : {"127.0.0.1:8080", "localhost:0", "[::1]:8080", "0.0.0.0:65535"})
    EXPECT_TRUE(is_listen_address(text)) << text;
  for (const char* text : {"", "foo", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                           "127.0.0.1:65536", "127.0.0.1:-1", "::1:8080", "*:8080"})
    EXPECT_FALSE(is_listen_address(text)) << text;
}

TEST(SettingRules, AWebAddressMayStandInALink) {
  for (const char* text : {"https://register.example.com", "http://a.example:8080/x?y=1#z"})
    EXPECT_TRUE(is_web_address(text)) << text;
  for (const char* text : {"", "register.example.com", "javascript:alert(1)", "https://",
                           "https://a b.example", "https://a.example/\"x", "https://a.example/<x>",
                           "data:text/html,x", "https://an@a.example", "https://a.example/đăng"})
    EXPECT_FALSE(is_web_address(text)) << text;
}

class Problems : public ::testing::Test {
 protected:
  /// What load_settings complains about with this one environment variable.
  std::vector<std::string> problems(const std::string& variable, const std::string& value) {
    setenv(variable.c_str(), value.c_str(), 1);
    auto loaded = load_settings({});
    unsetenv(variable.c_str());
    return loaded.problems;
  }
};

TEST_F(Problems, NoneWithTheDefaults) {
  EXPECT_THAT(load_settings({}).problems, ::testing::IsEmpty());
}

TEST_F(Problems, EachNamesItsSetting) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table{
      {"secret_key", {"zz", std::string(64, 'g')}},
      {"trusted_proxies", {"x", "10.0.0.0/33", "127.0.0.1, portal"}},
      {"listen", {"foo", "8080"}},
      {"metrics.listen", {"foo", "127.0.0.1:0"}},
      {"base_url", {"ftp://x", "https://portal.example/app", "https://portal.example?x=1"}},
      {"hosts", {"a b", "https://portal.example", "portal.example, an@b"}},
      {"provider.name", {" ", "A\nB", std::string(101, 'x')}},
      {"provider.legal_name", {" ", "A\nB", std::string(201, 'x')}},
      {"provider.tax_code", {"0101\n234567", std::string(33, '1')}},
      {"provider.sign_up_url", {"javascript:alert(1)", "x"}},
      {"mail.from_name", {"A\r\nBcc: b@c.example"}},
      {"mail.from_address", {"x", "an@", "a@b.example\r\n"}},
      {"mail.reply_to", {"x"}},
      {"registration.roles", {"Đối tác, Đối tác", std::string(101, 'x')}},
  };
  for (const auto& [name, values] : table) {
    for (const auto& value : values) {
      const auto found = problems(config::environment_name(name), value);
      EXPECT_THAT(found, ::testing::Contains(::testing::StartsWith(name + " ("))) << value;
    }
  }
}

TEST_F(Problems, OfTheMailServerAndTheDirectoryAreFoundWhenTheyAreUsed) {
  EXPECT_THAT(problems("PORTAL_SMTP_CERTIFICATE_FILE", "/nowhere/ca.pem"), ::testing::IsEmpty());
  setenv("PORTAL_SMTP_HOST", "smtp.example", 1);
  EXPECT_THAT(problems("PORTAL_SMTP_CERTIFICATE_FILE", "/nowhere/ca.pem"),
              ::testing::ElementsAre(::testing::StartsWith("smtp.certificate_file")));
  EXPECT_THAT(problems("PORTAL_SMTP_CERTIFICATE_FILE", "/etc"),
              ::testing::ElementsAre(::testing::StartsWith("smtp.certificate_file")));
  unsetenv("PORTAL_SMTP_HOST");
  setenv("PORTAL_DIRECTORY_KIND", "http", 1);
  setenv("PORTAL_DIRECTORY_KEY", "key", 1);
  EXPECT_THAT(problems("PORTAL_DIRECTORY_URL", "http://evil.example"),
              ::testing::ElementsAre(::testing::StartsWith("directory.url")));
  EXPECT_THAT(problems("PORTAL_DIRECTORY_URL", ""),
              ::testing::ElementsAre(::testing::StartsWith("directory.url")));
  EXPECT_THAT(problems("PORTAL_DIRECTORY_URL", "https://directory.example"), ::testing::IsEmpty());
  unsetenv("PORTAL_DIRECTORY_KEY");
  EXPECT_THAT(problems("PORTAL_DIRECTORY_URL", "https://directory.example"),
              ::testing::ElementsAre(::testing::StartsWith("directory.key")));
  unsetenv("PORTAL_DIRECTORY_KIND");
}

TEST_F(Problems, PostgreSqlNeedsAKeyThatAllCopiesShare) {
  EXPECT_THAT(problems("PORTAL_DATABASE_URL", "postgresql://127.0.0.1/portal"),
              ::testing::ElementsAre(::testing::StartsWith("secret_key")));
}

TEST_F(Problems, TheAddressesFollowTheNormalisedBaseUrl) {
  setenv("PORTAL_BASE_URL", "HTTPS://Portal.Example:443/", 1);
  setenv("PORTAL_HOSTS", "Portal.Example:443, other.example", 1);
  auto loaded = load_settings({});
  unsetenv("PORTAL_BASE_URL");
  unsetenv("PORTAL_HOSTS");
  ASSERT_THAT(loaded.problems, ::testing::IsEmpty());
  settle_addresses(loaded.settings, 8080);
  EXPECT_EQ(loaded.settings.registrations.base_url, "https://portal.example");
  EXPECT_THAT(loaded.settings.server.hosts,
              ::testing::ElementsAre("portal.example:443", "other.example"));
  EXPECT_THAT(loaded.settings.identity.origins,
              ::testing::ElementsAre("https://portal.example", "https://other.example"));
}

}  // namespace
}  // namespace app
