#include "credit/ledger.hpp"
#include "credit/requests.hpp"
#include "credit/store.hpp"
#include "partners/partners.hpp"

namespace credit {
namespace {

using ledger::Account;
using ledger::Leg;

std::unexpected<base::Error> forbidden_by_state(const char* code) {
  return base::fail(base::ErrorKind::conflict, code);
}

/// A transfer needs a confirmed customer of this very partner; what is charged, given back or paid
/// out also concerns one who left, or who went on to somebody else and has a wallet here.
base::Result<> check_customer(Act& act, const Wish& wish, Kind effect) {
  if (!wish.wallet.account) return {};
  const auto customer = partners::customer_of(act.transaction, *wish.wallet.account);
  const bool last = customer && customer->partner == wish.wallet.partner && customer->since;
  const bool present = last && !customer->until;
  switch (effect) {
    case Kind::top_up:
    case Kind::reclaim:
    case Kind::hold:
      if (!present && wish.kind != Kind::reversal)
        return forbidden_by_state("credit.not_a_customer");
      break;
    case Kind::purchase:
    case Kind::refund:
    case Kind::payout:
      if (!last && !store::has_wallet(act.transaction, wish.wallet))
        return forbidden_by_state("credit.not_a_customer");
      break;
    case Kind::release:
    case Kind::grant:
    case Kind::reversal:
      break;
  }
  if (wish.kind != Kind::reclaim) return {};
  if (!act.installation.settings.reclaim) return forbidden_by_state("credit.reclaim_off");
  if (!customer->reclaim_agreed) return forbidden_by_state("credit.reclaim_not_agreed");
  return {};
}

std::vector<Leg> legs_of(Kind kind, const Wallet& wallet, std::int64_t amount) {
  const Account own = ledger::wallet_of(wallet);
  switch (kind) {
    case Kind::grant:
      return {{Account::issuance, -amount}, {Account::partner_wallet, amount}};
    case Kind::top_up:
      return {{Account::partner_wallet, -amount}, {Account::customer_wallet, amount}};
    case Kind::reclaim:
      return {{Account::customer_wallet, -amount}, {Account::partner_wallet, amount}};
    case Kind::purchase:
      return {{Account::customer_wallet, -amount}, {Account::revenue, amount}};
    case Kind::refund:
      return {{Account::revenue, -amount}, {Account::customer_wallet, amount}};
    case Kind::payout:
      return {{own, -amount}, {Account::payouts, amount}};
    case Kind::hold:
      return {{own, -amount}, {ledger::held_of(wallet), amount}};
    case Kind::release:
      return {{ledger::held_of(wallet), -amount}, {own, amount}};
    case Kind::reversal:
      break;
  }
  ENSURE(!"a reversal has the legs of what it undoes");
  return {};
}

bool is_reversible(Kind kind) {
  return kind == Kind::grant || kind == Kind::top_up || kind == Kind::reclaim ||
         kind == Kind::refund || kind == Kind::payout;
}

/// The kind that a wish is about: of a reversal that of the transaction which it undoes.
base::Result<Kind> effect_of(Act& act, const Wish& wish) {
  if (wish.kind != Kind::reversal) return wish.kind;
  const auto undone = store::find(act.transaction, wish.reverses.value());
  if (!undone) return base::fail(base::ErrorKind::not_found, "not_found");
  if (!is_reversible(undone->kind)) return forbidden_by_state("credit.not_reversible");
  if (undone->reversed_by) return forbidden_by_state("credit.already_reversed");
  if (wish.amount_minor > undone->amount_minor)
    return base::fail(
        base::ErrorKind::unprocessable, "credit.insufficient",
        {{"available", std::to_string(undone->amount_minor)}, {"currency", undone->currency}});
  return undone->kind;
}

std::optional<std::int64_t> threshold(const SecondPerson& second, Kind kind) {
  switch (kind) {
    case Kind::grant:
    case Kind::reversal:
      return second.grant;
    case Kind::top_up:
    case Kind::reclaim:
      return second.top_up;
    case Kind::payout:
      return second.payout;
    case Kind::purchase:
    case Kind::refund:
    case Kind::hold:
    case Kind::release:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Its amount is set aside until somebody decides.
base::Result<Request> wait_for_second_person(Act& act, const Wish& wish) {
  Request request{
      .id = act.fresh.id<RequestId>(),
      .side = act.side,
      .wish = wish,
      .currency = act.installation.settings.currency,
      .asked_by = act.origin,
      .via = act.via,
      .asked_at = act.fresh.now(),
      .expires_at = act.fresh.now() + std::chrono::days{act.installation.settings.request_days},
      .decided_by = std::nullopt,
      .decided_at = std::nullopt,
      .reason = std::nullopt,
      .transaction = std::nullopt};
  request.holds =
      wish.kind == Kind::top_up || wish.kind == Kind::reclaim || wish.kind == Kind::payout;
  if (request.holds)
    TRY(set_aside(act, {.kind = Kind::hold,
                        .wallet = held_wallet_of(request),
                        .amount_minor = wish.amount_minor}));
  if (!store::insert(act.transaction, request))
    return forbidden_by_state(wish.kind == Kind::reversal ? "credit.already_reversed"
                                                          : "credit.reference_taken");
  record(act, request, "credit.ask", act.origin);
  return request;
}

base::Result<> check_reference(Act& act, const Wish& wish) {
  if (wish.reference && store::has_reference(act.transaction, wish))
    return forbidden_by_state("credit.reference_taken");
  return {};
}

}  // namespace

base::Result<Moved> set_aside(Act& act, const Wish& wish) {
  return ledger::post(act, {.wish = wish,
                            .effect = wish.kind,
                            .legs = legs_of(wish.kind, wish.wallet, wish.amount_minor)});
}

base::Result<Outcome> ask(Act& act, const Wish& wish) {
  const auto above = threshold(act.installation.settings.second_person, wish.kind);
  if (!above || wish.amount_minor <= *above) return TRY(move(act, wish));
  const Kind effect = TRY(effect_of(act, wish));
  TRY(check_customer(act, wish, effect));
  TRY(check_reference(act, wish));
  return TRY(wait_for_second_person(act, wish));
}

base::Result<Moved> move(Act& act, const Wish& wish,
                         const std::optional<identity::Origin>& approver) {
  const Kind effect = TRY(effect_of(act, wish));
  TRY(check_customer(act, wish, effect));
  auto legs = legs_of(effect, wish.wallet, wish.amount_minor);
  if (wish.kind == Kind::reversal)
    for (Leg& leg : legs) leg.amount_minor = -leg.amount_minor;
  return ledger::post(
      act, {.wish = wish, .effect = effect, .legs = std::move(legs), .approver = approver});
}

base::Result<Moved> purchase(Act& act, const Wish& wish, const Split& split) {
  ENSURE(wish.kind == Kind::purchase &&
         split.revenue_minor + split.margin_minor + split.tax_minor == wish.amount_minor);
  std::vector<Leg> legs{{Account::customer_wallet, -wish.amount_minor}};
  for (const auto& [account, amount] : {std::pair{Account::revenue, split.revenue_minor},
                                        {Account::partner_margin, split.margin_minor},
                                        {Account::tax, split.tax_minor}})
    if (amount != 0) legs.push_back({account, amount});
  return ledger::post(act, {.wish = wish, .effect = Kind::purchase, .legs = std::move(legs)});
}

}  // namespace credit
