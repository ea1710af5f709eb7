#include <gtest/gtest.h>

#include "credit/testing.hpp"

namespace credit {
namespace {

class SecondPersons : public testing::CreditTest {
 protected:
  SecondPersons() {
    given({.kind = Kind::grant, .wallet = wallet, .amount_minor = 1'000, .reference = "FT0"});
    settings.second_person = {.grant = 100, .top_up = 100, .payout = 100};
  }
  Request asks(const identity::Actor& actor, const Wish& wish) {
    auto outcome = as(actor, [&](Act& act) { return ask(act, wish); });
    EXPECT_TRUE(outcome.has_value()) << (outcome ? "" : outcome.error().code);
    return std::get<Request>(outcome.value());
  }
  Wish top_up(std::int64_t amount) const {
    return {.kind = Kind::top_up, .wallet = customer, .amount_minor = amount};
  }
  template <class Verb>
  std::string refusal(const identity::Actor& actor, Verb&& verb) {
    const auto done = as(actor, std::forward<Verb>(verb));
    return done ? "" : done.error().code;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, SecondPersons, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(SecondPersons, are_asked_above_the_amount_alone) {
  const auto at_once = as(staff, [&](Act& act) { return ask(act, top_up(100)); });
  EXPECT_TRUE(std::holds_alternative<Moved>(at_once.value()));
  const Request waiting = asks(staff, top_up(101));
  EXPECT_EQ(waiting.state, RequestState::pending_approval);
  EXPECT_EQ(balance(wallet), (Balance{900, 101}));
  EXPECT_EQ(balance(customer), (Balance{100, 0}));
}

TEST_P(SecondPersons, let_it_happen_once_and_are_never_who_asked) {
  const Request waiting = asks(staff, top_up(500));
  EXPECT_EQ(refusal(staff, [&](Act& act) { return approve(act, waiting); }), "credit.own_request");
  EXPECT_EQ(refusal(staff, [&](Act& act) { return reject(act, waiting, "x"); }),
            "credit.own_request");
  const auto done = as(colleague, [&](Act& act) { return approve(act, waiting); });
  ASSERT_TRUE(done.has_value()) << done.error().code;
  EXPECT_EQ(done->state, RequestState::approved);
  EXPECT_TRUE(done->transaction.has_value());
  EXPECT_EQ(balance(wallet), (Balance{500, 0}));
  EXPECT_EQ(balance(customer), (Balance{500, 0}));
  EXPECT_EQ(refusal(colleague, [&](Act& act) { return approve(act, *done); }),
            "credit.request_decided");
  // A copy that was read before is no way around it.
  EXPECT_NE(refusal(colleague, [&](Act& act) { return approve(act, waiting); }), "");
  EXPECT_FALSE(proven().fault);
}

TEST_P(SecondPersons, may_refuse_and_who_asked_may_take_it_back) {
  const Request first = asks(staff, top_up(500));
  const auto refused = as(colleague, [&](Act& act) { return reject(act, first, "quá lớn"); });
  ASSERT_TRUE(refused.has_value());
  EXPECT_EQ(refused->state, RequestState::rejected);
  EXPECT_EQ(refused->reason, "quá lớn");
  const Request again = asks(staff, top_up(600));
  EXPECT_EQ(refusal(colleague, [&](Act& act) { return withdraw(act, again); }),
            "credit.not_own_request");
  EXPECT_TRUE(as(staff, [&](Act& act) { return withdraw(act, again); }).has_value());
  EXPECT_EQ(balance(wallet), (Balance{1'000, 0}));
}

TEST_P(SecondPersons, are_not_waited_for_for_ever) {
  const Request waiting = asks(staff, top_up(500));
  clock.advance(std::chrono::days{settings.request_days});
  EXPECT_EQ(state_at(waiting, clock.now()), RequestState::expired);
  EXPECT_EQ(refusal(colleague, [&](Act& act) { return approve(act, waiting); }),
            "credit.request_decided");
  const auto expired = write([&](database::Transaction& transaction) -> base::Result<int> {
    crypto::Fresh drawn = fresh();
    return expire_requests(transaction, installation, drawn, 10);
  });
  EXPECT_EQ(expired.value(), 1);
  EXPECT_EQ(balance(wallet), (Balance{1'000, 0}));
  EXPECT_FALSE(proven().fault);
}

TEST_P(SecondPersons, are_asked_for_grants_payouts_and_reversals) {
  const Wish grant{.kind = Kind::grant, .wallet = wallet, .amount_minor = 200, .reference = "FT1"};
  const Request granted = asks(boss, grant);
  EXPECT_EQ(refusal(boss, [&](Act& act) { return ask(act, grant); }), "credit.reference_taken");
  EXPECT_TRUE(as(second, [&](Act& act) { return approve(act, granted); }).has_value());
  EXPECT_EQ(refusal(boss, [&](Act& act) { return ask(act, grant); }), "credit.reference_taken");
  const Request paid =
      asks(boss, {.kind = Kind::payout, .wallet = wallet, .amount_minor = 700, .reference = "P1"});
  EXPECT_EQ(balance(wallet), (Balance{1'200, 700}));
  const auto done = as(second, [&](Act& act) { return approve(act, paid); });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(balance(wallet), (Balance{500, 0}));
  const Wish undo{.kind = Kind::reversal,
                  .wallet = wallet,
                  .amount_minor = 700,
                  .note = "nhầm",
                  .reverses = done->transaction};
  const Request undone = asks(boss, undo);
  EXPECT_EQ(refusal(boss, [&](Act& act) { return ask(act, undo); }), "credit.already_reversed");
  EXPECT_TRUE(as(second, [&](Act& act) { return approve(act, undone); }).has_value());
  EXPECT_EQ(balance(wallet), (Balance{1'200, 0}));
}

TEST_P(SecondPersons, are_not_asked_for_a_reference_that_a_customer_has_already) {
  given({.kind = Kind::top_up, .wallet = customer, .amount_minor = 500});
  const Wish payout{
      .kind = Kind::payout, .wallet = customer, .amount_minor = 101, .reference = "P1"};
  given(payout);
  EXPECT_EQ(refusal(boss, [&](Act& act) { return ask(act, payout); }), "credit.reference_taken");
}

TEST_P(SecondPersons, judge_the_customer_as_it_is_then) {
  const Request waiting = asks(staff, top_up(500));
  end_customer(account, registration);
  EXPECT_EQ(refusal(colleague, [&](Act& act) { return approve(act, waiting); }),
            "credit.not_a_customer");
  EXPECT_EQ(balance(wallet), (Balance{1'000, 500}));
  EXPECT_TRUE(as(colleague, [&](Act& act) { return reject(act, waiting, "đã kết thúc"); }));
}

}  // namespace
}  // namespace credit
