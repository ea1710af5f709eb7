// What a customer pays less: planned, set, replaced and ended.

#include <algorithm>

#include "partners/partners.hpp"
#include "pricing/rules.hpp"
#include "pricing/store.hpp"

namespace pricing {
namespace {

using store::Customer;
using store::KeptRate;

constexpr auto for_ever = base::Instant::max();

struct During {
  base::Instant from;
  base::Instant until;
};

base::Day next(base::Day day) {
  return std::chrono::sys_days{day} + std::chrono::days{1};
}

During span_of(const NewCustomerDiscount& discount, const Settings& settings, base::Instant now) {
  return {std::max(base::start_of_day(discount.from, settings.zone), now),
          base::start_of_day(next(discount.to), settings.zone)};
}

base::Result<> check_customer(database::Snapshot& snapshot, const Customer& customer) {
  const auto found = partners::customer_of(snapshot, customer.account);
  if (found && found->partner == customer.partner && found->since && !found->until) return {};
  return base::fail(base::ErrorKind::conflict, "pricing.not_a_customer");
}

base::Result<> check(const NewCustomerDiscount& discount, const Settings& settings,
                     base::Instant now) {
  TRY(check_most(discount.rates, settings.most_customer_points));
  const auto today = base::day_in_zone(now, settings.zone);
  return check_earliest(discount.from,
                        earliest_for_customer(today, settings.customer_lead, settings.working_days),
                        settings.zone, "/from");
}

/// A rate that a new one of the same target meets: what holds ends where the new one begins, what
/// has not begun never does.
std::optional<KeptRate> ended_by(const KeptRate& there, const During& span, base::Instant now) {
  const Rate& rate = there.kept.rate;
  if (*rate.until <= span.from || rate.from >= span.until) return std::nullopt;
  KeptRate ended = there;
  ended.kept.rate.until = rate.from > now ? rate.from : span.from;
  ended.kept.end = End::replaced;
  return ended;
}

struct Planned {
  Plan plan;
  std::vector<KeptRate> ended;
  std::vector<Rate> rates;
};

/// The history after the plan, for the time of the new rates.
Terms terms_after(database::Snapshot& snapshot, const Settings& settings, const Customer& customer,
                  const During& span, const std::vector<KeptRate>& there, const Planned& planned) {
  Terms terms(settings.zone);
  store::add_list_prices_at(snapshot, terms, settings.currency,
                            base::day_in_zone(span.from, settings.zone), std::nullopt);
  for (const Rate& rate : store::partner_rates_between(snapshot, customer.partner, span.from,
                                                       span.until, std::nullopt))
    terms.add_partner_rate(rate);
  for (const KeptRate& kept : there) {
    const auto ended = std::ranges::find_if(planned.ended, [&](const KeptRate& each) {
      return each.discount == kept.discount && each.kept.rate.target == kept.kept.rate.target;
    });
    terms.add_customer_rate(ended == planned.ended.end() ? kept.kept.rate : ended->kept.rate);
  }
  for (const Rate& rate : planned.rates) terms.add_customer_rate(rate);
  return terms;
}

/// What the partner gets at least for this target while `rate` is what its customer pays less;
/// nothing when narrower rates cover all of that time.
std::optional<int> lowest_partner_points(const Terms& terms, const Target& target,
                                         const Rate& rate) {
  auto moments = terms.changes(rate.from, *rate.until);
  moments.insert(moments.begin(), rate.from);
  std::optional<int> lowest;
  for (const base::Instant at : moments) {
    const Rate* customer = terms.customer_rate(target, at);
    if (customer == nullptr || customer->target != rate.target) continue;
    const Rate* partner = terms.partner_rate(target, at);
    const int points = partner == nullptr ? 0 : partner->basis_points;
    lowest = std::min(lowest.value_or(points), points);
  }
  return lowest;
}

/// Whether a group has anything of its own, so that its price may differ from the product's.
bool stands_alone(const Terms& terms, const Target& group, const std::string& currency,
                  const Rate& rate) {
  if (terms.list_price(group, currency, rate.from) != nullptr) return true;
  auto moments = terms.changes(rate.from, *rate.until);
  moments.insert(moments.begin(), rate.from);
  return std::ranges::any_of(moments, [&](base::Instant at) {
    const Rate* partner = terms.partner_rate(group, at);
    return partner != nullptr && partner->target == group;
  });
}

void add_effects(Plan& plan, const Terms& before, const Terms& after, const Settings& settings,
                 const store::Targets& all, const Rate& rate, base::Instant now) {
  for (const Target& target : all.order) {
    const bool own = target == rate.target;
    const bool follows = !rate.target.group && target.product == rate.target.product &&
                         stands_alone(after, target, settings.currency, rate);
    if (!own && !follows) continue;
    const auto lowest = lowest_partner_points(after, target, rate);
    if (!lowest) continue;
    const Rate* current = before.customer_rate(target, now);
    plan.effects.push_back({target, rate.basis_points,
                            current == nullptr ? 0 : current->basis_points, *lowest,
                            quote(after, target, settings.currency, rate.from)});
  }
}

base::Result<Planned> planned_for(database::Snapshot& snapshot, const Installation& installation,
                                  const Customer& customer, const NewCustomerDiscount& discount,
                                  base::Instant now) {
  const Settings& settings = installation.settings;
  TRY(check_customer(snapshot, customer));
  TRY(check(discount, settings, now));
  const During span = span_of(discount, settings, now);
  const auto there = store::customer_rates_between(snapshot, customer, now, for_ever, std::nullopt);
  Planned planned;
  for (const TargetRate& made : discount.rates) {
    planned.rates.push_back({made.target, made.basis_points, span.from, span.until});
    for (const KeptRate& kept : there) {
      if (kept.kept.rate.target != made.target) continue;
      if (auto ended = ended_by(kept, span, now)) planned.ended.push_back(*std::move(ended));
    }
  }
  const Terms before = terms_at(snapshot, settings, customer.partner, customer.account, now);
  const Terms after = terms_after(snapshot, settings, customer, span, there, planned);
  const auto all = store::targets(snapshot);
  for (const Rate& rate : planned.rates)
    add_effects(planned.plan, before, after, settings, all, rate, now);
  for (const KeptRate& ended : planned.ended) planned.plan.ended.push_back(ended.kept);
  return planned;
}

base::Result<> check_below_cost(const Settings& settings, const NewCustomerDiscount& discount,
                                MaySellBelowCost may) {
  if (may == MaySellBelowCost::no)
    return base::fail(base::ErrorKind::forbidden, "pricing.below_cost_not_allowed");
  if (settings.below_cost == BelowCost::refuse)
    return base::fail(base::ErrorKind::unprocessable, "pricing.below_cost_refused");
  if (settings.below_cost == BelowCost::allow || discount.below_cost_reason) return {};
  base::Error error{
      base::ErrorKind::unprocessable, "pricing.below_cost_reason_required", {}, {}, {}};
  error.fields.push_back({"/below_cost_reason", error.code, {}});
  return base::fail(std::move(error));
}

void record(database::Transaction& transaction, const identity::Origin& origin,
            crypto::Fresh& fresh, const Customer& customer, std::string change,
            base::Values details) {
  identity::audit(
      transaction, fresh.id<base::AuditId>(),
      {origin, std::move(change), customer.account.text(), customer.partner, std::move(details)},
      fresh.now());
}

}  // namespace

bool Plan::below_cost() const {
  return std::ranges::any_of(effects, [](const Effect& effect) { return effect.below_cost(); });
}

CustomerStatus status_at(const Rate& rate, base::Instant now) {
  if (*rate.until <= now || *rate.until <= rate.from) return CustomerStatus::expired;
  return now < rate.from ? CustomerStatus::scheduled : CustomerStatus::active;
}

CustomerStatus status_at(const CustomerDiscount& discount, base::Instant now) {
  bool scheduled = false;
  for (const CustomerRate& each : discount.rates) {
    const CustomerStatus status = status_at(each.rate, now);
    if (status == CustomerStatus::active) return status;
    scheduled = scheduled || status == CustomerStatus::scheduled;
  }
  return scheduled ? CustomerStatus::scheduled : CustomerStatus::expired;
}

base::Result<Plan> plan(database::Snapshot& snapshot, const Installation& installation,
                        const base::AccountId& account, const base::PartnerId& partner,
                        const NewCustomerDiscount& discount, base::Instant now) {
  return TRY(planned_for(snapshot, installation, {partner, account}, discount, now)).plan;
}

base::Result<CustomerDiscountId> set_discount(Act& act, const base::AccountId& account,
                                              const base::PartnerId& partner,
                                              const NewCustomerDiscount& discount,
                                              MaySellBelowCost may) {
  const Customer customer{partner, account};
  const auto now = act.fresh.now();
  const Planned planned =
      TRY(planned_for(act.transaction, act.installation, customer, discount, now));
  if (planned.plan.below_cost()) TRY(check_below_cost(act.installation.settings, discount, may));
  store::bump(act.transaction, partner, account);
  for (const KeptRate& ended : planned.ended) store::cut(act.transaction, ended, now);
  CustomerDiscount made{act.fresh.id<CustomerDiscountId>(),
                        partner,
                        account,
                        discount.from,
                        discount.to,
                        discount.below_cost_reason,
                        act.origin,
                        now,
                        {}};
  for (const Rate& rate : planned.rates) made.rates.push_back({rate});
  store::insert(act.transaction, made);
  base::Values details{{"discount_id", made.id.text()},
                       {"from", base::to_iso_day(made.from)},
                       {"to", base::to_iso_day(made.to)},
                       {"rates", in_words(discount.rates)}};
  if (planned.plan.below_cost())
    details.emplace_back("below_cost_reason", made.below_cost_reason.value_or(""));
  record(act.transaction, act.origin, act.fresh, customer, "pricing.set_customer_discount",
         std::move(details));
  return made.id;
}

void end_customer(database::Transaction& transaction, const base::PartnerId& partner,
                  const base::AccountId& account, const identity::Origin& origin,
                  crypto::Fresh& fresh) {
  const Customer customer{partner, account};
  const auto now = fresh.now();
  auto there = store::customer_rates_between(transaction, customer, now, for_ever, std::nullopt);
  if (there.empty()) return;
  store::bump(transaction, partner, account);
  for (KeptRate& each : there) {
    Rate& rate = each.kept.rate;
    rate.until = std::max(rate.from, now);
    each.kept.end = End::customer_left;
    store::cut(transaction, each, now);
  }
  record(transaction, origin, fresh, customer, "pricing.end_customer_discounts",
         {{"rates", std::to_string(there.size())}});
}

Terms terms_at(database::Snapshot& snapshot, const Settings& settings,
               const base::PartnerId& partner, const base::AccountId& account, base::Instant at,
               const std::optional<ProductId>& product) {
  const auto behind = at + std::chrono::microseconds{1};
  Terms terms(settings.zone);
  store::add_list_prices_at(snapshot, terms, settings.currency,
                            base::day_in_zone(at, settings.zone), product);
  for (const Rate& rate : store::partner_rates_between(snapshot, partner, at, behind, product))
    terms.add_partner_rate(rate);
  for (const KeptRate& each :
       store::customer_rates_between(snapshot, {partner, account}, at, behind, product))
    terms.add_customer_rate(each.kept.rate);
  return terms;
}

std::map<base::AccountId, pricing::Span> discounts_of(database::Snapshot& snapshot,
                                                      const base::PartnerId& partner,
                                                      const std::vector<base::AccountId>& accounts,
                                                      base::Instant now) {
  std::map<base::AccountId, pricing::Span> spans;
  const auto behind = now + std::chrono::microseconds{1};
  for (const base::AccountId& account : accounts) {
    for (const KeptRate& each :
         store::customer_rates_between(snapshot, {partner, account}, now, behind, std::nullopt)) {
      const int points = each.kept.rate.basis_points;
      const auto [own, first] = spans.try_emplace(account, pricing::Span{points, points});
      if (first) continue;
      own->second.least = std::min(own->second.least, points);
      own->second.most = std::max(own->second.most, points);
    }
  }
  return spans;
}

}  // namespace pricing
