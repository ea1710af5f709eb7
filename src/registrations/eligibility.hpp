#pragma once
// Whether an account may become a partner's customer. One engine answers the form, the import and
// the API; it runs when a row is added, when the customer agrees and when the provider approves,
// because accounts change in between. Rules from the provider's manual, "Đăng ký tài khoản khách
// hàng", note.

#include <optional>
#include <string_view>
#include <vector>

#include "accounts/accounts.hpp"
#include "base/instant.hpp"

namespace registrations {

/// In the order in which reasons are listed.
enum class Rule {
  account_not_found,  // stands alone
  not_verified,
  has_credit_balance,  // balance or held credit is not exactly 0
  has_credit_advance,
  has_services_in_use,
  has_provider_discount,
  in_poc,
  not_prepaid,
  is_own_account,
  is_partner,
  belongs_to_partner,
  already_requested,
  declined_recently,
  is_provider_customer,  // only under approval.existing_customer = refuse
  check_limit_reached,   // not judged at all
  not_eligible,          // stands for the others under eligibility.disclosure = verdict_only
};

std::string_view code_of(Rule rule);
std::optional<Rule> rule_of(std::string_view code);

/// Everything the rules look at, about one account and one partner at one moment.
struct Situation {
  std::optional<accounts::Facts> facts;  // nothing: unknown to the provider
  enum class Owner { nobody, this_partner, other_partner } service_account_of = Owner::nobody;
  bool held = false;  // somebody's pending_provider or confirmed, the judged registration aside
  bool requested = false;  // this partner's pending_customer, the judged one aside
  bool declined_recently = false;
};

enum class ExistingCustomer { skip, require, refuse };
std::string_view name_of(ExistingCustomer existing_customer);

/// All rules that fail, in order; empty means eligible.
std::vector<Rule> judge(const Situation& situation, ExistingCustomer existing_customer);

enum class Disclosure { reasons, verdict_only };
std::string_view name_of(Disclosure disclosure);

/// What a partner may learn: under verdict_only every rule but already_requested, is_own_account
/// and check_limit_reached becomes one not_eligible.
std::vector<Rule> disclosed(const std::vector<Rule>& failed, Disclosure disclosure);

/// "a,b,c", as stored; and back.
std::string join(const std::vector<Rule>& rules);
std::vector<Rule> split(std::string_view joined);

}  // namespace registrations
