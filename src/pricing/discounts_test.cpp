#include <gtest/gtest.h>

#include "pricing/testing.hpp"

namespace pricing {
namespace {

class Discounts : public testing::PricingTest {
 protected:
  static std::string code_of(const base::Result<>& result) {
    return result ? "" : result.error().code;
  }
  template <class T>
  static std::string code_of(const base::Result<T>& result) {
    return result ? "" : result.error().code;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Discounts, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Discounts, of_a_partner_is_asked_for_approved_and_active_by_the_clock) {
  EXPECT_EQ(code_of(asks("2026-07-06", {{vserver, 2000}})), "pricing.too_early");
  const auto asked = asks("2026-07-07", {{vserver, 2000}, {gpu, 1200}});
  ASSERT_TRUE(asked);
  EXPECT_EQ(status(*asked), PartnerStatus::pending);
  EXPECT_EQ(base::to_rfc3339(*discount(*asked).due_at), "2026-07-08T17:00:00Z");
  EXPECT_EQ(code_of(asks("2026-07-08", {{vserver, 2100}})), "pricing.pending_exists");
  ASSERT_TRUE(approves(*asked));
  EXPECT_EQ(status(*asked), PartnerStatus::scheduled);
  EXPECT_EQ(code_of(approves(*asked)), "pricing.wrong_state");
  clock.set(at("2026-07-07") - std::chrono::microseconds{1});
  EXPECT_EQ(status(*asked), PartnerStatus::scheduled);
  travel_to("2026-07-07");
  EXPECT_EQ(status(*asked), PartnerStatus::active);
  EXPECT_EQ(database::testing::rows_of(database(), "outbox"), 0) << "nobody to write to";
}

TEST_P(Discounts, of_a_partner_replaces_the_whole_set_where_the_next_one_begins) {
  list(vserver, "1000", "2026-01-01");
  list(vstorage, "100", "2026-01-01");
  const auto first = asks("2026-07-07", {{vserver, 2000}, {vstorage, 1200}}).value();
  ASSERT_TRUE(approves(first));
  const auto second = asks("2026-08-01", {{vserver, 2500}}).value();
  ASSERT_TRUE(approves(second, {{{vserver, 2300}}}));
  EXPECT_EQ(discount(second).granted, (std::vector<TargetRate>{{vserver, 2300}}));
  EXPECT_EQ(discount(second).asked, (std::vector<TargetRate>{{vserver, 2500}}));
  EXPECT_EQ(discount(first).effective_until, at("2026-08-01"));
  EXPECT_EQ(quoted(vstorage, at("2026-07-31"))->cost.text(), "88");
  EXPECT_EQ(quoted(vstorage, at("2026-08-01"))->cost.text(), "100") << "not named, so lost";
  EXPECT_EQ(quoted(vserver, at("2026-08-01"))->cost.text(), "770");
  // One that begins before a scheduled one ends where that one begins.
  const auto between = asks("2026-07-20", {{vserver, 100}}).value();
  ASSERT_TRUE(approves(between));
  EXPECT_EQ(discount(between).effective_until, at("2026-08-01"));
  EXPECT_EQ(discount(first).effective_until, at("2026-07-20"));
  EXPECT_EQ(quoted(vserver, at("2026-07-31"))->cost.text(), "990");
  // One of the same day takes the place of the one that never held.
  const auto instead = asks("2026-08-01", {{vserver, 500}}).value();
  ASSERT_TRUE(approves(instead));
  EXPECT_EQ(quoted(vserver, at("2026-08-01"))->cost.text(), "950");
  EXPECT_EQ(status(second), PartnerStatus::expired) << "it never holds";
  travel_to("2026-08-01");
  EXPECT_EQ(status(second), PartnerStatus::expired);
  EXPECT_EQ(status(instead), PartnerStatus::active);
}

TEST_P(Discounts, of_a_partner_approved_late_holds_from_that_moment_on) {
  list(vserver, "1000", "2026-01-01");
  const auto asked = asks("2026-07-07", {{vserver, 2000}}).value();
  const auto approval = at("2026-07-09") + std::chrono::hours{15};
  clock.set(approval);
  ASSERT_TRUE(approves(asked));
  EXPECT_EQ(status(asked), PartnerStatus::active);
  EXPECT_EQ(quoted(vserver, approval)->cost.text(), "1000") << "an order of before keeps its price";
  EXPECT_EQ(quoted(vserver, clock.now())->cost.text(), "800");
}

TEST_P(Discounts, of_a_partner_that_waits_can_be_withdrawn_or_rejected_once) {
  const auto first = asks("2026-07-07", {{vserver, 2000}}).value();
  ASSERT_TRUE(as(staff, [&](Act& act) { return withdraw(act, discount_in(act, first)); }));
  EXPECT_EQ(status(first), PartnerStatus::withdrawn);
  const auto second = asks("2026-07-07", {{vserver, 2000}}).value();
  ASSERT_TRUE(as(boss, [&](Act& act) { return reject(act, discount_in(act, second), "Cao quá"); }));
  EXPECT_EQ(status(second), PartnerStatus::rejected);
  EXPECT_EQ(discount(second).reason, "Cao quá");
  EXPECT_EQ(code_of(as(staff, [&](Act& act) { return withdraw(act, discount_in(act, second)); })),
            "pricing.wrong_state");
  EXPECT_EQ(code_of(approves(second)), "pricing.wrong_state");
  EXPECT_TRUE(asks("2026-07-07", {{vserver, 2000}}));
}

TEST_P(Discounts, of_a_customer_begin_after_three_working_days) {
  EXPECT_EQ(code_of(sets("2026-07-07", "2026-07-31", {{vserver, 0}})), "pricing.too_early");
  EXPECT_TRUE(sets("2026-07-08", "2026-07-31", {{vserver, 0}}));
  settings.customer_lead.days = 0;
  EXPECT_TRUE(sets("2026-07-03", "2026-07-03", {{vstorage, 0}})) << "at once";
  settings.most_customer_points = 3000;
  EXPECT_EQ(code_of(sets("2026-07-09", "2026-07-31", {{vserver, 3001}}, "Lý do")),
            "pricing.rate_too_high");
}

TEST_P(Discounts, of_a_customer_end_and_replace_only_what_they_name) {
  list(vserver, "1000", "2026-01-01");
  list(vstorage, "1000", "2026-01-01");
  settings.below_cost = BelowCost::allow;
  const auto both = sets("2026-07-08", "2026-12-31", {{vserver, 500}, {vstorage, 300}}).value();
  travel_to("2026-07-10");
  const auto later = sets("2026-09-01", "2026-09-30", {{vserver, 900}}).value();
  EXPECT_EQ(*customer_discount(both).rates.front().rate.until, at("2026-09-01"));
  const auto sale = [&](const Target& target, std::string_view day) {
    return quoted(target, at(day))->sale.text();
  };
  EXPECT_EQ(sale(vserver, "2026-08-31"), "950");
  EXPECT_EQ(sale(vserver, "2026-09-01"), "910");
  EXPECT_EQ(sale(vserver, "2026-10-01"), "1000") << "the one that was ended does not come back";
  EXPECT_EQ(sale(vstorage, "2026-10-01"), "970") << "not named, so it stays";
  // What has not begun and overlaps is replaced whole, also where the new one begins later.
  const auto instead = sets("2026-09-15", "2026-10-15", {{vserver, 100}}).value();
  EXPECT_EQ(sale(vserver, "2026-09-10"), "1000");
  EXPECT_EQ(sale(vserver, "2026-09-20"), "990");
  const auto replaced = customer_discount(later).rates.front();
  EXPECT_EQ(replaced.end, End::replaced);
  EXPECT_EQ(*replaced.rate.until, replaced.rate.from);
  EXPECT_EQ(status_at(customer_discount(later), clock.now()), CustomerStatus::expired);
  EXPECT_EQ(status_at(customer_discount(instead), clock.now()), CustomerStatus::scheduled);
  EXPECT_EQ(status_at(customer_discount(both), clock.now()), CustomerStatus::active);
}

TEST_P(Discounts, of_a_customer_below_cost_need_a_reason_and_an_admin) {
  list(vserver, "1000", "2026-01-01");
  list(gpu, "9000", "2026-01-01");
  const auto asked = asks("2026-07-07", {{vserver, 2000}, {gpu, 500}}).value();
  ASSERT_TRUE(approves(asked));
  const std::vector<TargetRate> rates{{vserver, 1000}};
  const auto refused = sets("2026-07-08", "2026-07-31", rates);
  EXPECT_EQ(code_of(refused), "pricing.below_cost_reason_required") << "the group is below cost";
  EXPECT_EQ(refused.error().fields.front().pointer, "/below_cost_reason");
  EXPECT_EQ(code_of(sets("2026-07-08", "2026-07-31", rates, "Giữ khách", MaySellBelowCost::no)),
            "pricing.below_cost_not_allowed");
  settings.below_cost = BelowCost::refuse;
  EXPECT_EQ(code_of(sets("2026-07-08", "2026-07-31", rates, "Giữ khách")),
            "pricing.below_cost_refused");
  settings.below_cost = BelowCost::reason;
  EXPECT_TRUE(sets("2026-07-08", "2026-07-31", {{vserver, 1000}, {gpu, 500}}))
      << "its own rate keeps the group at cost";
  EXPECT_TRUE(sets("2026-08-08", "2026-08-31", rates, "Giữ khách"));
}

TEST_P(Discounts, of_a_customer_are_held_against_every_cost_of_their_time) {
  list(vserver, "1000", "2026-01-01");
  ASSERT_TRUE(approves(asks("2026-07-07", {{vserver, 2000}}).value()));
  ASSERT_TRUE(approves(asks("2026-08-15", {{vserver, 500}}).value()));
  EXPECT_TRUE(sets("2026-07-08", "2026-08-14", {{vserver, 1500}}));
  EXPECT_EQ(code_of(sets("2026-07-08", "2026-08-15", {{vserver, 1500}})),
            "pricing.below_cost_reason_required");
  const auto planned = database().read([&](database::Snapshot& snapshot) {
    return plan(snapshot, installation, account, partner,
                {on("2026-07-08"), on("2026-08-15"), {{vserver, 1500}}}, clock.now());
  });
  ASSERT_TRUE(planned);
  ASSERT_EQ(planned->effects.size(), 1);
  EXPECT_EQ(planned->effects.front().lowest_partner_points, 500);
  EXPECT_EQ(planned->effects.front().quote->sale.text(), "850");
  EXPECT_EQ(planned->effects.front().quote->margin.text(), "50");
  ASSERT_EQ(planned->ended.size(), 1);
}

TEST_P(Discounts, of_a_customer_end_with_the_customer) {
  list(vserver, "1000", "2026-01-01");
  settings.below_cost = BelowCost::allow;
  const auto now_and_then = sets("2026-07-08", "2026-12-31", {{vserver, 500}}).value();
  travel_to("2026-07-10");
  const auto scheduled = sets("2026-07-20", "2026-12-31", {{vstorage, 500}}).value();
  const auto version = [&] {
    return database().read(
        [&](database::Snapshot& snapshot) { return set_version(snapshot, partner, account); });
  };
  const auto before = version();
  end_customer(account, registration);
  ASSERT_TRUE(as(boss, [&](Act& act) -> base::Result<> {
    pricing::end_customer(act.transaction, partner, account, act.origin, act.fresh);
    return {};
  }));
  EXPECT_NE(version(), before);
  EXPECT_EQ(status_at(customer_discount(now_and_then), clock.now()), CustomerStatus::expired);
  EXPECT_EQ(customer_discount(scheduled).rates.front().end, End::customer_left);
  EXPECT_EQ(status_at(customer_discount(scheduled), clock.now()), CustomerStatus::expired);
  EXPECT_EQ(code_of(sets("2026-08-01", "2026-08-02", {{vserver, 1}})), "pricing.not_a_customer");
}

TEST_P(Discounts, are_guarded_by_the_database_as_well) {
  settings.below_cost = BelowCost::allow;
  const auto made = customer_discount(sets("2026-07-08", "2026-07-31", {{vserver, 500}}).value());
  const auto attempt = [&](base::Instant from, base::Instant until) {
    CustomerDiscount forged = made;
    forged.id = fresh().id<CustomerDiscountId>();
    clock.advance(std::chrono::milliseconds{1});
    forged.set_at = clock.now();
    forged.rates.front().rate.from = from;
    forged.rates.front().rate.until = until;
    try {
      const auto done = write([&](database::Transaction& transaction) -> base::Result<> {
        store::insert(transaction, forged);
        return {};
      });
      return std::string(done ? "done" : "refused");
    } catch (const std::logic_error& error) {
      return std::string(error.what());
    }
  };
  EXPECT_NE(attempt(at("2026-07-31"), at("2026-08-31")).find("customer_discount_rate_overlap"),
            std::string::npos);
  EXPECT_NE(attempt(at("2026-07-01"), at("2026-07-07")).find("customer_discount_rate_back_dated"),
            std::string::npos);
  EXPECT_EQ(attempt(at("2026-08-01"), at("2026-08-31")), "done");
}

TEST_P(Discounts, leave_exactly_one_rate_at_any_moment_whatever_is_set) {
  settings.below_cost = BelowCost::allow;
  list(vserver, "1000", "2026-01-01");
  std::uint64_t state = 42;
  const auto below = [&](std::uint64_t most) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state >> 33U) % most);
  };
  const std::vector<Target> targets{vserver, gpu, vstorage};
  for (int i = 0; i < 150; ++i) {
    const auto today = base::day_in_zone(clock.now(), settings.zone);
    const auto from = settings.working_days.after(today, 3 + below(20));
    const base::Day to = std::chrono::sys_days{from} + std::chrono::days{below(40)};
    const auto done = sets(base::to_iso_day(from), base::to_iso_day(to),
                           {{targets[static_cast<std::size_t>(below(3))], below(3000)}});
    ASSERT_TRUE(done) << done.error().code;
    clock.advance(std::chrono::hours{below(72)});
  }
  // Terms ENSUREs that rates do not overlap.
  const auto kept = database().read([&](database::Snapshot& snapshot) {
    return store::customer_rates_between(snapshot, {partner, account}, base::from_microseconds(0),
                                         base::Instant::max(), std::nullopt);
  });
  Terms terms(settings.zone);
  for (const auto& each : kept) terms.add_customer_rate(each.kept.rate);
  EXPECT_GT(kept.size(), 20U);
}

}  // namespace
}  // namespace pricing
