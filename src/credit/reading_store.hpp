#pragma once
// Lists of the ledger with the names that are shown. Only this room includes it.

#include "credit/store.hpp"

namespace credit::store {

struct ListedMoved {
  Moved moved;
  std::string partner_name;
  std::optional<AccountName> account;
};

/// Whose transactions, and which. Nothing: all.
struct MovedFilter {
  std::optional<base::PartnerId> partner;
  std::optional<base::AccountId> account;
  std::vector<Kind> kinds;  // empty: all
  std::optional<std::string> reference;
  base::Instant from = base::from_microseconds(0);
  base::Instant to = base::from_microseconds(std::numeric_limits<std::int64_t>::max());
};
/// Before this row, in the order of time, newest first.
struct Place {
  base::Instant at = base::from_microseconds(std::numeric_limits<std::int64_t>::max());
  std::string id;
};
std::vector<ListedMoved> list_moved(database::Snapshot& snapshot, const MovedFilter& filter,
                                    const Place& before, int limit);
/// Counted to `most_counted` and one more.
constexpr std::int64_t most_counted = 1000;
std::int64_t count_moved(database::Snapshot& snapshot, const MovedFilter& filter);
std::optional<ListedMoved> find_listed(database::Snapshot& snapshot, const TransactionId& id);
/// What moved just now, without a look at its rows: those of one moment lie side by side, and on
/// PostgreSQL whoever read there would collide with everybody who writes there.
ListedMoved listed_of(Moved moved);

struct Movement {
  std::int64_t number;
  Kind kind;
  base::Instant at;
  std::int64_t amount_minor;
  std::int64_t before_minor;
  std::int64_t after_minor;
  std::string transaction;
  std::string receipt_number;
  std::optional<std::string> reference;
  std::optional<std::string> note;
  identity::Origin origin;
  identity::Audience side;
  Via via;
  std::optional<std::string> reverses;
  std::optional<std::string> reversed_by;
  std::optional<AccountName> account;
};
struct MovementFilter {
  std::vector<Kind> kinds;  // empty: all
  base::Instant from = base::from_microseconds(0);
  base::Instant to = base::from_microseconds(std::numeric_limits<std::int64_t>::max());
};
/// Of the wallet's available credit, newest first, before the movement numbered `before`.
std::vector<Movement> list_movements(database::Snapshot& snapshot, const Wallet& wallet,
                                     const std::string& currency, const MovementFilter& filter,
                                     std::int64_t before, int limit);
std::int64_t count_movements(database::Snapshot& snapshot, const Wallet& wallet,
                             const std::string& currency, const MovementFilter& filter);

struct ListedRequest {
  Request request;
  std::string partner_name;
  std::optional<AccountName> account;
};
/// Of one side: a partner's own, or the provider's.
struct RequestFilter {
  std::optional<base::PartnerId> partner;  // nothing: the provider's
  std::optional<RequestState> state;       // by the clock
};
std::vector<ListedRequest> list_requests(database::Snapshot& snapshot, const RequestFilter& filter,
                                         base::Instant now, const std::string& before_id,
                                         int limit);
std::int64_t count_requests(database::Snapshot& snapshot, const RequestFilter& filter,
                            base::Instant now);
std::optional<ListedRequest> find_listed(database::Snapshot& snapshot, const RequestId& id);

enum class HoldState { any, held, released };
std::vector<Hold> list_holds(database::Snapshot& snapshot, const Wallet& wallet, HoldState state,
                             const std::string& before_id, int limit);
std::int64_t count_holds(database::Snapshot& snapshot, const Wallet& wallet, HoldState state);

/// A customer's credit as lists show it.
struct AccountCredit {
  std::int64_t ledger_account = 0;
  Wallet wallet;
  AccountName account;
  std::string partner_name;
  Balance balance;
  std::optional<std::int64_t> level_minor;
  std::int64_t spent_minor = 0;  // purchases less refunds of the last 7 days
  bool is_customer = false;
  bool reclaim_agreed = false;
  std::int64_t version = 0;  // of the alert level
};
enum class CreditState { any, arrears, zero, low };
struct AccountFilter {
  std::optional<base::PartnerId> partner;
  CreditState state = CreditState::any;
  std::string email_prefix;
};
enum class AccountSort { email, email_down, available, available_down };
struct AccountPlace {
  std::string email;
  std::int64_t available_minor = 0;
  std::int64_t ledger_account = 0;
};
/// Customers whose credit ever moved; nothing in `after`: the first page.
std::vector<AccountCredit> list_accounts(database::Snapshot& snapshot, const AccountFilter& filter,
                                         const std::string& currency, AccountSort sort,
                                         const std::optional<AccountPlace>& after,
                                         base::Instant week_ago, int limit);
std::int64_t count_accounts(database::Snapshot& snapshot, const AccountFilter& filter,
                            const std::string& currency);
AccountCredit account_credit(database::Snapshot& snapshot, const Customer& customer,
                             const std::string& currency, base::Instant week_ago);
/// Nothing when another change came first.
bool set_level(database::Transaction& transaction, const Wallet& wallet,
               std::optional<std::int64_t> level_minor, std::int64_t version);

/// Sums over accounts of the ledger.
struct Totals {
  std::int64_t issued_minor = 0;
  std::int64_t paid_out_minor = 0;
  std::int64_t spent_minor = 0;
  std::int64_t in_partner_wallets_minor = 0;
  std::int64_t in_customer_wallets_minor = 0;  // without arrears
  std::int64_t arrears_minor = 0;              // as a positive amount
};
Totals totals(database::Snapshot& snapshot, const std::optional<base::PartnerId>& partner,
              const std::string& currency);
struct PartnerTotals {
  std::string partner;
  std::string partner_name;
  Totals totals;
};
std::vector<PartnerTotals> totals_by_partner(database::Snapshot& snapshot,
                                             const std::string& currency,
                                             const std::string& after_id, int limit);
std::int64_t count_partners(database::Snapshot& snapshot);

struct Difference {
  AccountName account;
  std::string partner;
  std::string partner_name;
  std::int64_t ledger_minor;
  std::int64_t directory_minor;
  base::Instant seen_at;
};
struct Comparison {
  std::string day;
  std::int64_t compared;
};
/// Of this day, or the newest.
std::optional<Comparison> find_comparison(database::Snapshot& snapshot,
                                          const std::optional<std::string>& day);
std::vector<Difference> list_differences(database::Snapshot& snapshot, const std::string& day,
                                         const std::string& after_account, int limit);
std::int64_t count_differences(database::Snapshot& snapshot, const std::string& day);

}  // namespace credit::store
