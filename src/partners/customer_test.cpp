#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "partners/testing.hpp"

namespace partners {
namespace {

class Customer : public testing::PartnersTest {
 protected:
  base::PartnerId first = partner("Alpha");
  base::PartnerId second = partner("Beta");
  base::AccountId account = base::AccountId::make(clock.now(), random.ten());

  base::RegistrationId registration() {
    return base::RegistrationId::make(clock.now(), random.ten());
  }
  base::Result<> claims(const base::PartnerId& who, const base::RegistrationId& by,
                        const base::AccountId& what) {
    return database().write([&](database::Transaction& transaction) {
      return claim(transaction, what, who, by, Agreed::plain, clock.now());
    });
  }
  template <class Verb, class... More>
  void does(Verb verb, const base::RegistrationId& by, More... more) {
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      verb(transaction, account, by, more...);
      return {};
    }));
  }
  std::optional<Holder> holder() {
    return database().read(
        [&](database::Snapshot& snapshot) { return holder_of(snapshot, account); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Customer, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Customer, an_account_has_one_holder_from_claim_to_end) {
  const auto by_first = registration();
  const auto by_second = registration();
  EXPECT_FALSE(holder());
  ASSERT_TRUE(claims(first, by_first, account));
  EXPECT_EQ(holder()->partner, first);
  EXPECT_EQ(holder()->registration, by_first);
  for (const auto& who : {first, second}) {
    const auto refused = claims(who, by_second, account);
    EXPECT_EQ(refused.error().code, "belongs_to_partner");
    EXPECT_EQ(refused.error().kind, base::ErrorKind::conflict);
  }
  does(confirm, by_first, clock.now());
  EXPECT_FALSE(claims(second, by_second, account));
  does(end, by_first, clock.now());
  EXPECT_FALSE(holder());
  ASSERT_TRUE(claims(second, by_second, account));
  EXPECT_EQ(holder()->partner, second);
  does(confirm, by_second, clock.now());
  EXPECT_EQ(database::testing::rows_of(database(), "customer"), 1);
}

TEST_P(Customer, a_claim_that_came_to_nothing_frees_the_account) {
  const auto by_first = registration();
  ASSERT_TRUE(claims(first, by_first, account));
  does(give_up, registration());
  EXPECT_TRUE(holder());
  does(give_up, by_first);
  EXPECT_FALSE(holder());
  EXPECT_TRUE(claims(second, registration(), account));
}

TEST_P(Customer, giving_up_never_removes_a_customer) {
  const auto by_first = registration();
  ASSERT_TRUE(claims(first, by_first, account));
  does(confirm, by_first, clock.now());
  does(give_up, by_first);
  EXPECT_EQ(holder()->partner, first);
}

TEST_P(Customer, an_end_before_the_beginning_by_the_clock_is_the_beginning) {
  const auto by_first = registration();
  ASSERT_TRUE(claims(first, by_first, account));
  does(confirm, by_first, clock.now());
  clock.advance(-std::chrono::hours(1));
  does(end, by_first, clock.now());
  EXPECT_FALSE(holder());
}

TEST_P(Customer, of_all_who_race_for_an_account_exactly_one_gets_it) {
  for (int round = 0; round < 20; ++round) {
    const auto contested = base::AccountId::make(clock.now(), random.ten());
    std::atomic<int> winners = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&, i] {
        if (claims(i % 2 == 0 ? first : second, registration(), contested)) ++winners;
      });
    for (auto& thread : threads) thread.join();
    ASSERT_EQ(winners, 1);
  }
}

}  // namespace
}  // namespace partners
