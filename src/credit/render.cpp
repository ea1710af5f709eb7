#include "credit/render.hpp"

namespace credit {
namespace {

using boost::json::object;
using boost::json::value;

value id_or_null(const std::optional<TransactionId>& id) {
  if (id) return value(id->text());
  return nullptr;
}

value moment_or_null(const std::optional<base::Instant>& at) {
  if (at) return value(base::to_rfc3339(*at));
  return nullptr;
}

value before_after(const std::optional<BeforeAfter>& step, const std::string& currency) {
  if (!step) return nullptr;
  return object{{"before", money(step->before_minor, currency)},
                {"after", money(step->after_minor, currency)}};
}

value who_or_null(const std::optional<identity::Origin>& origin, identity::Audience side,
                  const View& view) {
  if (!origin) return nullptr;
  return who_json(*origin, side, view);
}

}  // namespace

object money(std::int64_t amount_minor, const std::string& currency) {
  return {{"amount", amount_minor}, {"currency", currency}};
}

value text_or_null(const std::optional<std::string>& text) {
  if (text) return value(*text);
  return nullptr;
}

object who_json(const identity::Origin& origin, identity::Audience side, const View& view) {
  const bool told =
      view.reader.audience == identity::Audience::provider || side == identity::Audience::partner;
  const bool has_name = told && !origin.name.empty();
  return {{"kind", identity::name_of(origin.kind)},
          {"id", told && !origin.id.empty() ? value(origin.id) : value(nullptr)},
          {"name", has_name ? value(origin.name) : value(nullptr)}};
}

value account_json(const std::optional<AccountName>& account) {
  if (!account) return nullptr;
  return object{{"id", account->id}, {"email", account->email}, {"name", account->name}};
}

object partner_json(std::string_view id, std::string_view name) {
  return {{"id", id}, {"name", name}};
}

object to_json(const Balance& balance, const Settings& settings) {
  return {{"balance", money(balance.balance_minor, settings.currency)},
          {"held", money(balance.held_minor, settings.currency)},
          {"available", money(balance.available_minor(), settings.currency)}};
}

object to_json(const store::ListedMoved& listed, const View& view) {
  const Moved& moved = listed.moved;
  return {{"id", moved.id.text()},
          {"kind", name_of(moved.kind)},
          {"amount", money(moved.amount_minor, moved.currency)},
          {"at", base::to_rfc3339(moved.at)},
          {"receipt_number", moved.receipt_number},
          {"partner", partner_json(moved.wallet.partner.text(), listed.partner_name)},
          {"account", account_json(listed.account)},
          {"reference", text_or_null(moved.reference)},
          {"note", text_or_null(moved.note)},
          {"who", who_json(moved.origin, moved.side, view)},
          {"approved_by", who_or_null(moved.approver, moved.side, view)},
          {"via", name_of(moved.via)},
          {"partner_balance", before_after(moved.partner_available, moved.currency)},
          {"account_balance", before_after(moved.account_available, moved.currency)},
          {"reverses", id_or_null(moved.reverses)},
          {"reversed_by", id_or_null(moved.reversed_by)}};
}

object to_json(const store::Movement& movement, const View& view) {
  const std::string& currency = view.settings.currency;
  return {{"transaction_id", movement.transaction},
          {"number", movement.number},
          {"kind", name_of(movement.kind)},
          {"at", base::to_rfc3339(movement.at)},
          {"amount", money(movement.amount_minor, currency)},
          {"before", money(movement.before_minor, currency)},
          {"after", money(movement.after_minor, currency)},
          {"receipt_number", movement.receipt_number},
          {"account", account_json(movement.account)},
          {"reference", text_or_null(movement.reference)},
          {"note", text_or_null(movement.note)},
          {"who", who_json(movement.origin, movement.side, view)},
          {"via", name_of(movement.via)},
          {"reverses", text_or_null(movement.reverses)},
          {"reversed_by", text_or_null(movement.reversed_by)}};
}

object to_json(const store::ListedRequest& listed, const View& view) {
  const Request& request = listed.request;
  return {{"id", request.id.text()},
          {"state", name_of(state_at(request, view.now))},
          {"kind", name_of(request.wish.kind)},
          {"amount", money(request.wish.amount_minor, request.currency)},
          {"partner", partner_json(request.wish.wallet.partner.text(), listed.partner_name)},
          {"account", account_json(listed.account)},
          {"reference", text_or_null(request.wish.reference)},
          {"note", text_or_null(request.wish.note)},
          {"asked_by", who_json(request.asked_by, request.side, view)},
          {"asked_at", base::to_rfc3339(request.asked_at)},
          {"expires_at", base::to_rfc3339(request.expires_at)},
          {"own", request.asked_by.id == view.reader.id},
          {"decided_by", who_or_null(request.decided_by, request.side, view)},
          {"decided_at", moment_or_null(request.decided_at)},
          {"reason", text_or_null(request.reason)},
          {"transaction_id", id_or_null(request.transaction)}};
}

object to_json(const Hold& hold) {
  return {{"id", hold.id.text()},
          {"account_id", hold.wallet.account.value().text()},
          {"amount", money(hold.amount_minor, hold.currency)},
          {"reference", hold.reference},
          {"note", text_or_null(hold.note)},
          {"state", hold.released_at ? "released" : "held"},
          {"placed_at", base::to_rfc3339(hold.placed_at)},
          {"released_at", moment_or_null(hold.released_at)}};
}

std::optional<std::int64_t> days_left(std::int64_t available_minor, std::int64_t spent_minor) {
  if (spent_minor <= 0) return std::nullopt;
  if (available_minor <= 0) return 0;
  // The whole product could leave 64 bits; list_alarming_wallets.sql reckons alike.
  const std::int64_t days = rate_days.count();
  return available_minor / spent_minor * days + available_minor % spent_minor * days / spent_minor;
}

object to_json(const store::AccountCredit& credit, const View& view) {
  object json = to_json(credit.balance, view.settings);
  json["account"] = account_json(credit.account);
  json["partner"] = partner_json(credit.wallet.partner.text(), credit.partner_name);
  json["alert_level"] = credit.level_minor
                            ? value(money(*credit.level_minor, view.settings.currency))
                            : value(nullptr);
  const auto left = days_left(credit.balance.available_minor(), credit.spent_minor);
  json["days_left"] = left ? value(*left) : value(nullptr);
  json["is_customer"] = credit.is_customer;
  json["may_reclaim"] = credit.is_customer && credit.reclaim_agreed && view.settings.reclaim;
  return json;
}

object to_json(const store::Totals& totals, const Settings& settings) {
  const std::string& currency = settings.currency;
  return {{"issued", money(totals.issued_minor, currency)},
          {"paid_out", money(totals.paid_out_minor, currency)},
          {"spent", money(totals.spent_minor, currency)},
          {"in_partner_wallets", money(totals.in_partner_wallets_minor, currency)},
          {"in_customer_wallets", money(totals.in_customer_wallets_minor, currency)},
          {"arrears", money(totals.arrears_minor, currency)},
          {"outstanding",
           money(totals.in_partner_wallets_minor + totals.in_customer_wallets_minor, currency)}};
}

object to_json(const store::Difference& difference, const Settings& settings) {
  const std::string& currency = settings.currency;
  return {{"account", account_json(difference.account)},
          {"partner", partner_json(difference.partner, difference.partner_name)},
          {"ledger", money(difference.ledger_minor, currency)},
          {"directory", money(difference.directory_minor, currency)},
          {"difference", money(difference.directory_minor - difference.ledger_minor, currency)},
          {"directory_seen_at", base::to_rfc3339(difference.seen_at)}};
}

}  // namespace credit
