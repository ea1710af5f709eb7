// What a partner pays less: asked for, decided, and in effect by the clock.

#include "pricing/mails.hpp"
#include "pricing/rules.hpp"
#include "pricing/store.hpp"

namespace pricing {
namespace {

void record(Act& act, const PartnerDiscount& discount, std::string change) {
  base::Values details{{"starts_on", base::to_iso_day(discount.starts_on)}};
  const auto& rates = discount.granted.empty() ? discount.asked : discount.granted;
  details.emplace_back("rates", in_words(rates));
  if (discount.effective_from)
    details.emplace_back("effective_from", base::to_rfc3339(*discount.effective_from));
  if (discount.reason) details.emplace_back("reason", *discount.reason);
  identity::audit(
      act.transaction, act.fresh.id<base::AuditId>(),
      {act.origin, std::move(change), discount.id.text(), discount.partner, std::move(details)},
      act.fresh.now());
}

base::Result<> check_rates(const std::vector<TargetRate>& rates, const Settings& settings) {
  return check_most(rates, settings.most_partner_points);
}

/// The end of the n-th working day after today.
std::optional<base::Instant> due_at(base::Day today, const Settings& settings) {
  if (settings.answer_working_days == 0) return std::nullopt;
  const std::chrono::sys_days last =
      settings.working_days.after(today, settings.answer_working_days);
  return base::start_of_day(last + std::chrono::days{1}, settings.zone);
}

base::Result<> decide(Act& act, const PartnerDiscount& decided, std::string change) {
  if (!store::decide(act.transaction, decided))
    return base::fail(base::ErrorKind::conflict, "pricing.wrong_state");
  record(act, decided, std::move(change));
  return {};
}

PartnerDiscount decided_by(Act& act, PartnerDiscount discount, PartnerDiscount::Decision decision) {
  discount.decision = decision;
  discount.decided_by = act.origin;
  discount.decided_at = act.fresh.now();
  return discount;
}

}  // namespace

PartnerStatus status_at(const PartnerDiscount& discount, base::Instant now) {
  using Decision = PartnerDiscount::Decision;
  switch (discount.decision) {
    case Decision::pending:
      return PartnerStatus::pending;
    case Decision::rejected:
      return PartnerStatus::rejected;
    case Decision::withdrawn:
      return PartnerStatus::withdrawn;
    case Decision::approved:
      break;
  }
  const auto until = discount.effective_until;
  if (until && (*until <= now || *until <= *discount.effective_from)) return PartnerStatus::expired;
  return now < discount.effective_from.value() ? PartnerStatus::scheduled : PartnerStatus::active;
}

base::Result<PartnerDiscountId> ask(Act& act, const base::PartnerId& partner, base::Day starts_on,
                                    const std::vector<TargetRate>& rates) {
  const Settings& settings = act.installation.settings;
  TRY(check_rates(rates, settings));
  const auto now = act.fresh.now();
  const auto today = base::day_in_zone(now, settings.zone);
  TRY(check_earliest(starts_on,
                     earliest_for_partner(today, settings.partner_lead, settings.working_days),
                     settings.zone, "/starts_on"));
  PartnerDiscount asked{.id = act.fresh.id<PartnerDiscountId>(),
                        .partner = partner,
                        .starts_on = starts_on,
                        .effective_from = {},
                        .effective_until = {},
                        .asked_by = act.origin,
                        .asked_at = now,
                        .due_at = due_at(today, settings),
                        .decided_by = {},
                        .decided_at = {},
                        .reason = {},
                        .asked = rates,
                        .granted = {}};
  store::bump(act.transaction, partner, std::nullopt);
  if (!store::insert(act.transaction, asked))
    return base::fail(base::ErrorKind::conflict, "pricing.pending_exists");
  store::insert_rates(act.transaction, asked.id, store::RateKind::asked, rates);
  record(act, asked, "pricing.ask_partner_discount");
  tell_asked(act, asked);
  return asked.id;
}

base::Result<> approve(Act& act, const PartnerDiscount& discount,
                       const std::optional<std::vector<TargetRate>>& rates) {
  using Decision = PartnerDiscount::Decision;
  if (discount.decision != Decision::pending)
    return base::fail(base::ErrorKind::conflict, "pricing.wrong_state");
  const Settings& settings = act.installation.settings;
  if (rates) TRY(check_rates(*rates, settings));
  store::bump(act.transaction, discount.partner, std::nullopt);
  PartnerDiscount approved = decided_by(act, discount, Decision::approved);
  approved.granted = rates.value_or(discount.asked);
  const auto from =
      std::max(base::start_of_day(discount.starts_on, settings.zone), act.fresh.now());
  approved.effective_from = from;
  approved.effective_until = store::next_partner_discount(act.transaction, discount.partner, from);
  store::cut_partner_discounts(act.transaction, discount.partner, from);
  store::insert_rates(act.transaction, discount.id, store::RateKind::granted, approved.granted);
  TRY(decide(act, approved, "pricing.approve_partner_discount"));
  tell_decided(act, approved);
  return {};
}

base::Result<> reject(Act& act, const PartnerDiscount& discount, const std::string& reason) {
  PartnerDiscount rejected = decided_by(act, discount, PartnerDiscount::Decision::rejected);
  rejected.reason = reason;
  store::bump(act.transaction, discount.partner, std::nullopt);
  TRY(decide(act, rejected, "pricing.reject_partner_discount"));
  tell_decided(act, rejected);
  return {};
}

base::Result<> withdraw(Act& act, const PartnerDiscount& discount) {
  store::bump(act.transaction, discount.partner, std::nullopt);
  return decide(act, decided_by(act, discount, PartnerDiscount::Decision::withdrawn),
                "pricing.withdraw_partner_discount");
}

}  // namespace pricing
