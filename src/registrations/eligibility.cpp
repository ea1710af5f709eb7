#include "registrations/eligibility.hpp"

#include <algorithm>
#include <array>

namespace registrations {
namespace {

constexpr std::array<std::string_view, 16> codes{"account_not_found",
                                                 "not_verified",
                                                 "has_credit_balance",
                                                 "has_credit_advance",
                                                 "has_services_in_use",
                                                 "has_provider_discount",
                                                 "in_poc",
                                                 "not_prepaid",
                                                 "is_own_account",
                                                 "is_partner",
                                                 "belongs_to_partner",
                                                 "already_requested",
                                                 "declined_recently",
                                                 "is_provider_customer",
                                                 "check_limit_reached",
                                                 "not_eligible"};

void judge_facts(const accounts::Facts& facts, std::vector<Rule>& failed) {
  const auto fails = [&](Rule rule, bool when) {
    if (when) failed.push_back(rule);
  };
  fails(Rule::not_verified, !facts.verified);
  fails(Rule::has_credit_balance,
        facts.credit_balance.amount_minor != 0 || facts.credit_held.amount_minor != 0);
  fails(Rule::has_credit_advance, facts.credit_advance.amount_minor != 0);
  fails(Rule::has_services_in_use, facts.services_in_use != 0);
  fails(Rule::has_provider_discount, facts.provider_discount);
  fails(Rule::in_poc, facts.in_poc);
  fails(Rule::not_prepaid, facts.payment_type != accounts::PaymentType::prepaid);
}

bool always_disclosed(Rule rule) {
  return rule == Rule::already_requested || rule == Rule::is_own_account ||
         rule == Rule::check_limit_reached;
}

}  // namespace

std::string_view code_of(Rule rule) {
  return codes[static_cast<std::size_t>(rule)];
}

std::optional<Rule> rule_of(std::string_view code) {
  const auto* const found = std::ranges::find(codes, code);
  if (found == codes.end()) return std::nullopt;
  return static_cast<Rule>(found - codes.begin());
}

std::string_view name_of(ExistingCustomer existing_customer) {
  switch (existing_customer) {
    case ExistingCustomer::skip:
      return "skip";
    case ExistingCustomer::require:
      return "require";
    case ExistingCustomer::refuse:
      break;
  }
  return "refuse";
}

std::string_view name_of(Disclosure disclosure) {
  return disclosure == Disclosure::reasons ? "reasons" : "verdict_only";
}

std::vector<Rule> judge(const Situation& situation, ExistingCustomer existing_customer) {
  if (!situation.facts) return {Rule::account_not_found};
  std::vector<Rule> failed;
  judge_facts(*situation.facts, failed);
  if (situation.service_account_of == Situation::Owner::this_partner) {
    failed.push_back(Rule::is_own_account);
  } else if (situation.service_account_of == Situation::Owner::other_partner) {
    failed.push_back(Rule::is_partner);
  }
  if (situation.held) failed.push_back(Rule::belongs_to_partner);
  if (situation.requested) failed.push_back(Rule::already_requested);
  if (situation.declined_recently) failed.push_back(Rule::declined_recently);
  if (situation.facts->provider_customer && existing_customer == ExistingCustomer::refuse) {
    failed.push_back(Rule::is_provider_customer);
  }
  return failed;
}

std::vector<Rule> disclosed(const std::vector<Rule>& failed, Disclosure disclosure) {
  if (disclosure == Disclosure::reasons) return failed;
  std::vector<Rule> told;
  for (const Rule rule : failed) {
    const Rule shown = always_disclosed(rule) ? rule : Rule::not_eligible;
    if (std::ranges::find(told, shown) == told.end()) told.push_back(shown);
  }
  return told;
}

std::string join(const std::vector<Rule>& rules) {
  std::string joined;
  for (const Rule rule : rules) {
    if (!joined.empty()) joined += ',';
    joined += code_of(rule);
  }
  return joined;
}

std::vector<Rule> split(std::string_view joined) {
  std::vector<Rule> rules;
  while (!joined.empty()) {
    const std::size_t comma = std::min(joined.find(','), joined.size());
    if (const auto rule = rule_of(joined.substr(0, comma))) rules.push_back(*rule);
    joined.remove_prefix(std::min(comma + 1, joined.size()));
  }
  return rules;
}

}  // namespace registrations
