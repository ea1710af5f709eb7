#include "credit/store.hpp"

#include <boost/json.hpp>

#include "embedded/credit_queries.hpp"

namespace credit::store {
namespace {

ledger::Standing standing_in(const database::Row& row) {
  return {.id = row.integer("id"),
          .balance_minor = row.integer("balance_minor"),
          .in_minor = row.integer("in_minor"),
          .out_minor = row.integer("out_minor"),
          .entries = row.integer("entries"),
          .last_at = row.instant("last_at_us"),
          .chain = std::string(row.text("chain"))};
}

identity::Origin::Kind kind_of_origin(std::string_view name) {
  using Kind = identity::Origin::Kind;
  for (const Kind kind : {Kind::person, Kind::api_key, Kind::customer, Kind::system})
    if (identity::name_of(kind) == name) return kind;
  return Kind::command_line;
}

boost::json::value money(std::int64_t amount_minor, const std::string& currency) {
  return {{"amount", amount_minor}, {"currency", currency}};
}

boost::json::value text_or_null(const std::optional<std::string>& text) {
  if (text) return boost::json::value(*text);
  return nullptr;
}

}  // namespace

identity::Origin origin_in(std::string_view kind, std::string_view id, std::string_view name) {
  return {kind_of_origin(kind), std::string(id), std::string(name), {}};
}

Via via_named(std::string_view name) {
  if (name == name_of(Via::portal)) return Via::portal;
  return name == name_of(Via::api) ? Via::api : Via::system;
}

Wallet wallet_in(std::string_view partner, std::optional<std::string> account) {
  Wallet wallet{base::PartnerId::stored(std::string(partner))};
  if (account) wallet.account = base::AccountId::stored(*std::move(account));
  return wallet;
}

ledger::Standing standing_of(database::Transaction& transaction, ledger::Account account,
                             const base::PartnerId& partner, const std::string& owner,
                             const std::string& currency) {
  const auto kind = ledger::name_of(account);
  const auto find = [&] {
    return transaction.first(
        queries::find_ledger_account,
        {{"partner_id", partner}, {"account_id", owner}, {"kind", kind}, {"currency", currency}},
        standing_in);
  };
  if (auto found = find()) return *std::move(found);
  transaction.execute(
      queries::open_ledger_account,
      {{"kind", kind}, {"partner_id", partner}, {"account_id", owner}, {"currency", currency}});
  return find().value();
}

std::optional<std::string> insert(database::Transaction& transaction,
                                  const ledger::Header& header) {
  const auto inserted = transaction.attempt(queries::insert_ledger_transaction,
                                            {{"id", header.id},
                                             {"kind", header.kind},
                                             {"at_us", header.at},
                                             {"currency", header.currency},
                                             {"amount_minor", header.amount_minor},
                                             {"partner_id", header.partner},
                                             {"account_id", header.account},
                                             {"receipt_number", header.receipt_number},
                                             {"reference", header.reference},
                                             {"note", header.note},
                                             {"origin_kind", header.origin_kind},
                                             {"origin_id", header.origin_id},
                                             {"origin_name", header.origin_name},
                                             {"side", header.side},
                                             {"via", header.via},
                                             {"approver_kind", header.approver_kind},
                                             {"approver_id", header.approver_id},
                                             {"approver_name", header.approver_name},
                                             {"reverses", header.reverses},
                                             {"effect", header.effect},
                                             {"entries", header.entries},
                                             {"mac", header.mac}});
  if (inserted) return std::nullopt;
  return inserted.error().constraint;
}

void insert(database::Transaction& transaction, const ledger::Entry& entry) {
  transaction.execute(queries::insert_ledger_entry, {{"ledger_account_id", entry.ledger_account},
                                                     {"number", entry.number},
                                                     {"transaction_id", entry.transaction},
                                                     {"account_kind", entry.account_kind},
                                                     {"kind", entry.kind},
                                                     {"effect", entry.effect},
                                                     {"at_us", entry.at},
                                                     {"amount_minor", entry.amount_minor},
                                                     {"before_minor", entry.before_minor},
                                                     {"after_minor", entry.after_minor},
                                                     {"in_minor", entry.in_minor},
                                                     {"out_minor", entry.out_minor},
                                                     {"mac", entry.mac}});
}

bool move(database::Transaction& transaction, const ledger::Entry& entry,
          std::int64_t floor_minor) {
  return transaction.execute(queries::move_ledger_account, {{"amount_minor", entry.amount_minor},
                                                            {"in_minor", entry.in_minor},
                                                            {"out_minor", entry.out_minor},
                                                            {"at_us", entry.at},
                                                            {"chain", entry.mac},
                                                            {"id", entry.ledger_account},
                                                            {"entries", entry.number - 1},
                                                            {"before_minor", entry.before_minor},
                                                            {"floor_minor", floor_minor}}) == 1;
}

bool has_wallet(database::Snapshot& snapshot, const Wallet& wallet) {
  return snapshot.exists(queries::find_last_wallet,
                         {{"account_id", wallet.account}, {"partner_id", wallet.partner}});
}

Names names_of(database::Snapshot& snapshot, const Wallet& wallet) {
  return snapshot
      .first(queries::find_names, {{"partner_id", wallet.partner}, {"account_id", wallet.account}},
             [&](const database::Row& row) {
               Names names{std::string(row.text("partner_name")), std::nullopt, std::nullopt};
               auto email = row.optional_text("account_email");
               if (!wallet.account || !email) return names;
               names.account = AccountName{wallet.account->text(), *std::move(email),
                                           std::string(row.text("account_name"))};
               auto external_id = row.optional_text("external_id");
               if (external_id && !external_id->empty()) names.external_id = std::move(external_id);
               return names;
             })
      .value();
}

std::string movement_json(const Moved& moved) {
  const auto behind = [&](const std::optional<BeforeAfter>& available) -> boost::json::value {
    if (!available) return nullptr;
    return money(available->after_minor, moved.currency);
  };
  return boost::json::serialize(boost::json::object{
      {"id", moved.id.text()},
      {"kind", name_of(moved.kind)},
      {"amount", money(moved.amount_minor, moved.currency)},
      {"receipt_number", moved.receipt_number},
      {"reference", text_or_null(moved.reference)},
      {"reverses", moved.reverses ? boost::json::value(moved.reverses->text()) : nullptr},
      {"partner_available", behind(moved.partner_available)},
      {"account_available", behind(moved.account_available)}});
}

Moved moved_in(const database::Row& row) {
  auto id = TransactionId::stored(std::string(row.text("id")));
  const Kind kind = kind_named(row.text("kind")).value();
  const auto at = row.instant("at_us");
  std::string currency(row.text("currency"));
  const auto amount = row.integer("amount_minor");
  auto wallet = wallet_in(row.text("partner_id"), row.optional_text("account_id"));
  std::string receipt(row.text("receipt_number"));
  auto reference = row.optional_text("reference");
  auto note = row.optional_text("note");
  auto origin = origin_in(row.text("origin_kind"), row.text("origin_id"), row.text("origin_name"));
  const auto side =
      row.text("side") == "partner" ? identity::Audience::partner : identity::Audience::provider;
  const Via via = via_named(row.text("via"));
  Moved moved{std::move(id),
              kind,
              kind,
              amount,
              std::move(currency),
              at,
              std::move(wallet),
              std::move(receipt),
              std::move(reference),
              std::move(note),
              std::move(origin),
              side,
              via,
              std::nullopt,
              std::nullopt};
  if (const auto approver = row.optional_text("approver_kind"))
    moved.approver = origin_in(*approver, row.text("approver_id"), row.text("approver_name"));
  if (auto reverses = row.optional_text("reverses"))
    moved.reverses = TransactionId::stored(*std::move(reverses));
  moved.effect = kind_named(row.text("effect")).value();
  if (auto reversed_by = row.optional_text("reversed_by"))
    moved.reversed_by = TransactionId::stored(*std::move(reversed_by));
  return moved;
}

std::optional<Moved> find(database::Snapshot& snapshot, const TransactionId& id) {
  auto moved = snapshot.first(queries::find_ledger_transaction, {{"id", id}}, moved_in);
  if (!moved) return moved;
  snapshot.each(queries::list_wallet_steps, {{"transaction_id", id}},
                [&](const database::Row& row) {
                  const bool partners = row.text("account_kind") == "partner_wallet";
                  const auto before = row.integer("before_minor");
                  auto& shown = partners ? moved->partner_available : moved->account_available;
                  shown = BeforeAfter{before, row.integer("after_minor")};
                  return true;
                });
  return moved;
}

}  // namespace credit::store
