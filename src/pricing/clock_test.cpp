#include <gtest/gtest.h>

#include "events/events.hpp"
#include "pricing/testing.hpp"

namespace pricing {
namespace {

class PricesByTheClock : public testing::PricingTest {
 protected:
  PricesByTheClock() {
    list(vserver, "1000", "2026-01-01");
    settings.below_cost = BelowCost::allow;
    add_staff("lan@alpha.example", identity::Role::partner_admin);
  }
  void add_staff(const std::string& email, identity::Role role) {
    crypto::Fresh drawn = fresh();
    const identity::NewPerson made{.id = drawn.id<base::UserId>(),
                                   .email = base::Email::parse(email).value(),
                                   .name = "Lan",
                                   .partner = partner,
                                   .roles = {role},
                                   .password_hash = "x"};
    const identity::Stamp stamp{{}, clock.now(), drawn.id<base::AuditId>()};
    EXPECT_TRUE(write([&](database::Transaction& transaction) {
      return identity::add_person(transaction, made, stamp);
    }));
  }
  using Verb = int (*)(database::Transaction&, const Installation&, crypto::Fresh&, int);
  int tells(Verb verb) {
    const crypto::Fresh drawn = fresh();
    return write([&](database::Transaction& transaction) -> base::Result<int> {
             crypto::Fresh own = drawn;
             return verb(transaction, installation, own, 100);
           })
        .value();
  }
  std::vector<std::string> events() {
    EXPECT_TRUE(write([&](database::Transaction& transaction) -> base::Result<int> {
      while (::events::place(transaction, 100) > 0) {
      }
      return 0;
    }));
    return database().read([&](database::Snapshot& snapshot) {
      std::vector<std::string> types;
      for (const auto& placed : ::events::list(snapshot, 0, 100))
        types.push_back(placed.event.type + " " + placed.event.discount.value_or(""));
      return types;
    });
  }
  std::int64_t mails() { return database::testing::rows_of(database(), "outbox"); }
};
INSTANTIATE_TEST_SUITE_P(Engines, PricesByTheClock, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(PricesByTheClock, a_partners_set_is_told_once_when_it_begins_and_ends_also_after_an_outage) {
  const auto first = asks("2026-07-07", {{vserver, 2000}}).value();
  ASSERT_TRUE(approves(first));
  const auto second = asks("2026-07-20", {{vserver, 2500}}).value();
  ASSERT_TRUE(approves(second));
  const auto after_approvals = mails();
  EXPECT_EQ(after_approvals, 2) << "approved, twice";
  EXPECT_EQ(tells(tell_partner_changes), 0);
  travel_to("2026-07-07");
  EXPECT_EQ(tells(tell_partner_changes), 1);
  EXPECT_EQ(tells(tell_partner_changes), 0);
  EXPECT_EQ(mails(), after_approvals + 1);
  // The program was down for two weeks.
  travel_to("2026-08-03");
  EXPECT_EQ(tells(tell_partner_changes), 2);
  EXPECT_EQ(tells(tell_partner_changes), 0);
  EXPECT_EQ(mails(), after_approvals + 2);
  EXPECT_EQ(events(), (std::vector<std::string>{"price.partner_discount_began " + first.text(),
                                                "price.partner_discount_ended " + first.text(),
                                                "price.partner_discount_began " + second.text()}));
}

TEST_P(PricesByTheClock, what_never_held_is_told_to_nobody) {
  ASSERT_TRUE(approves(asks("2026-07-20", {{vserver, 2000}}).value()));
  const auto instead = asks("2026-07-20", {{vserver, 2500}}).value();
  ASSERT_TRUE(approves(instead));
  const auto customers = sets("2026-07-20", "2026-07-31", {{vserver, 500}}).value();
  const auto later = sets("2026-07-21", "2026-07-31", {{vserver, 600}}).value();
  ASSERT_NE(customers, later);
  travel_to("2026-07-22");
  tells(tell_partner_changes);
  tells(tell_customer_changes);
  EXPECT_EQ(events(), (std::vector<std::string>{"price.partner_discount_began " + instead.text(),
                                                "price.customer_discount_began " + later.text()}));
}

TEST_P(PricesByTheClock, the_partner_is_told_before_an_end_and_the_customer_before_a_rise) {
  ASSERT_TRUE(sets("2026-07-08", "2026-07-31", {{vserver, 1000}, {vstorage, 500}}));
  EXPECT_EQ(tells(tell_ends), 0) << "it has not begun";
  travel_to("2026-07-08");
  EXPECT_EQ(tells(tell_ends), 0) << "the end is far";
  travel_to("2026-07-26");
  EXPECT_EQ(tells(tell_ends), 1);
  EXPECT_EQ(mails(), 1) << "to the partner";
  // A lower rate follows one of the two, and the other one goes on.
  ASSERT_TRUE(sets("2026-08-01", "2026-08-31", {{vserver, 400}, {vstorage, 700}}));
  travel_to("2026-07-29");
  EXPECT_EQ(tells(tell_ends), 1);
  EXPECT_EQ(mails(), 2) << "to the customer, of vserver alone";
  EXPECT_EQ(tells(tell_ends), 0);
}

TEST_P(PricesByTheClock, nobody_is_told_where_the_settings_say_never) {
  settings.end_notice_days = settings.rise_notice_days = 0;
  ASSERT_TRUE(sets("2026-07-08", "2026-07-31", {{vserver, 1000}}));
  travel_to("2026-07-31");
  EXPECT_EQ(tells(tell_ends), 0);
  EXPECT_EQ(mails(), 0);
}

}  // namespace
}  // namespace pricing
