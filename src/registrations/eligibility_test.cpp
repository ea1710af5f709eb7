#include "registrations/eligibility.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace registrations {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

accounts::Facts good_facts() {
  return {.id = base::AccountId::stored("acc_1"),
          .external_id = "51738928782",
          .email = base::Email::stored("khach@example.com"),
          .name = "Khách hàng",
          .credit_balance = {0, "VND"},
          .credit_held = {0, "VND"},
          .credit_advance = {0, "VND"},
          .seen_at = {}};
}

Situation good_situation() {
  Situation situation;
  situation.facts = good_facts();
  return situation;
}

TEST(Eligibility, AnAccountThatMeetsEveryRuleIsEligible) {
  EXPECT_THAT(judge(good_situation(), ExistingCustomer::refuse), IsEmpty());
}

struct OneRule {
  Rule rule;
  std::function<void(Situation&)> breaks;
};

class EachRule : public testing::TestWithParam<OneRule> {};

TEST_P(EachRule, FailsAloneWhenOnlyItsFactIsWrong) {
  Situation situation = good_situation();
  GetParam().breaks(situation);
  EXPECT_THAT(judge(situation, ExistingCustomer::refuse), ElementsAre(GetParam().rule));
}

INSTANTIATE_TEST_SUITE_P(
    Eligibility, EachRule,
    testing::Values(
        OneRule{Rule::not_verified, [](Situation& s) { s.facts->verified = false; }},
        OneRule{Rule::has_credit_balance,
                [](Situation& s) { s.facts->credit_balance.amount_minor = 1; }},
        OneRule{Rule::has_credit_balance,
                [](Situation& s) { s.facts->credit_balance.amount_minor = -1; }},
        OneRule{Rule::has_credit_balance,
                [](Situation& s) { s.facts->credit_held.amount_minor = 1; }},
        OneRule{Rule::has_credit_advance,
                [](Situation& s) { s.facts->credit_advance.amount_minor = 5; }},
        OneRule{Rule::has_services_in_use, [](Situation& s) { s.facts->services_in_use = 1; }},
        OneRule{Rule::has_provider_discount,
                [](Situation& s) { s.facts->provider_discount = true; }},
        OneRule{Rule::in_poc, [](Situation& s) { s.facts->in_poc = true; }},
        OneRule{Rule::not_prepaid,
                [](Situation& s) { s.facts->payment_type = accounts::PaymentType::postpaid; }},
        OneRule{Rule::is_own_account,
                [](Situation& s) { s.service_account_of = Situation::Owner::this_partner; }},
        OneRule{Rule::is_partner,
                [](Situation& s) { s.service_account_of = Situation::Owner::other_partner; }},
        OneRule{Rule::belongs_to_partner, [](Situation& s) { s.held = true; }},
        OneRule{Rule::already_requested, [](Situation& s) { s.requested = true; }},
        OneRule{Rule::declined_recently, [](Situation& s) { s.declined_recently = true; }},
        OneRule{Rule::is_provider_customer,
                [](Situation& s) { s.facts->provider_customer = true; }}));

TEST(Eligibility, EverythingThatCanFailTogetherIsSaidAtOnceAndInOrder) {
  Situation s = good_situation();
  s.facts->verified = false;
  s.facts->credit_balance.amount_minor = 1;
  s.facts->credit_advance.amount_minor = 1;
  s.facts->services_in_use = 3;
  s.facts->provider_discount = true;
  s.facts->in_poc = true;
  s.facts->payment_type = accounts::PaymentType::postpaid;
  s.facts->provider_customer = true;
  s.service_account_of = Situation::Owner::other_partner;
  s.held = s.requested = s.declined_recently = true;
  EXPECT_THAT(
      judge(s, ExistingCustomer::refuse),
      ElementsAre(Rule::not_verified, Rule::has_credit_balance, Rule::has_credit_advance,
                  Rule::has_services_in_use, Rule::has_provider_discount, Rule::in_poc,
                  Rule::not_prepaid, Rule::is_partner, Rule::belongs_to_partner,
                  Rule::already_requested, Rule::declined_recently, Rule::is_provider_customer));
}

TEST(Eligibility, AnUnknownAccountStandsAlone) {
  Situation s = good_situation();
  s.facts.reset();
  s.service_account_of = Situation::Owner::this_partner;
  s.held = true;
  EXPECT_THAT(judge(s, ExistingCustomer::refuse), ElementsAre(Rule::account_not_found));
}

TEST(Eligibility, AProvidersCustomerIsRefusedOnlyUnderThatSetting) {
  Situation s = good_situation();
  s.facts->provider_customer = true;
  EXPECT_THAT(judge(s, ExistingCustomer::skip), IsEmpty());
  EXPECT_THAT(judge(s, ExistingCustomer::require), IsEmpty());
}

TEST(Eligibility, TheVerdictAloneHidesEveryReasonThatIsNotThePartnersOwn) {
  const std::vector all{Rule::not_verified, Rule::in_poc, Rule::is_own_account,
                        Rule::already_requested};
  EXPECT_THAT(disclosed(all, Disclosure::verdict_only),
              ElementsAre(Rule::not_eligible, Rule::is_own_account, Rule::already_requested));
  EXPECT_EQ(disclosed(all, Disclosure::reasons), all);
  EXPECT_THAT(disclosed({Rule::check_limit_reached}, Disclosure::verdict_only),
              ElementsAre(Rule::check_limit_reached));
  EXPECT_THAT(disclosed({Rule::account_not_found}, Disclosure::verdict_only),
              ElementsAre(Rule::not_eligible));
}

TEST(Eligibility, CodesAreJoinedAndSplitAlike) {
  const std::vector rules{Rule::account_not_found, Rule::not_eligible, Rule::in_poc};
  EXPECT_EQ(join(rules), "account_not_found,not_eligible,in_poc");
  EXPECT_EQ(split(join(rules)), rules);
  EXPECT_THAT(split(""), IsEmpty());
}

}  // namespace
}  // namespace registrations
