#include "accounts/accounts.hpp"
#include "credit/credit.hpp"
#include "embedded/credit_queries.hpp"
#include "partners/partners.hpp"

namespace credit {
namespace {

Balance sum_of(database::Snapshot& snapshot, const database::Query& query,
               database::Parameters parameters) {
  Balance balance;
  snapshot.each(query, parameters, [&](const database::Row& row) {
    const auto kind = row.text("kind");
    const bool held = kind == "partner_held" || kind == "customer_held";
    const auto amount = row.integer("balance_minor");
    balance.balance_minor += amount;
    if (held) balance.held_minor += amount;
    return true;
  });
  return balance;
}

std::string owner_of(const Wallet& wallet) {
  return wallet.account ? wallet.account->text() : std::string();
}

}  // namespace

Balance balance_of(database::Snapshot& snapshot, const Wallet& wallet, std::string_view currency) {
  const std::string owner = owner_of(wallet);
  return sum_of(snapshot, queries::find_balances,
                {{"partner_id", wallet.partner}, {"account_id", owner}, {"currency", currency}});
}

Balance balance_before(database::Snapshot& snapshot, const Wallet& wallet,
                       std::string_view currency, base::Instant moment) {
  const std::string owner = owner_of(wallet);
  return sum_of(snapshot, queries::find_balances_before,
                {{"partner_id", wallet.partner},
                 {"account_id", owner},
                 {"currency", currency},
                 {"moment_us", moment}});
}

Balance balance_of_account(database::Snapshot& snapshot, const base::AccountId& account,
                           std::string_view currency) {
  return sum_of(snapshot, queries::find_balances_of_account,
                {{"account_id", account}, {"currency", currency}});
}

std::optional<Customer> find_customer(database::Snapshot& snapshot,
                                      const identity::PartnerScope& scope,
                                      const base::AccountId& account) {
  const auto facts = accounts::find(snapshot, account);
  if (!facts) return std::nullopt;
  const auto made = [&](const base::PartnerId& partner, bool present, bool reclaim_agreed) {
    return Customer{{partner, account},  present,     reclaim_agreed,
                    facts->email.text(), facts->name, facts->external_id,
                    facts->language};
  };
  const auto last = partners::customer_of(snapshot, account);
  if (last && last->since && (!scope.partner() || *scope.partner() == last->partner))
    return made(last->partner, !last->until, last->reclaim_agreed);
  // The account went on to somebody else, who may only have claimed it; its wallet here stays.
  const auto earlier = snapshot.first(
      queries::find_last_wallet, {{"account_id", account}, {"partner_id", scope.partner()}},
      [](const database::Row& row) {
        return base::PartnerId::stored(std::string(row.text("partner_id")));
      });
  if (earlier) return made(*earlier, false, false);
  // Claimed and waiting: it is there, but it cannot have credit yet.
  if (last && (!scope.partner() || *scope.partner() == last->partner))
    return made(last->partner, false, false);
  return std::nullopt;
}

}  // namespace credit
