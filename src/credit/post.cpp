#include <algorithm>

#include "credit/ledger.hpp"
#include "credit/store.hpp"
#include "events/events.hpp"

namespace credit::ledger {
namespace {

constexpr std::int64_t bottomless = -largest_amount;

/// One leg on its account.
struct Step {
  Leg leg;
  Standing standing;
  Entry entry;
  std::int64_t floor_minor;
};

bool is_aside(Kind kind) {
  return kind == Kind::hold || kind == Kind::release;
}

/// Whose account it is, as its row says it.
std::string owner_in(const Wallet& wallet, Account account) {
  const bool of_customer = account == Account::customer_wallet || account == Account::customer_held;
  ENSURE(!of_customer || wallet.account.has_value());
  return of_customer ? wallet.account->text() : std::string();
}

std::int64_t floor_of(const Leg& leg, Kind kind) {
  switch (leg.account) {
    case Account::partner_wallet:
    case Account::partner_held:
    case Account::customer_held:
      return 0;
    case Account::customer_wallet:
      return kind == Kind::purchase || leg.amount_minor > 0 ? bottomless : 0;
    case Account::issuance:
    case Account::payouts:
    case Account::revenue:
    case Account::partner_margin:
    case Account::tax:
      return bottomless;
  }
  return 0;
}

std::unexpected<base::Error> insufficient(const Standing& standing, const std::string& currency) {
  const std::int64_t available = std::max<std::int64_t>(0, standing.balance_minor);
  return base::fail(base::ErrorKind::unprocessable, "credit.insufficient",
                    {{"available", std::to_string(available)}, {"currency", currency}});
}

base::Result<std::vector<Step>> plan(Act& act, const Posting& posting) {
  const std::string& currency = act.installation.settings.currency;
  std::vector<Step> steps;
  for (const Leg& leg : posting.legs) {
    Step step{leg,
              store::standing_of(act.transaction, leg.account, posting.wish.wallet.partner,
                                 owner_in(posting.wish.wallet, leg.account), currency),
              {},
              floor_of(leg, posting.wish.kind)};
    const std::int64_t after = step.standing.balance_minor + leg.amount_minor;
    if (leg.amount_minor < 0 && after < step.floor_minor && step.floor_minor == 0)
      return insufficient(step.standing, currency);
    if (after > largest_amount || after < bottomless)
      return base::fail(base::ErrorKind::unprocessable, "credit.balance_too_large");
    steps.push_back(std::move(step));
  }
  // In one order always, so that two transactions do not wait for each other.
  std::ranges::sort(steps, {}, [](const Step& step) { return step.standing.id; });
  return steps;
}

base::Instant moment_behind(const std::vector<Step>& steps, base::Instant now) {
  for (const Step& step : steps) now = std::max(now, step.standing.last_at);
  return now;
}

std::string receipt_number(const Act& act, const TransactionId& id, base::Instant at) {
  constexpr std::size_t shown = 8;
  const auto day = base::day_in_zone(at, act.installation.settings.zone);
  std::string end = id.text().substr(id.text().size() - shown);
  std::ranges::transform(end, end.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return fmt::format("{:02}{:02}{:02}-{}", static_cast<int>(day.year()) % 100,
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), end);
}

Header header_of(const Act& act, const Posting& posting, const Moved& moved) {
  Header header{.id = moved.id.text(),
                .kind = std::string(name_of(moved.kind)),
                .at = moved.at,
                .currency = moved.currency,
                .amount_minor = moved.amount_minor,
                .partner = moved.wallet.partner.text(),
                .account = std::nullopt,
                .receipt_number = moved.receipt_number,
                .reference = moved.reference,
                .note = moved.note,
                .origin_kind = std::string(identity::name_of(moved.origin.kind)),
                .origin_id = moved.origin.id,
                .origin_name = moved.origin.name,
                .side = std::string(identity::name_of(moved.side)),
                .via = std::string(name_of(moved.via)),
                .approver_kind = std::nullopt,
                .approver_id = std::nullopt,
                .approver_name = std::nullopt,
                .reverses = std::nullopt,
                .effect = std::string(name_of(moved.effect)),
                .entries = static_cast<std::int64_t>(posting.legs.size()),
                .mac = {}};
  if (moved.wallet.account) header.account = moved.wallet.account->text();
  if (moved.approver) {
    header.approver_kind = std::string(identity::name_of(moved.approver->kind));
    header.approver_id = moved.approver->id;
    header.approver_name = moved.approver->name;
  }
  if (moved.reverses) header.reverses = moved.reverses->text();
  header.mac = mac_of(act.installation.key, header);
  return header;
}

void fill(Step& step, const Header& header, const Posting& posting, const crypto::SecretKey& key) {
  const std::int64_t amount = step.leg.amount_minor;
  const bool counts = !is_aside(posting.wish.kind);
  step.entry = {.ledger_account = step.standing.id,
                .number = step.standing.entries + 1,
                .transaction = header.id,
                .account_kind = std::string(name_of(step.leg.account)),
                .kind = header.kind,
                .effect = header.effect,
                .at = header.at,
                .amount_minor = amount,
                .before_minor = step.standing.balance_minor,
                .after_minor = step.standing.balance_minor + amount,
                .in_minor = step.standing.in_minor + (counts && amount > 0 ? amount : 0),
                .out_minor = step.standing.out_minor - (counts && amount < 0 ? amount : 0),
                .mac = {}};
  step.entry.mac = mac_of(key, step.entry, header.mac, step.standing.chain);
}

void note_available(Moved& moved, const Step& step) {
  const BeforeAfter shown{step.entry.before_minor, step.entry.after_minor};
  if (step.leg.account == Account::partner_wallet) moved.partner_available = shown;
  if (step.leg.account == Account::customer_wallet) moved.account_available = shown;
}

std::string_view code_of(const std::string& constraint) {
  return constraint == "ledger_transaction_reversed_once" ? "credit.already_reversed"
                                                          : "credit.reference_taken";
}

void record(Act& act, const Moved& moved) {
  base::Values details{{"amount", std::to_string(moved.amount_minor)},
                       {"currency", moved.currency},
                       {"receipt_number", moved.receipt_number}};
  if (moved.wallet.account) details.emplace_back("account_id", moved.wallet.account->text());
  if (moved.reference) details.emplace_back("reference", *moved.reference);
  if (moved.note) details.emplace_back("note", *moved.note);
  if (moved.reverses) details.emplace_back("reverses", moved.reverses->text());
  // A partner reads its rows of the trail, and is not told which of the provider's people asked.
  if (moved.approver && moved.side == identity::Audience::partner)
    details.emplace_back("asked_by", moved.origin.name);
  identity::audit(act.transaction, act.fresh.id<base::AuditId>(),
                  {.origin = moved.approver.value_or(moved.origin),
                   .change = "credit." + std::string(name_of(moved.kind)),
                   .subject = moved.id.text(),
                   .partner = moved.wallet.partner,
                   .details = std::move(details)},
                  act.fresh.now());
  events::append(act.transaction,
                 {.type = "credit." + std::string(name_of(moved.kind)),
                  .partner = moved.wallet.partner,
                  .account = moved.wallet.account,
                  .external_id = moved.names->external_id,
                  .movement = store::movement_json(moved)},
                 moved.at);
}

}  // namespace

Account wallet_of(const Wallet& wallet) {
  return wallet.account ? Account::customer_wallet : Account::partner_wallet;
}

Account held_of(const Wallet& wallet) {
  return wallet.account ? Account::customer_held : Account::partner_held;
}

base::Result<Moved> post(Act& act, const Posting& posting) {
  std::int64_t sum = 0;
  for (const Leg& leg : posting.legs) sum += leg.amount_minor;
  ENSURE(sum == 0 && posting.legs.size() >= 2);
  auto steps = TRY(plan(act, posting));
  const auto id = act.fresh.id<TransactionId>();
  const base::Instant at = moment_behind(steps, act.fresh.now());
  Moved moved{.id = id,
              .kind = posting.wish.kind,
              .effect = posting.effect,
              .amount_minor = posting.wish.amount_minor,
              .currency = act.installation.settings.currency,
              .at = at,
              .wallet = posting.wish.wallet,
              .receipt_number = receipt_number(act, id, at),
              .reference = posting.wish.reference,
              .note = posting.wish.note,
              .origin = act.origin,
              .side = act.side,
              .via = act.via,
              .approver = posting.approver,
              .reverses = posting.wish.reverses};
  const Header header = header_of(act, posting, moved);
  if (const auto violated = store::insert(act.transaction, header))
    return base::fail(base::ErrorKind::conflict, std::string(code_of(*violated)));
  for (Step& step : steps) {
    fill(step, header, posting, act.installation.key);
    // What was seen cannot have changed inside this transaction: it is the guard's second look. It
    // comes before the entry: of two that saw the same account PostgreSQL begins one anew when it
    // moves, while its entry would only violate the key of the other's.
    ENSURE(store::move(act.transaction, step.entry, step.floor_minor));
    store::insert(act.transaction, step.entry);
    note_available(moved, step);
  }
  moved.names = store::names_of(act.transaction, posting.wish.wallet);
  record(act, moved);
  return moved;
}

}  // namespace credit::ledger
