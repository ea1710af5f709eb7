#include "credit/reading_store.hpp"

#include "embedded/credit_queries.hpp"

namespace credit::store {
namespace {

constexpr std::array<std::string_view, 9> kind_names{
    "kind_0", "kind_1", "kind_2", "kind_3", "kind_4", "kind_5", "kind_6", "kind_7", "kind_8"};

/// All places of an IN list: those that are asked for, or every kind.
void add_kinds(std::vector<database::Parameter>& parameters, const std::vector<Kind>& kinds) {
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    const bool every = kinds.empty();
    const Kind kind = every ? static_cast<Kind>(i) : kinds[std::min(i, kinds.size() - 1)];
    parameters.push_back({kind_names[i], name_of(kind)});
  }
}

enum class Of { channel, partner, account };

Of axis_of(const MovedFilter& filter) {
  if (filter.account) return Of::account;
  return filter.partner ? Of::partner : Of::channel;
}

std::vector<database::Parameter> parameters_of(const MovedFilter& filter) {
  std::vector<database::Parameter> parameters{
      {"from_us", filter.from}, {"to_us", filter.to}, {"reference", filter.reference}};
  if (filter.account) parameters.push_back({"account_id", filter.account});
  if (filter.account || filter.partner) parameters.push_back({"partner_id", filter.partner});
  add_kinds(parameters, filter.kinds);
  return parameters;
}

std::optional<AccountName> account_in(const database::Row& row, std::optional<std::string> id) {
  auto email = row.optional_text("account_email");
  auto name = row.optional_text("account_name");
  if (!id || !email) return std::nullopt;
  return AccountName{*std::move(id), *std::move(email), name.value_or("")};
}

std::optional<BeforeAfter> step_in(const database::Row& row, std::string_view before,
                                   std::string_view after) {
  const auto first = row.optional_integer(before);
  const auto last = row.optional_integer(after);
  if (!first || !last) return std::nullopt;
  return BeforeAfter{*first, *last};
}

ListedMoved listed_in(const database::Row& row) {
  ListedMoved listed{moved_in(row), std::string(row.text("partner_name")), std::nullopt};
  if (listed.moved.wallet.account)
    listed.account = account_in(row, listed.moved.wallet.account->text());
  listed.moved.partner_available = step_in(row, "partner_before_minor", "partner_after_minor");
  listed.moved.account_available = step_in(row, "account_before_minor", "account_after_minor");
  return listed;
}

Movement movement_in(const database::Row& row) {
  const auto number = row.integer("number");
  const Kind kind = kind_named(row.text("kind")).value();
  const auto at = row.instant("at_us");
  const auto amount = row.integer("amount_minor");
  const auto before = row.integer("before_minor");
  const auto after = row.integer("after_minor");
  std::string id(row.text("id"));
  std::string receipt(row.text("receipt_number"));
  auto reference = row.optional_text("reference");
  auto note = row.optional_text("note");
  auto origin = origin_in(row.text("origin_kind"), row.text("origin_id"), row.text("origin_name"));
  const auto side =
      row.text("side") == "partner" ? identity::Audience::partner : identity::Audience::provider;
  const Via via = via_named(row.text("via"));
  auto reverses = row.optional_text("reverses");
  auto reversed_by = row.optional_text("reversed_by");
  auto account = row.optional_text("account_id");
  return {number,
          kind,
          at,
          amount,
          before,
          after,
          std::move(id),
          std::move(receipt),
          std::move(reference),
          std::move(note),
          std::move(origin),
          side,
          via,
          std::move(reverses),
          std::move(reversed_by),
          account_in(row, std::move(account))};
}

struct WalletKey {
  std::string owner;
  std::string_view kind;
};
WalletKey key_of(const Wallet& wallet) {
  return {wallet.account ? wallet.account->text() : std::string(),
          ledger::name_of(ledger::wallet_of(wallet))};
}

std::vector<database::Parameter> parameters_of(const Wallet& wallet, const WalletKey& key,
                                               const std::string& currency,
                                               const MovementFilter& filter) {
  std::vector<database::Parameter> parameters{
      {"partner_id", wallet.partner}, {"account_id", key.owner}, {"wallet_kind", key.kind},
      {"currency", currency},         {"from_us", filter.from},  {"to_us", filter.to}};
  add_kinds(parameters, filter.kinds);
  return parameters;
}

ListedRequest request_row(const database::Row& row) {
  ListedRequest listed{request_in(row), std::string(row.text("partner_name")), std::nullopt};
  if (listed.request.wish.wallet.account)
    listed.account = account_in(row, listed.request.wish.wallet.account->text());
  return listed;
}

std::vector<database::Parameter> parameters_of(const RequestFilter& filter,
                                               const std::optional<std::string>& state,
                                               base::Instant now) {
  std::vector<database::Parameter> parameters{{"state", state}, {"now", now}};
  if (filter.partner) parameters.push_back({"partner_id", filter.partner});
  return parameters;
}

std::optional<std::string> state_of(const RequestFilter& filter) {
  if (!filter.state) return std::nullopt;
  return std::string(name_of(*filter.state));
}

}  // namespace

static_assert(queries::list_ledger_transactions_axes == "of: channel partner account");
static_assert(queries::list_credit_requests_axes == "of: provider partner");
static_assert(queries::list_credit_holds_axes == "state: any held released");

std::vector<ListedMoved> list_moved(database::Snapshot& snapshot, const MovedFilter& filter,
                                    const Place& before, int limit) {
  auto parameters = parameters_of(filter);
  parameters.push_back({"before_us", before.at});
  parameters.push_back({"before_id", before.id});
  parameters.push_back({"limit", limit});
  const auto of = static_cast<std::size_t>(axis_of(filter));
  return snapshot.all(*queries::list_ledger_transactions[of], parameters, listed_in);
}

std::int64_t count_moved(database::Snapshot& snapshot, const MovedFilter& filter) {
  auto parameters = parameters_of(filter);
  parameters.push_back({"most", most_counted + 1});
  const auto of = static_cast<std::size_t>(axis_of(filter));
  return snapshot.count(*queries::count_ledger_transactions[of], parameters);
}

std::optional<ListedMoved> find_listed(database::Snapshot& snapshot, const TransactionId& id) {
  return snapshot.first(queries::find_listed_ledger_transaction, {{"id", id}}, listed_in);
}

ListedMoved listed_of(Moved moved) {
  Names names = *std::move(moved.names);
  return {std::move(moved), std::move(names.partner), std::move(names.account)};
}

std::vector<Movement> list_movements(database::Snapshot& snapshot, const Wallet& wallet,
                                     const std::string& currency, const MovementFilter& filter,
                                     std::int64_t before, int limit) {
  const WalletKey key = key_of(wallet);
  auto parameters = parameters_of(wallet, key, currency, filter);
  parameters.push_back({"before", before});
  parameters.push_back({"limit", limit});
  return snapshot.all(queries::list_movements, parameters, movement_in);
}

std::int64_t count_movements(database::Snapshot& snapshot, const Wallet& wallet,
                             const std::string& currency, const MovementFilter& filter) {
  const WalletKey key = key_of(wallet);
  auto parameters = parameters_of(wallet, key, currency, filter);
  parameters.push_back({"most", most_counted + 1});
  return snapshot.count(queries::count_movements, parameters);
}

std::vector<ListedRequest> list_requests(database::Snapshot& snapshot, const RequestFilter& filter,
                                         base::Instant now, const std::string& before_id,
                                         int limit) {
  const auto state = state_of(filter);
  auto parameters = parameters_of(filter, state, now);
  parameters.push_back({"before_id", before_id});
  parameters.push_back({"limit", limit});
  return snapshot.all(*queries::list_credit_requests[filter.partner ? 1 : 0], parameters,
                      request_row);
}

std::int64_t count_requests(database::Snapshot& snapshot, const RequestFilter& filter,
                            base::Instant now) {
  const auto state = state_of(filter);
  auto parameters = parameters_of(filter, state, now);
  parameters.push_back({"most", most_counted + 1});
  return snapshot.count(*queries::count_credit_requests[filter.partner ? 1 : 0], parameters);
}

std::optional<ListedRequest> find_listed(database::Snapshot& snapshot, const RequestId& id) {
  return snapshot.first(queries::find_listed_credit_request, {{"id", id}}, request_row);
}

std::vector<Hold> list_holds(database::Snapshot& snapshot, const Wallet& wallet, HoldState state,
                             const std::string& before_id, int limit) {
  return snapshot.all(*queries::list_credit_holds[static_cast<std::size_t>(state)],
                      {{"partner_id", wallet.partner},
                       {"account_id", wallet.account},
                       {"before_id", before_id},
                       {"limit", limit}},
                      hold_in);
}

std::int64_t count_holds(database::Snapshot& snapshot, const Wallet& wallet, HoldState state) {
  return snapshot.count(*queries::count_credit_holds[static_cast<std::size_t>(state)],
                        {{"partner_id", wallet.partner}, {"account_id", wallet.account}});
}

}  // namespace credit::store
