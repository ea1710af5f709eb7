#pragma once
// What people are told about prices. Only this room includes it.

#include "pricing/store.hpp"

namespace pricing {

/// To those of the provider who decide.
void tell_asked(Act& act, const PartnerDiscount& discount);
/// To the partner's administrators: approved, with what counts now, or rejected with the reason.
void tell_decided(Act& act, const PartnerDiscount& discount);

/// To the partner's administrators: it holds from now on.
void tell_began(Act& act, const PartnerDiscount& discount);
/// To the partner's people who set discounts: these rates of a customer end at `at`.
void tell_ending(Act& act, const store::Customer& customer, base::Instant at,
                 const std::vector<TargetRate>& rates);

/// A target whose price rises, with what it was lowered by before and after.
struct Rise {
  Target target;
  int before = 0;
  int after = 0;
};
/// To the customer.
void tell_rise(Act& act, const store::Customer& customer, base::Instant at,
               const std::vector<Rise>& rises);

}  // namespace pricing
