// What is told when time passes. What holds is never decided here.

#include "accounts/accounts.hpp"
#include "events/events.hpp"
#include "pricing/mails.hpp"
#include "pricing/store.hpp"

namespace pricing {
namespace {

using store::Moment;
using store::Whom;

constexpr auto instant = std::chrono::microseconds{1};

Act system_act(database::Transaction& transaction, const Installation& installation,
               crypto::Fresh& fresh) {
  return {transaction, installation, {}, fresh};
}

std::string event_type(std::string_view of, Moment what) {
  return "price." + std::string(of) + (what == Moment::began ? "_began" : "_ended");
}

bool held(const PartnerDiscount& discount) {
  return !discount.effective_until || *discount.effective_until > *discount.effective_from;
}

void tell_one(Act& act, Moment what, const PartnerDiscountId& id) {
  const PartnerDiscount discount = store::find(act.transaction, id).value();
  store::mark_told(act.transaction, what, id);
  if (!held(discount)) return;
  events::append(act.transaction,
                 {.type = event_type("partner_discount", what),
                  .partner = discount.partner,
                  .discount = id.text()},
                 act.fresh.now());
  // One that was approved late held at once, and the mail of the approval said so.
  if (what == Moment::began && discount.effective_from != discount.decided_at)
    tell_began(act, discount);
}

void tell_one(Act& act, Moment what, const store::ChangedDiscount& changed) {
  if (store::mark_told(act.transaction, what, changed.discount, act.fresh.now()) == 0) return;
  const auto facts = accounts::find(act.transaction, changed.customer.account);
  events::append(act.transaction,
                 {.type = event_type("customer_discount", what),
                  .partner = changed.customer.partner,
                  .account = changed.customer.account,
                  .external_id = facts ? std::optional(facts->external_id) : std::nullopt,
                  .discount = changed.discount.text()},
                 act.fresh.now());
}

std::vector<store::KeptRate> rates_around(Act& act, const store::NearEnd& end) {
  return store::customer_rates_between(act.transaction, end.customer, end.at - instant,
                                       end.at + instant, std::nullopt);
}

/// What ended as it was set; what was replaced goes on in another one, and the partner did it.
void tell_partner(Act& act, const store::NearEnd& end) {
  std::vector<TargetRate> ending;
  for (const store::KeptRate& each : rates_around(act, end))
    if (each.kept.rate.until == end.at && each.kept.end == End::as_set)
      ending.push_back({each.kept.rate.target, each.kept.rate.basis_points});
  if (!ending.empty()) tell_ending(act, end.customer, end.at, ending);
}

void tell_customer(Act& act, const store::NearEnd& end) {
  const auto around = rates_around(act, end);
  Terms terms(act.installation.settings.zone);
  for (const store::KeptRate& each : around) terms.add_customer_rate(each.kept.rate);
  const auto points = [&](const Target& target, base::Instant at) {
    const Rate* rate = terms.customer_rate(target, at);
    return rate == nullptr ? 0 : rate->basis_points;
  };
  std::vector<Rise> rises;
  for (const store::KeptRate& each : around) {
    const Rate& rate = each.kept.rate;
    if (rate.until != end.at) continue;
    const int after = points(rate.target, end.at);
    if (after < rate.basis_points) rises.push_back({rate.target, rate.basis_points, after});
  }
  if (!rises.empty()) tell_rise(act, end.customer, end.at, rises);
}

}  // namespace

int tell_partner_changes(database::Transaction& transaction, const Installation& installation,
                         crypto::Fresh& fresh, int limit) {
  Act act = system_act(transaction, installation, fresh);
  int told = 0;
  for (const Moment what : {Moment::ended, Moment::began})
    for (const auto& id :
         store::partner_discounts_to_tell(transaction, what, fresh.now(), limit - told)) {
      tell_one(act, what, id);
      ++told;
    }
  return told;
}

int tell_customer_changes(database::Transaction& transaction, const Installation& installation,
                          crypto::Fresh& fresh, int limit) {
  Act act = system_act(transaction, installation, fresh);
  int told = 0;
  for (const Moment what : {Moment::ended, Moment::began})
    for (const auto& changed :
         store::customer_discounts_to_tell(transaction, what, fresh.now(), limit - told)) {
      tell_one(act, what, changed);
      ++told;
    }
  return told;
}

int tell_ends(database::Transaction& transaction, const Installation& installation,
              crypto::Fresh& fresh, int limit) {
  Act act = system_act(transaction, installation, fresh);
  const Settings& settings = installation.settings;
  int told = 0;
  const auto sweep = [&](Whom whom, int days, auto&& tell) {
    if (days == 0) return;
    const auto before = fresh.now() + std::chrono::days{days};
    for (const auto& end :
         store::ends_to_tell(transaction, whom, fresh.now(), before, limit - told)) {
      tell(act, end);
      store::mark_told(transaction, whom, end, fresh.now());
      ++told;
    }
  };
  sweep(Whom::partner, settings.end_notice_days, tell_partner);
  sweep(Whom::customer, settings.rise_notice_days, tell_customer);
  return told;
}

}  // namespace pricing
