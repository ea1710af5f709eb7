#include <limits>

#include "credit/reading_store.hpp"
#include "embedded/credit_queries.hpp"

namespace credit::store {
namespace {

/// Behind every text that begins with it.
std::string behind(const std::string& prefix) {
  return prefix + "\xF4\x8F\xBF\xBF";
}

AccountCredit account_in(const database::Row& row) {
  const auto id = row.integer("id");
  auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
  auto account = base::AccountId::stored(std::string(row.text("account_id")));
  const auto available = row.integer("balance_minor");
  const auto held = row.integer("held_minor");
  AccountCredit credit{
      .ledger_account = id,
      .wallet = {std::move(partner), account},
      .account = {account.text(), std::string(row.text("email")), std::string(row.text("name"))},
      .partner_name = std::string(row.text("partner_name")),
      .balance = {available + held, held},
      .level_minor = row.optional_integer("level_minor"),
      .spent_minor = row.integer("spent_minor")};
  credit.is_customer = row.boolean("is_customer");
  credit.reclaim_agreed = row.boolean("reclaim_agreed");
  credit.version = row.integer("version");
  return credit;
}

std::vector<database::Parameter> parameters_of(const AccountFilter& filter,
                                               const std::string& currency,
                                               const std::string& email_to) {
  return {{"currency", currency},
          {"partner_id", filter.partner},
          {"email_from", filter.email_prefix},
          {"email_to", email_to}};
}

/// Before the first row of an order.
AccountPlace beginning(AccountSort sort) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  const bool down = sort == AccountSort::email_down || sort == AccountSort::available_down;
  return down ? AccountPlace{behind(""), most, most} : AccountPlace{"", least, least};
}

Totals totals_in(const database::Row& row) {
  Totals totals;
  totals.issued_minor = row.integer("issued_minor");
  totals.paid_out_minor = row.integer("paid_out_minor");
  totals.spent_minor = row.integer("spent_minor");
  totals.in_partner_wallets_minor = row.integer("in_partner_wallets_minor");
  totals.in_customer_wallets_minor = row.integer("in_customer_wallets_minor");
  totals.arrears_minor = row.integer("arrears_minor");
  return totals;
}

}  // namespace

static_assert(queries::list_account_credits_axes ==
              "state: any arrears zero low; sort: email email_down available available_down");
static_assert(queries::count_account_credits_axes == "state: any arrears zero low");

std::vector<AccountCredit> list_accounts(database::Snapshot& snapshot, const AccountFilter& filter,
                                         const std::string& currency, AccountSort sort,
                                         const std::optional<AccountPlace>& after,
                                         base::Instant week_ago, int limit) {
  const std::string email_to = behind(filter.email_prefix);
  const AccountPlace place = after.value_or(beginning(sort));
  auto parameters = parameters_of(filter, currency, email_to);
  if (sort == AccountSort::email || sort == AccountSort::email_down)
    parameters.push_back({"after_email", place.email});
  else
    parameters.push_back({"after_minor", place.available_minor});
  parameters.push_back({"after_id", place.ledger_account});
  parameters.push_back({"week_ago_us", week_ago});
  parameters.push_back({"limit", limit});
  const auto& query = queries::list_account_credits[static_cast<std::size_t>(filter.state)]
                                                   [static_cast<std::size_t>(sort)];
  return snapshot.all(*query, parameters, account_in);
}

std::int64_t count_accounts(database::Snapshot& snapshot, const AccountFilter& filter,
                            const std::string& currency) {
  const std::string email_to = behind(filter.email_prefix);
  auto parameters = parameters_of(filter, currency, email_to);
  parameters.push_back({"most", most_counted + 1});
  return snapshot.count(*queries::count_account_credits[static_cast<std::size_t>(filter.state)],
                        parameters);
}

AccountCredit account_credit(database::Snapshot& snapshot, const Customer& customer,
                             const std::string& currency, base::Instant week_ago) {
  AccountCredit credit{
      .wallet = customer.wallet,
      .account = {customer.wallet.account->text(), customer.email, customer.name},
      .partner_name =
          snapshot
              .first(queries::find_organization_name, {{"id", customer.wallet.partner}},
                     [](const database::Row& row) { return std::string(row.text("name")); })
              .value(),
      .balance = balance_of(snapshot, customer.wallet, currency),
      .level_minor = std::nullopt};
  credit.is_customer = customer.is_customer;
  credit.reclaim_agreed = customer.reclaim_agreed;
  snapshot.each(queries::find_alert_level,
                {{"partner_id", customer.wallet.partner}, {"account_id", customer.wallet.account}},
                [&](const database::Row& row) {
                  credit.level_minor = row.optional_integer("level_minor");
                  credit.version = row.integer("version");
                  return false;
                });
  credit.spent_minor = snapshot.count(queries::sum_spent, {{"partner_id", customer.wallet.partner},
                                                           {"account_id", customer.wallet.account},
                                                           {"currency", currency},
                                                           {"since_us", week_ago}});
  return credit;
}

bool set_level(database::Transaction& transaction, const Wallet& wallet,
               std::optional<std::int64_t> level_minor, std::int64_t version) {
  return transaction.execute(queries::set_alert_level, {{"partner_id", wallet.partner},
                                                        {"account_id", wallet.account},
                                                        {"level_minor", level_minor},
                                                        {"version", version}}) == 1;
}

Totals totals(database::Snapshot& snapshot, const std::optional<base::PartnerId>& partner,
              const std::string& currency) {
  return snapshot
      .first(queries::sum_channel_credit, {{"currency", currency}, {"partner_id", partner}},
             totals_in)
      .value();
}

std::vector<PartnerTotals> totals_by_partner(database::Snapshot& snapshot,
                                             const std::string& currency,
                                             const std::string& after_id, int limit) {
  return snapshot.all(queries::list_partner_credit,
                      {{"currency", currency}, {"after_id", after_id}, {"limit", limit}},
                      [](const database::Row& row) {
                        std::string partner(row.text("partner_id"));
                        std::string name(row.text("partner_name"));
                        return PartnerTotals{std::move(partner), std::move(name), totals_in(row)};
                      });
}

std::int64_t count_partners(database::Snapshot& snapshot) {
  return snapshot.count(queries::count_organizations, {});
}

std::optional<Comparison> find_comparison(database::Snapshot& snapshot,
                                          const std::optional<std::string>& day) {
  return snapshot.first(queries::find_comparison, {{"day", day}}, [](const database::Row& row) {
    std::string found(row.text("day"));
    return Comparison{std::move(found), row.integer("compared")};
  });
}

std::vector<Difference> list_differences(database::Snapshot& snapshot, const std::string& day,
                                         const std::string& after_account, int limit) {
  return snapshot.all(queries::list_credit_differences,
                      {{"day", day}, {"after_id", after_account}, {"limit", limit}},
                      [](const database::Row& row) {
                        std::string account(row.text("account_id"));
                        std::string partner(row.text("partner_id"));
                        const auto ledger = row.integer("ledger_minor");
                        const auto directory = row.integer("directory_minor");
                        const auto seen_at = row.instant("seen_at_us");
                        std::string email(row.text("account_email"));
                        std::string name(row.text("account_name"));
                        return Difference{{std::move(account), std::move(email), std::move(name)},
                                          std::move(partner),
                                          std::string(row.text("partner_name")),
                                          ledger,
                                          directory,
                                          seen_at};
                      });
}

std::int64_t count_differences(database::Snapshot& snapshot, const std::string& day) {
  return snapshot.count(queries::count_credit_differences, {{"day", day}});
}

}  // namespace credit::store
