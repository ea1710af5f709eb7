#include "platform/http/address.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace http {
namespace {

std::string client(const std::vector<std::string>& trusted, std::string_view peer,
                   const std::vector<std::string>& forwarded) {
  Fields headers;
  for (const auto& value : forwarded) headers.emplace_back("x-forwarded-for", value);
  return TrustedProxies(trusted).client_of(*Address::parse(peer), headers).text();
}

TEST(Address, IsWrittenInOneWay) {
  EXPECT_EQ(Address::parse("::ffff:10.0.0.1")->text(), "10.0.0.1");
  EXPECT_EQ(Address::parse("2001:DB8:0::1")->text(), "2001:db8::1");
  EXPECT_EQ(Address::parse("::ffff:10.0.0.1"), Address::parse("10.0.0.1"));
  for (const auto* text : {"", "10.0.0", "10.0.0.1.2", "010.0.0.1", "x", "10.0.0.1 ", "[::1]"}) {
    EXPECT_FALSE(Address::parse(text).has_value()) << text;
  }
}

TEST(Address, CountsASubscriberOfIPv6ByItsNetwork) {
  const auto one = Address::parse("2001:db8:1:2::1")->subscriber();
  EXPECT_EQ(one, Address::parse("2001:db8:1:2:ffff::9")->subscriber());
  EXPECT_NE(one, Address::parse("2001:db8:1:3::1")->subscriber());
  EXPECT_NE(Address::parse("10.0.0.1")->subscriber(), Address::parse("10.0.0.2")->subscriber());
}

TEST(ForwardedFor, IsIgnoredFromWhoeverIsNotTrusted) {
  EXPECT_EQ(client({}, "192.0.2.1", {"198.51.100.7"}), "192.0.2.1");
  EXPECT_EQ(client({"10.0.0.0/8"}, "192.0.2.1", {"198.51.100.7"}), "192.0.2.1");
}

TEST(ForwardedFor, GivesTheRightmostThatIsNoProxy) {
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.1.1", {"198.51.100.7"}), "198.51.100.7");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.1.1", {"6.6.6.6, 198.51.100.7, 10.2.2.2"}),
            "198.51.100.7");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.1.1", {"6.6.6.6", "198.51.100.7"}), "198.51.100.7");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.1.1", {"10.3.3.3, 10.2.2.2"}), "10.3.3.3");
  EXPECT_EQ(client({"2001:db8::/32"}, "2001:db8::1", {"2001:db9::7"}), "2001:db9::7");
}

TEST(ForwardedFor, BelievesNothingLeftOfWhatItCannotRead) {
  EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"198.51.100.7, unknown"}), "10.0.0.1");
  EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"' OR 1=1"}), "10.0.0.1");
  EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {}), "10.0.0.1");
}

TEST(TrustedProxies, RefuseWhatIsNoNetwork) {
  for (const auto* entry : {"proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", ""}) {
    EXPECT_THROW(TrustedProxies({entry}), std::runtime_error) << entry;
  }
}

}  // namespace
}  // namespace http
