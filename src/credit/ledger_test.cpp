#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "credit/ledger.hpp"
#include "credit/testing.hpp"
#include "events/events.hpp"

namespace credit {
namespace {

class Ledger : public testing::CreditTest {
 protected:
  void grant(std::int64_t amount, const std::string& reference = "FT1") {
    given({.kind = Kind::grant, .wallet = wallet, .amount_minor = amount, .reference = reference});
  }
  void top_up(std::int64_t amount) {
    given({.kind = Kind::top_up, .wallet = customer, .amount_minor = amount});
  }
  std::string refusal(const Wish& wish) {
    const auto moved = moves(boss, wish);
    return moved ? "" : moved.error().code;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Ledger, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Ledger, moves_credit_from_the_provider_to_a_customer_and_back) {
  grant(1'000);
  top_up(400);
  given({.kind = Kind::purchase, .wallet = customer, .amount_minor = 100, .reference = "O1"});
  given({.kind = Kind::refund, .wallet = customer, .amount_minor = 30, .reference = "R1"});
  given({.kind = Kind::payout, .wallet = customer, .amount_minor = 50, .reference = "P1"});
  given({.kind = Kind::payout, .wallet = wallet, .amount_minor = 200, .reference = "P2"});
  EXPECT_EQ(balance(wallet), (Balance{400, 0}));
  EXPECT_EQ(balance(customer), (Balance{280, 0}));
  const auto verified = proven();
  EXPECT_FALSE(verified.fault) << verified.fault->row << verified.fault->what;
  EXPECT_EQ(verified.transactions, 6);
  EXPECT_EQ(verified.entries, 12);
}

TEST_P(Ledger, says_what_was_before_and_after) {
  grant(1'000);
  const auto moved = moves(staff, {.kind = Kind::top_up, .wallet = customer, .amount_minor = 400});
  ASSERT_TRUE(moved.has_value());
  EXPECT_EQ(moved->partner_available->before_minor, 1'000);
  EXPECT_EQ(moved->partner_available->after_minor, 600);
  EXPECT_EQ(moved->account_available->before_minor, 0);
  EXPECT_EQ(moved->account_available->after_minor, 400);
  EXPECT_EQ(moved->via, Via::portal);
  EXPECT_THAT(moved->receipt_number, ::testing::MatchesRegex("[0-9]{6}-[0-9A-Z]{8}"));
}

TEST_P(Ledger, never_goes_below_zero_by_a_transfer) {
  grant(100);
  const auto refused =
      moves(staff, {.kind = Kind::top_up, .wallet = customer, .amount_minor = 101});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "credit.insufficient");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::unprocessable);
  EXPECT_EQ(refused.error().values.front().second, "100");
  EXPECT_EQ(
      refusal({.kind = Kind::payout, .wallet = customer, .amount_minor = 1, .reference = "P"}),
      "credit.insufficient");
  EXPECT_EQ(database::testing::rows_of(database(), "ledger_transaction"), 1);
}

TEST_P(Ledger, a_purchase_alone_may_leave_arrears) {
  grant(100);
  top_up(100);
  given({.kind = Kind::purchase, .wallet = customer, .amount_minor = 130, .reference = "O1"});
  EXPECT_EQ(balance(customer), (Balance{-30, 0}));
  EXPECT_EQ(refusal({.kind = Kind::hold, .wallet = customer, .amount_minor = 1}),
            "credit.insufficient");
  grant(10, "FT2");
  top_up(10);
  EXPECT_EQ(balance(customer), (Balance{-20, 0}));
  EXPECT_FALSE(proven().fault);
}

TEST_P(Ledger, a_transfer_needs_a_confirmed_customer_of_this_partner) {
  grant(100);
  given({.kind = Kind::grant, .wallet = {other}, .amount_minor = 100, .reference = "FT1"});
  const Wish foreign{.kind = Kind::top_up, .wallet = {other, account}, .amount_minor = 1};
  EXPECT_EQ(refusal(foreign), "credit.not_a_customer");
  const auto unknown = add_account("nobody@example.vn");
  EXPECT_EQ(refusal({.kind = Kind::top_up, .wallet = {partner, unknown}, .amount_minor = 1}),
            "credit.not_a_customer");
  end_customer(account, registration);
  EXPECT_EQ(refusal({.kind = Kind::top_up, .wallet = customer, .amount_minor = 1}),
            "credit.not_a_customer");
  // Usage up to the end is still charged.
  given({.kind = Kind::purchase, .wallet = customer, .amount_minor = 5, .reference = "late"});
  EXPECT_EQ(balance(customer), (Balance{-5, 0}));
}

TEST_P(Ledger, a_reference_is_used_once) {
  grant(100, "FT1");
  EXPECT_EQ(refusal({.kind = Kind::grant, .wallet = wallet, .amount_minor = 5, .reference = "FT1"}),
            "credit.reference_taken");
  given({.kind = Kind::grant, .wallet = {other}, .amount_minor = 5, .reference = "FT1"});
  given({.kind = Kind::payout, .wallet = wallet, .amount_minor = 5, .reference = "FT1"});
  given({.kind = Kind::purchase, .wallet = customer, .amount_minor = 5, .reference = "O1"});
  EXPECT_EQ(
      refusal({.kind = Kind::purchase, .wallet = customer, .amount_minor = 5, .reference = "O1"}),
      "credit.reference_taken");
  EXPECT_EQ(balance(wallet), (Balance{95, 0}));
}

TEST_P(Ledger, reclaims_where_it_is_on_and_agreed) {
  grant(100);
  top_up(60);
  const Wish back{.kind = Kind::reclaim, .wallet = customer, .amount_minor = 20, .note = "thừa"};
  EXPECT_EQ(refusal(back), "credit.reclaim_off");
  settings.reclaim = true;
  EXPECT_EQ(refusal(back), "credit.reclaim_not_agreed");
  const auto agreed = add_account("dongy@example.vn");
  make_customer(partner, agreed, partners::Agreed::reclaim);
  given({.kind = Kind::top_up, .wallet = {partner, agreed}, .amount_minor = 30});
  given({.kind = Kind::reclaim, .wallet = {partner, agreed}, .amount_minor = 20, .note = "thừa"});
  EXPECT_EQ(balance({partner, agreed}), (Balance{10, 0}));
  EXPECT_EQ(balance(wallet), (Balance{30, 0}));
}

TEST_P(Ledger, undoes_once_and_no_more_than_is_there) {
  const auto granted =
      moves(boss, {.kind = Kind::grant, .wallet = wallet, .amount_minor = 100, .reference = "FT1"});
  ASSERT_TRUE(granted.has_value());
  top_up(70);
  const auto undo = [&](std::int64_t amount) {
    return Wish{.kind = Kind::reversal,
                .wallet = wallet,
                .amount_minor = amount,
                .note = "nhầm",
                .reverses = granted->id};
  };
  EXPECT_EQ(refusal(undo(100)), "credit.insufficient");
  EXPECT_EQ(refusal(undo(101)), "credit.insufficient");
  given(undo(30));
  EXPECT_EQ(refusal(undo(1)), "credit.already_reversed");
  EXPECT_EQ(balance(wallet), (Balance{0, 0}));
  const auto bought = moves(
      boss, {.kind = Kind::purchase, .wallet = customer, .amount_minor = 1, .reference = "O"});
  ASSERT_TRUE(bought.has_value());
  EXPECT_EQ(
      refusal(
          {.kind = Kind::reversal, .wallet = customer, .amount_minor = 1, .reverses = bought->id}),
      "credit.not_reversible");
  EXPECT_FALSE(proven().fault);
}

TEST_P(Ledger, sets_credit_aside_and_lets_it_go) {
  grant(100);
  top_up(100);
  const auto held = as(billing, [&](Act& act) {
    return hold(act,
                {.kind = Kind::hold, .wallet = customer, .amount_minor = 40, .reference = "H1"});
  });
  ASSERT_TRUE(held.has_value());
  EXPECT_EQ(balance(customer), (Balance{100, 40}));
  EXPECT_EQ(balance(customer).available_minor(), 60);
  const auto taken = as(billing, [&](Act& act) {
    return hold(act,
                {.kind = Kind::hold, .wallet = customer, .amount_minor = 1, .reference = "H1"});
  });
  EXPECT_EQ(taken.error().code, "credit.reference_taken");
  const auto freed = as(billing, [&](Act& act) { return release(act, *held); });
  ASSERT_TRUE(freed.has_value());
  const auto again = as(billing, [&](Act& act) { return release(act, *freed); });
  EXPECT_EQ(again.error().code, "credit.hold_released");
  EXPECT_EQ(balance(customer), (Balance{100, 0}));
  EXPECT_FALSE(proven().fault);
}

TEST_P(Ledger, books_a_purchase_to_revenue_margin_and_tax) {
  grant(1'000);
  top_up(1'000);
  const auto bought = as(billing, [&](Act& act) {
    return purchase(
        act, {.kind = Kind::purchase, .wallet = customer, .amount_minor = 950, .reference = "O"},
        {.revenue_minor = 800, .margin_minor = 150, .tax_minor = 0});
  });
  ASSERT_TRUE(bought.has_value());
  EXPECT_EQ(balance(customer), (Balance{50, 0}));
  EXPECT_FALSE(proven().fault);
}

TEST_P(Ledger, knows_the_balance_of_any_moment_and_keeps_order_when_the_clock_goes_back) {
  grant(100);
  const auto first = clock.now();
  clock.advance(std::chrono::hours{1});
  top_up(30);
  clock.advance(-std::chrono::hours{5});
  top_up(20);
  const auto before = [&](base::Instant moment) {
    return database().read([&](database::Snapshot& snapshot) {
      return balance_before(snapshot, wallet, "VND", moment);
    });
  };
  EXPECT_EQ(before(first), (Balance{0, 0}));
  EXPECT_EQ(before(first + std::chrono::seconds{1}), (Balance{100, 0}));
  EXPECT_EQ(before(first + std::chrono::hours{2}), (Balance{50, 0}));
  EXPECT_FALSE(proven().fault);
}

TEST_P(Ledger, tells_the_trail_and_the_feed_of_every_movement_and_of_none_that_was_refused) {
  const auto before = database::testing::rows_of(database(), "audit_entry");
  grant(100);
  top_up(30);
  EXPECT_FALSE(
      moves(boss, {.kind = Kind::top_up, .wallet = customer, .amount_minor = 1'000}).has_value());
  EXPECT_EQ(database::testing::rows_of(database(), "audit_entry"), before + 2);
  EXPECT_TRUE(write([](database::Transaction& transaction) -> base::Result<std::int64_t> {
    return events::place(transaction, 10);
  }));
  const auto told =
      database().read([](database::Snapshot& snapshot) { return events::list(snapshot, 0, 10); });
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].event.type, "credit.grant");
  EXPECT_EQ(told[1].event.type, "credit.top_up");
  EXPECT_EQ(told[1].event.external_id, "ext-khach@example.vn");
  EXPECT_EQ(told[1].place, 2);
}

TEST_P(Ledger, rows_cannot_be_changed_or_removed) {
  grant(100);
  static const database::testing::Sql raise("UPDATE ledger_entry SET amount_minor = 5");
  static const database::testing::Sql remove("DELETE FROM ledger_transaction");
  static const database::testing::Sql overdraw(
      "UPDATE ledger_account SET balance_minor = -1 WHERE kind = 'partner_wallet'");
  const auto hits = [&](const database::Query& query) {
    std::string constraint;
    static_cast<void>(write([&](database::Transaction& transaction) -> base::Result<> {
      const auto done = transaction.attempt(query, {});
      if (!done) constraint = done.error().constraint;
      return base::fail(base::ErrorKind::conflict, "rolled_back");
    }));
    return constraint;
  };
  EXPECT_EQ(hits(raise), "ledger_entry_append_only");
  EXPECT_EQ(hits(remove), "ledger_transaction_append_only");
  EXPECT_EQ(hits(overdraw), "ledger_account_floor_check");
}

TEST_P(Ledger, keeps_no_balance_beyond_what_json_takes) {
  grant(largest_amount);
  EXPECT_EQ(refusal({.kind = Kind::grant, .wallet = wallet, .amount_minor = 1, .reference = "FT2"}),
            "credit.balance_too_large");
}

}  // namespace
}  // namespace credit
