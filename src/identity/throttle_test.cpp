#include "identity/throttle.hpp"

#include <gtest/gtest.h>

#include "platform/database/testing.hpp"

namespace identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr ThrottleRule rule{3, seconds(1), seconds(60), hours(1)};

TEST(IdentityThrottle, waits_grow_and_stop_growing) {
  EXPECT_EQ(wait_after(rule, 0), seconds(0));
  EXPECT_EQ(wait_after(rule, 2), seconds(0));
  EXPECT_EQ(wait_after(rule, 3), seconds(1));
  EXPECT_EQ(wait_after(rule, 4), seconds(2));
  EXPECT_EQ(wait_after(rule, 8), seconds(32));
  EXPECT_EQ(wait_after(rule, 9), seconds(60));
  EXPECT_EQ(wait_after(rule, 1'000'000), seconds(60));
}

TEST(IdentityThrottle, an_ipv6_client_is_its_network) {
  EXPECT_EQ(throttled_network("2001:db8:1:2:3:4:5:6"), throttled_network("2001:db8:1:2::9"));
  EXPECT_NE(throttled_network("2001:db8:1:2::9"), throttled_network("2001:db8:1:3::9"));
  EXPECT_EQ(throttled_network("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(throttled_network("192.0.2.7"), "192.0.2.7");
}

class IdentityThrottleStore : public database::testing::StoreTest {
 protected:
  base::Result<> count(base::Instant now, const std::string& text = "k") {
    return database().write([&](database::Transaction& transaction) {
      return count_try(transaction, {{text, rule}}, now);
    });
  }
  base::Instant start = base::from_microseconds(1'780'000'000'000'000);
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityThrottleStore, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentityThrottleStore, refuses_until_the_wait_is_over_and_says_how_long) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(count(start));
  const auto refused = count(start + std::chrono::milliseconds(100));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "identity.too_many_tries");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::too_many);
  EXPECT_EQ(refused.error().values.front().second, "1");
  EXPECT_TRUE(count(start + seconds(1)));
  EXPECT_FALSE(count(start + seconds(2)));
  EXPECT_TRUE(count(start, "another"));
}

TEST_P(IdentityThrottleStore, a_refused_try_makes_the_wait_no_longer) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(count(start));
  for (int i = 0; i < 50; ++i) ASSERT_FALSE(count(start + std::chrono::milliseconds(i)));
  EXPECT_TRUE(count(start + seconds(1)));
}

TEST_P(IdentityThrottleStore, forgets_after_a_quiet_time_and_after_a_success) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(count(start));
  EXPECT_TRUE(count(start + hours(2)));
  EXPECT_TRUE(count(start + hours(2)));
  EXPECT_TRUE(count(start + hours(2)));
  EXPECT_FALSE(count(start + hours(2)));
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
    forget_tries(transaction, {"k", rule});
    return {};
  }));
  EXPECT_TRUE(count(start + hours(2)));
}

TEST_P(IdentityThrottleStore, a_clock_that_was_ahead_makes_nobody_wait_longer_than_the_rule) {
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(count(start + hours(24) + seconds(i * 61)));
  EXPECT_FALSE(count(start));
  const auto refused = count(start);
  EXPECT_LE(std::stoi(refused.error().values.front().second), 60);
}

}  // namespace
}  // namespace identity
