#include "credit/requests.hpp"
#include "credit/store.hpp"
#include "partners/partners.hpp"

namespace credit {

base::Result<Hold> hold(Act& act, const Wish& wish) {
  const auto customer = partners::customer_of(act.transaction, wish.wallet.account.value());
  if (!customer || customer->partner != wish.wallet.partner || !customer->since || customer->until)
    return base::fail(base::ErrorKind::conflict, "credit.not_a_customer");
  Hold placed{.id = act.fresh.id<HoldId>(),
              .wallet = wish.wallet,
              .amount_minor = wish.amount_minor,
              .currency = act.installation.settings.currency,
              .reference = wish.reference.value(),
              .note = wish.note,
              .placed_at = act.fresh.now(),
              .released_at = std::nullopt};
  const auto moved = TRY(set_aside(act, wish));
  if (!store::insert(act.transaction, placed, moved.id))
    return base::fail(base::ErrorKind::conflict, "credit.reference_taken");
  return placed;
}

base::Result<Hold> release(Act& act, Hold hold) {
  if (hold.released_at) return base::fail(base::ErrorKind::conflict, "credit.hold_released");
  const auto moved = TRY(set_aside(act, {.kind = Kind::release,
                                         .wallet = hold.wallet,
                                         .amount_minor = hold.amount_minor,
                                         .reference = hold.reference}));
  hold.released_at = act.fresh.now();
  if (!store::release(act.transaction, hold, moved.id))
    return base::fail(base::ErrorKind::conflict, "credit.hold_released");
  return hold;
}

}  // namespace credit
