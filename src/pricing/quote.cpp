#include <algorithm>

#include "pricing/pricing.hpp"

namespace pricing {

void Terms::add_list_price(const Target& target, const ListPrice& price) {
  auto& dated = list_prices_[{target, price.currency}];
  const auto begins = base::start_of_day(price.from, zone_);
  ENSURE(dated.try_emplace(begins, price).second);
}

void Terms::add(Rates& rates, const Rate& rate) {
  if (rate.until && *rate.until <= rate.from) return;  // it never held
  auto& own = rates[rate.target];
  const auto next = own.lower_bound(rate.from);
  ENSURE(next == own.end() || (rate.until && *rate.until <= next->first));
  if (next != own.begin()) {
    const Rate& before = std::prev(next)->second;
    ENSURE(before.until && *before.until <= rate.from);
  }
  own.emplace_hint(next, rate.from, rate);
}

const Rate* Terms::at_moment(const Rates& rates, const Target& target, base::Instant at) {
  const auto own = rates.find(target);
  if (own == rates.end()) return nullptr;
  const auto next = own->second.upper_bound(at);
  if (next == own->second.begin()) return nullptr;
  const Rate& rate = std::prev(next)->second;
  return rate.until && *rate.until <= at ? nullptr : &rate;
}

const Rate* Terms::narrowest(const Rates& rates, const Target& target, base::Instant at) {
  if (const Rate* own = at_moment(rates, target, at)) return own;
  return target.group ? at_moment(rates, {target.product}, at) : nullptr;
}

const ListPrice* Terms::list_price(const Target& target, const std::string& currency,
                                   base::Instant at) const {
  const auto own = list_prices_.find({target, currency});
  if (own == list_prices_.end()) return nullptr;
  const auto next = own->second.upper_bound(at);
  return next == own->second.begin() ? nullptr : &std::prev(next)->second;
}

std::vector<base::Instant> Terms::changes(base::Instant from, base::Instant until) const {
  std::vector<base::Instant> moments;
  const auto add_moment = [&](base::Instant at) {
    if (at > from && at < until) moments.push_back(at);
  };
  for (const Rates* rates : {&partner_, &customer_, &deal_}) {
    for (const auto& [target, own] : *rates) {
      for (const auto& [begins, rate] : own) {
        add_moment(begins);
        if (rate.until) add_moment(*rate.until);
      }
    }
  }
  std::ranges::sort(moments);
  moments.erase(std::ranges::unique(moments).begin(), moments.end());
  return moments;
}

namespace {

constexpr int whole = 10'000;  // basis points

std::optional<Rate> copied(const Rate* rate) {
  if (rate == nullptr) return std::nullopt;
  return *rate;
}

base::Decimal lowered(const base::Decimal& amount, int basis_points) {
  return amount.share(whole - basis_points).rounded(price_places);
}

base::Decimal tax_of(const base::Decimal& amount, const ListPrice& list) {
  if (!list.tax_included) return amount.share(list.tax_rate_bp).rounded(price_places);
  return base::Decimal::quotient(amount * list.tax_rate_bp, whole + list.tax_rate_bp, price_places);
}

}  // namespace

std::optional<Quote> quote(const Terms& terms, const Target& target, const std::string& currency,
                           base::Instant at) {
  const ListPrice* list = terms.list_price(target, currency, at);
  const bool of_product = list == nullptr && target.group;
  if (of_product) list = terms.list_price({target.product}, currency, at);
  if (list == nullptr) return std::nullopt;
  Quote made{.list = *list,
             .list_of_product = of_product,
             .customer = copied(terms.customer_rate(target, at)),
             .partner = copied(terms.partner_rate(target, at)),
             .deal = copied(terms.deal_rate(target, at)),
             .sale = {},
             .cost = {},
             .margin = {},
             .tax = {}};
  made.sale = lowered(list->amount, made.customer_points());
  made.cost = lowered(list->amount, made.partner_points());
  made.margin = made.sale - made.cost;
  made.tax = tax_of(made.sale, *list);
  return made;
}

}  // namespace pricing
