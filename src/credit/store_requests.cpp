#include "credit/store.hpp"
#include "embedded/credit_queries.hpp"

namespace credit::store {
namespace {

std::optional<std::string> text_of(const std::optional<TransactionId>& id) {
  return id ? std::optional(id->text()) : std::nullopt;
}

std::optional<TransactionId> transaction_in(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  return TransactionId::stored(*std::move(text));
}

}  // namespace

bool insert(database::Transaction& transaction, const Request& request) {
  return transaction.execute(queries::insert_credit_request,
                             {{"id", request.id},
                              {"side", identity::name_of(request.side)},
                              {"kind", name_of(request.wish.kind)},
                              {"partner_id", request.wish.wallet.partner},
                              {"account_id", request.wish.wallet.account},
                              {"amount_minor", request.wish.amount_minor},
                              {"currency", request.currency},
                              {"reference", request.wish.reference},
                              {"note", request.wish.note},
                              {"reverses", request.wish.reverses},
                              {"asked_kind", identity::name_of(request.asked_by.kind)},
                              {"asked_id", request.asked_by.id},
                              {"asked_name", request.asked_by.name},
                              {"via", name_of(request.via)},
                              {"asked_at_us", request.asked_at},
                              {"expires_at_us", request.expires_at},
                              {"holds", request.holds}}) == 1;
}

bool decide(database::Transaction& transaction, const Request& request) {
  const auto by = request.decided_by.value();
  const auto done_by = text_of(request.transaction);
  return transaction.execute(queries::decide_credit_request,
                             {{"state", name_of(request.state)},
                              {"decided_kind", identity::name_of(by.kind)},
                              {"decided_id", by.id},
                              {"decided_name", by.name},
                              {"decided_at_us", request.decided_at},
                              {"reason", request.reason},
                              {"transaction_id", done_by},
                              {"id", request.id}}) == 1;
}

Request request_in(const database::Row& row) {
  auto id = RequestId::stored(std::string(row.text("id")));
  const auto side =
      row.text("side") == "partner" ? identity::Audience::partner : identity::Audience::provider;
  const Kind kind = kind_named(row.text("kind")).value();
  const std::string partner(row.text("partner_id"));
  auto wallet = wallet_in(partner, row.optional_text("account_id"));
  const auto amount = row.integer("amount_minor");
  std::string currency(row.text("currency"));
  auto reference = row.optional_text("reference");
  auto note = row.optional_text("note");
  auto reverses = transaction_in(row.optional_text("reverses"));
  auto asked_by = origin_in(row.text("asked_kind"), row.text("asked_id"), row.text("asked_name"));
  const Via via = via_named(row.text("via"));
  const auto asked_at = row.instant("asked_at_us");
  Request request{
      std::move(id),
      side,
      {kind, std::move(wallet), amount, std::move(reference), std::move(note), std::move(reverses)},
      std::move(currency),
      std::move(asked_by),
      via,
      asked_at,
      row.instant("expires_at_us"),
      row.boolean("holds"),
      request_state_named(row.text("state")).value(),
      std::nullopt,
      std::nullopt,
      std::nullopt,
      std::nullopt};
  if (const auto by = row.optional_text("decided_kind"))
    request.decided_by = origin_in(*by, row.text("decided_id"), row.text("decided_name"));
  request.decided_at = row.optional_instant("decided_at_us");
  request.reason = row.optional_text("reason");
  request.transaction = transaction_in(row.optional_text("transaction_id"));
  request.version = row.integer("version");
  return request;
}

std::vector<Request> requests_due(database::Snapshot& snapshot, base::Instant now, int limit) {
  return snapshot.all(queries::list_credit_requests_due, {{"now", now}, {"limit", limit}},
                      request_in);
}

bool has_reference(database::Snapshot& snapshot, const Wish& wish) {
  const auto kind = name_of(wish.kind);
  if (!wish.wallet.account)
    return snapshot.exists(
        queries::has_partner_reference,
        {{"partner_id", wish.wallet.partner}, {"kind", kind}, {"reference", wish.reference}});
  return snapshot.exists(queries::has_account_reference, {{"partner_id", wish.wallet.partner},
                                                          {"account_id", wish.wallet.account},
                                                          {"kind", kind},
                                                          {"reference", wish.reference}});
}

bool insert(database::Transaction& transaction, const Hold& hold, const TransactionId& placed_by) {
  return transaction.execute(queries::insert_credit_hold, {{"id", hold.id},
                                                           {"partner_id", hold.wallet.partner},
                                                           {"account_id", hold.wallet.account},
                                                           {"amount_minor", hold.amount_minor},
                                                           {"currency", hold.currency},
                                                           {"reference", hold.reference},
                                                           {"note", hold.note},
                                                           {"placed_at_us", hold.placed_at},
                                                           {"placed_by", placed_by}}) == 1;
}

bool release(database::Transaction& transaction, const Hold& hold,
             const TransactionId& released_by) {
  return transaction.execute(queries::release_credit_hold, {{"released_at_us", hold.released_at},
                                                            {"released_by", released_by},
                                                            {"id", hold.id}}) == 1;
}

Hold hold_in(const database::Row& row) {
  auto id = HoldId::stored(std::string(row.text("id")));
  const std::string partner(row.text("partner_id"));
  auto wallet = wallet_in(partner, row.optional_text("account_id"));
  const auto amount = row.integer("amount_minor");
  std::string currency(row.text("currency"));
  std::string reference(row.text("reference"));
  auto note = row.optional_text("note");
  const auto placed_at = row.instant("placed_at_us");
  return {
      std::move(id),        std::move(wallet), amount,    std::move(currency),
      std::move(reference), std::move(note),   placed_at, row.optional_instant("released_at_us")};
}

std::optional<Hold> find(database::Snapshot& snapshot, const HoldId& id) {
  return snapshot.first(queries::find_credit_hold, {{"id", id}}, hold_in);
}

}  // namespace credit::store
