#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "pricing/pricing.hpp"

namespace pricing {
namespace {

const std::string zone = "Asia/Ho_Chi_Minh";

base::Day on(std::string_view text) {
  return base::parse_iso_day(text).value();
}
base::Instant at(std::string_view text) {
  return base::start_of_day(on(text), zone);
}
Target product(const std::string& name) {
  return {ProductId::stored("prd_" + name)};
}
Target group(const std::string& name, const std::string& part) {
  return {ProductId::stored("prd_" + name), GroupId::stored("pgr_" + part)};
}
ListPrice price(std::string_view amount, std::string_view from, int tax_bp = 1000,
                bool included = true) {
  return {base::Decimal::parse(amount, 15, 12).value(), "VND", tax_bp, included, on(from)};
}

/// 2026 and 2027 as the government decided 2026's: a week at the Lunar New Year, one Saturday made
/// up.
const base::WorkingDays calendar{
    {on("2026-01-01"), on("2026-02-16"), on("2026-02-17"), on("2026-02-18"), on("2026-02-19"),
     on("2026-02-20"), on("2026-04-27"), on("2026-04-30"), on("2026-05-01"), on("2026-09-01"),
     on("2026-09-02")},
    {on("2026-08-22")}};

struct DayCase {
  const char* today;
  int days;
  Unit unit;
  const char* partner;
  const char* customer;
};

TEST(DiscountDays, are_counted_from_today_by_calendar_or_by_working_days) {
  using enum Unit;
  const std::vector<DayCase> cases{// The provider's own examples.
                                   {"2026-07-03", 3, calendar_days, "2026-07-07", "2026-07-06"},
                                   {"2026-07-03", 3, working_days, "2026-07-09", "2026-07-08"},
                                   // Any day of one week.
                                   {"2026-07-04", 3, working_days, "2026-07-09", "2026-07-08"},
                                   {"2026-07-05", 3, working_days, "2026-07-09", "2026-07-08"},
                                   {"2026-07-06", 3, working_days, "2026-07-10", "2026-07-09"},
                                   {"2026-07-07", 3, working_days, "2026-07-11", "2026-07-10"},
                                   {"2026-07-08", 3, working_days, "2026-07-14", "2026-07-13"},
                                   // Over a holiday of a week, with its weekends.
                                   {"2026-02-13", 3, working_days, "2026-02-26", "2026-02-25"},
                                   {"2026-02-13", 3, calendar_days, "2026-02-17", "2026-02-16"},
                                   // A Saturday that is made up counts.
                                   {"2026-08-20", 3, working_days, "2026-08-25", "2026-08-24"},
                                   {"2026-08-20", 2, working_days, "2026-08-23", "2026-08-22"},
                                   // Month's and year's ends, leap days.
                                   {"2026-04-29", 3, working_days, "2026-05-07", "2026-05-06"},
                                   {"2026-12-30", 3, calendar_days, "2027-01-03", "2027-01-02"},
                                   {"2028-02-27", 1, calendar_days, "2028-02-29", "2028-02-28"},
                                   {"2028-02-28", 1, working_days, "2028-03-01", "2028-02-29"},
                                   {"2027-02-27", 1, calendar_days, "2027-03-01", "2027-02-28"},
                                   // At once.
                                   {"2026-07-04", 0, calendar_days, "2026-07-05", "2026-07-04"},
                                   {"2026-07-04", 0, working_days, "2026-07-05", "2026-07-04"}};
  for (const DayCase& each : cases) {
    const Lead lead{each.days, each.unit};
    const auto said = [&](base::Day found) {
      return std::string(each.today) + " " + std::to_string(each.days) + " " +
             base::to_iso_day(found);
    };
    const auto partner = earliest_for_partner(on(each.today), lead, calendar);
    const auto customer = earliest_for_customer(on(each.today), lead, calendar);
    EXPECT_EQ(partner, on(each.partner)) << said(partner);
    EXPECT_EQ(customer, on(each.customer)) << said(customer);
  }
}

TEST(Quote, follows_the_path_of_the_money) {
  Terms terms(zone);
  terms.add_list_price(product("vserver"), price("1000000", "2026-01-01"));
  terms.add_customer_rate({product("vserver"), 500, at("2026-07-08"), at("2026-08-01")});
  terms.add_partner_rate({product("vserver"), 2000, at("2026-07-07")});
  const auto quoted = quote(terms, product("vserver"), "VND", at("2026-07-15"));
  ASSERT_TRUE(quoted);
  EXPECT_EQ(quoted->sale.text(), "950000");
  EXPECT_EQ(quoted->cost.text(), "800000");
  EXPECT_EQ(quoted->margin.text(), "150000");
  EXPECT_EQ(quoted->tax.text(), "86363.636363636364");
  EXPECT_EQ(quoted->customer_points(), 500);
  EXPECT_EQ(quoted->partner_points(), 2000);
  EXPECT_FALSE(quote(terms, product("vstorage"), "VND", at("2026-07-15")));
  EXPECT_FALSE(quote(terms, product("vserver"), "USD", at("2026-07-15")));
  EXPECT_FALSE(quote(terms, product("vserver"), "VND", at("2025-12-31")));
}

TEST(Quote, changes_at_midnight_of_the_providers_zone) {
  Terms terms(zone);
  terms.add_list_price(product("p"), price("100", "2026-01-01"));
  terms.add_list_price(product("p"), price("200", "2026-07-08"));
  terms.add_customer_rate({product("p"), 1000, at("2026-07-08"), at("2026-07-10")});
  const auto sale = [&](base::Instant moment) {
    return quote(terms, product("p"), "VND", moment)->sale.text();
  };
  const auto moment = std::chrono::microseconds{1};
  EXPECT_EQ(sale(at("2026-07-08") - moment), "100");
  EXPECT_EQ(sale(at("2026-07-08")), "180");
  EXPECT_EQ(sale(at("2026-07-10") - moment), "180");
  EXPECT_EQ(sale(at("2026-07-10")), "200");
  EXPECT_EQ(base::to_rfc3339(at("2026-07-08")), "2026-07-07T17:00:00Z");
}

TEST(Quote, takes_the_narrower_rate_also_where_it_is_none) {
  Terms terms(zone);
  terms.add_list_price(product("p"), price("100", "2026-01-01"));
  terms.add_list_price(group("p", "gpu"), price("1000", "2026-01-01"));
  terms.add_customer_rate({product("p"), 1000, at("2026-01-01"), at("2027-01-01")});
  terms.add_customer_rate({group("p", "gpu"), 0, at("2026-06-01"), at("2026-07-01")});
  terms.add_partner_rate({group("p", "gpu"), 300, at("2026-01-01")});
  terms.add_partner_rate({product("p"), 2000, at("2026-01-01")});
  const auto gpu = [&](std::string_view moment) {
    return quote(terms, group("p", "gpu"), "VND", at(moment)).value();
  };
  EXPECT_EQ(gpu("2026-05-31").sale.text(), "900");
  EXPECT_EQ(gpu("2026-06-01").sale.text(), "1000");
  EXPECT_EQ(gpu("2026-07-01").sale.text(), "900");
  EXPECT_EQ(gpu("2026-06-01").cost.text(), "970");
  EXPECT_FALSE(gpu("2026-06-01").list_of_product);
  const auto disk = quote(terms, group("p", "disk"), "VND", at("2026-06-01")).value();
  EXPECT_TRUE(disk.list_of_product);
  EXPECT_EQ(disk.sale.text(), "90");
  EXPECT_EQ(disk.cost.text(), "80");
}

TEST(Quote, lets_a_deal_stand_before_the_partners_common_rate) {
  Terms terms(zone);
  terms.add_list_price(product("p"), price("100", "2026-01-01"));
  terms.add_partner_rate({product("p"), 2000, at("2026-01-01")});
  terms.add_deal_rate({product("p"), 3500, at("2026-03-01"), at("2026-04-01")});
  EXPECT_EQ(quote(terms, product("p"), "VND", at("2026-02-28"))->cost.text(), "80");
  EXPECT_EQ(quote(terms, product("p"), "VND", at("2026-03-31"))->cost.text(), "65");
  EXPECT_EQ(quote(terms, product("p"), "VND", at("2026-04-01"))->cost.text(), "80");
}

TEST(Quote, rounds_once_half_even_and_its_parts_are_the_whole) {
  std::mt19937_64 random(20'260'703);
  const auto below = [&](std::uint64_t most) { return static_cast<int>(random() % (most + 1)); };
  for (int i = 0; i < 2000; ++i) {
    Terms terms(zone);
    auto digits = std::to_string(random() % 1'000'000'000'000ULL);
    if (below(1) == 1) digits += "." + std::to_string(random() % 1'000'000'000'000ULL);
    ListPrice list = price(digits, "2026-01-01", below(10'000), below(1) == 1);
    terms.add_list_price(product("p"), list);
    terms.add_customer_rate({product("p"), below(10'000), at("2026-01-01"), at("2027-01-01")});
    terms.add_partner_rate({product("p"), below(10'000), at("2026-01-01")});
    const auto quoted = quote(terms, product("p"), "VND", at("2026-07-01")).value();
    EXPECT_EQ(quoted.sale, quoted.cost + quoted.margin);
    const auto exact = list.amount.share(10'000 - quoted.customer_points());
    const auto off = exact - quoted.sale;
    const auto half = base::Decimal::parse("0.0000000000005", 1, 13).value();
    EXPECT_FALSE(half < off || off < -half) << digits << " " << quoted.sale.text();
    EXPECT_FALSE(quoted.list.amount < quoted.sale);
    EXPECT_FALSE(quoted.tax < 0);
  }
}

TEST(Quote, does_not_depend_on_the_order_of_adding) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    struct Adding {
      int kind;
      Rate rate;
      ListPrice list;
    };
    std::vector<Adding> all;
    const std::vector<Target> targets{product("a"), group("a", "x"), product("b")};
    for (const Target& target : targets) {
      for (int kind = 0; kind < 2; ++kind) {
        auto from = at("2026-01-01");
        for (int i = 0; i < 5; ++i) {
          const auto until = from + std::chrono::hours{24 * (1 + random() % 60)};
          if (random() % 4 != 0)
            all.push_back({kind, {target, static_cast<int>(random() % 5000), from, until}, {}});
          from = until + std::chrono::hours{24 * (random() % 3)};
        }
      }
      for (int month_number = 1; month_number <= 12; month_number += 4)
        all.push_back(
            {2,
             {target, 0, {}},
             price(std::to_string(random() % 1000), fmt::format("2026-{:02}-01", month_number))});
    }
    const auto made = [&](const std::vector<Adding>& order) {
      Terms terms(zone);
      for (const Adding& each : order) {
        if (each.kind == 0) terms.add_customer_rate(each.rate);
        if (each.kind == 1) terms.add_partner_rate(each.rate);
        if (each.kind == 2) terms.add_list_price(each.rate.target, each.list);
      }
      return terms;
    };
    const Terms first = made(all);
    std::ranges::shuffle(all, random);
    const Terms second = made(all);
    for (int i = 0; i < 40; ++i) {
      const auto moment = at("2026-01-01") + std::chrono::minutes{random() % (60ULL * 24 * 365)};
      for (const Target& target : targets) {
        const auto one = quote(first, target, "VND", moment);
        const auto other = quote(second, target, "VND", moment);
        ASSERT_EQ(one.has_value(), other.has_value());
        if (!one) continue;
        EXPECT_EQ(one->sale, other->sale);
        EXPECT_EQ(one->cost, other->cost);
        // Exactly one rate holds, or none.
        const auto holding = std::ranges::count_if(all, [&](const Adding& each) {
          return each.kind == 0 && each.rate.target == target && each.rate.from <= moment &&
                 moment < *each.rate.until;
        });
        EXPECT_LE(holding, 1);
        if (holding == 1) {
          EXPECT_EQ(one->customer->target, target);
        }
      }
    }
  }
}

}  // namespace
}  // namespace pricing
