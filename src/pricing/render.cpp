#include "pricing/render.hpp"

#include <fmt/format.h>

#include "platform/json/json.hpp"
#include "pricing/rules.hpp"

namespace pricing {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

object named(std::string_view id, const Name& called) {
  return {{"id", id}, {"code", called.code}, {"name", called.name}};
}

void add_target(object& json, const Target& target, const store::TargetName& names) {
  json["product"] = named(target.product.text(), names.product);
  json["product_group"] =
      target.group ? value(named(target.group->text(), *names.group)) : value(nullptr);
}

value moment_or_null(const std::optional<base::Instant>& at) {
  if (at) return value(base::to_rfc3339(*at));
  return nullptr;
}

value text_or_null(const std::optional<std::string>& text) {
  if (text) return value(*text);
  return nullptr;
}

object who_json(const identity::Origin& origin, identity::Audience side, const View& view) {
  const bool told =
      view.reader.audience == identity::Audience::provider || side == identity::Audience::partner;
  return {{"kind", identity::name_of(origin.kind)},
          {"id", told && !origin.id.empty() ? value(origin.id) : value(nullptr)},
          {"name", told && !origin.name.empty() ? value(origin.name) : value(nullptr)}};
}

array rates_json(const std::vector<TargetRate>& rates, const store::Targets& targets) {
  array json;
  for (const TargetRate& rate : rates) {
    object one;
    add_target(one, rate.target, targets.names.at(rate.target));
    one["basis_points"] = rate.basis_points;
    json.push_back(std::move(one));
  }
  return json;
}

// Prices come a thousand at a time, so they are written as text at once.

void append_field(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  json::append_string(out, text);
}

void append_amount(std::string& out, std::string_view name,
                   const std::optional<base::Decimal>& amount) {
  if (amount) {
    append_field(out, name, amount->text());
  } else {
    out += fmt::format(",\"{}\":null", name);
  }
}

void append_named(std::string& out, std::string_view name, std::string_view id,
                  const Name& called) {
  out += fmt::format(",\"{}\":{{\"id\":\"{}\"", name, id);
  append_field(out, "code", called.code);
  append_field(out, "name", called.name);
  out += '}';
}

/// The explanation of a price, line by line.
class Explanation {
 public:
  Explanation(std::string& out, const Quote& quote, const Target& target, const View& view)
      : out_(out), quote_(quote), target_(target), view_(view) {}

  void append() {
    out_ += ",\"explanation\":[";
    const base::Decimal& list = quote_.list.amount;
    add("list", quote_.list_of_product ? "list_of_product" : "list",
        {{"day", day(quote_.list.from)}}, list);
    if (quote_.customer)
      add_rate("customer_discount", *quote_.customer, quote_.sale - list);
    else
      add("no_customer_discount", "no_customer_discount", {}, std::nullopt);
    add("sale", "sale", {}, quote_.sale);
    add("tax", quote_.list.tax_included ? "tax_included" : "tax",
        {{"rate", percent(view_.language, quote_.list.tax_rate_bp)}}, quote_.tax);
    if (view_.reads_margin()) add_margin();
    out_ += ']';
  }

 private:
  void add_margin() {
    const base::Decimal off = quote_.cost - quote_.list.amount;
    if (quote_.deal)
      add_rate("deal_discount", *quote_.deal, off);
    else if (quote_.partner)
      add_rate("partner_discount", *quote_.partner, off);
    else
      add("no_partner_discount", "no_partner_discount", {}, std::nullopt);
    add("cost", "cost", {}, quote_.cost);
    add("margin", "margin", {}, quote_.margin);
  }

  void add_rate(const std::string& code, const Rate& rate, const base::Decimal& amount) {
    const bool of_product = target_.group && !rate.target.group && code != "deal_discount";
    const std::string& zone = view_.installation.settings.zone;
    base::Values values{{"rate", percent(view_.language, rate.basis_points)},
                        {"from", base::to_local_day(rate.from, zone)}};
    // Its last day is the one before the midnight at which it ends.
    if (rate.until)
      values.emplace_back("to",
                          base::to_local_day(*rate.until - std::chrono::microseconds{1}, zone));
    add(code, of_product ? code + "_of_product" : code, values, amount);
  }

  void add(std::string_view code, const std::string& sentence, const base::Values& values,
           const std::optional<base::Decimal>& amount) {
    out_ += fmt::format("{}{{\"code\":\"{}\"", out_.back() == '[' ? "" : ",", code);
    append_field(
        out_, "text",
        view_.installation.catalog.text(view_.language, "prices.explanation." + sentence, values));
    append_amount(out_, "amount", amount);
    out_ += '}';
  }

  std::string day(base::Day day) const {
    const std::string& zone = view_.installation.settings.zone;
    return base::to_local_day(base::start_of_day(day, zone), zone);
  }

  std::string& out_;
  const Quote& quote_;
  const Target& target_;
  const View& view_;
};

}  // namespace

object to_json(const Product& product) {
  array groups;
  for (const Group& group : product.groups) groups.push_back(named(group.id.text(), group.called));
  auto json = named(product.id.text(), product.called);
  json["groups"] = std::move(groups);
  json["created_at"] = base::to_rfc3339(product.created_at);
  return json;
}

object to_json(const ListedGroup& listed) {
  auto json = named(listed.group.id.text(), listed.group.called);
  json["product"] = named(listed.product.text(), listed.product_called);
  json["created_at"] = base::to_rfc3339(listed.created_at);
  return json;
}

object to_json(const store::ListedPrice& listed) {
  object json{{"id", listed.id.text()}};
  add_target(json, listed.target, listed.names);
  json["amount"] = listed.price.amount.text();
  json["currency"] = listed.price.currency;
  json["tax_rate_bp"] = listed.price.tax_rate_bp;
  json["tax_included"] = listed.price.tax_included;
  json["effective_from"] = base::to_iso_day(listed.price.from);
  json["created_at"] = base::to_rfc3339(listed.created_at);
  return json;
}

object to_json(const PartnerDiscount& discount, const std::string& partner_name,
               const store::Targets& targets, const View& view) {
  using identity::Audience;
  const bool approved = discount.decision == PartnerDiscount::Decision::approved;
  const bool otherwise = approved && discount.granted != discount.asked;
  const bool withdrawn = discount.decision == PartnerDiscount::Decision::withdrawn;
  value decided_by = nullptr;
  if (discount.decided_by)
    decided_by =
        who_json(*discount.decided_by, withdrawn ? Audience::partner : Audience::provider, view);
  return {{"id", discount.id.text()},
          {"partner", object{{"id", discount.partner.text()}, {"name", partner_name}}},
          {"status", name_of(status_at(discount, view.now))},
          {"starts_on", base::to_iso_day(discount.starts_on)},
          {"effective_from", moment_or_null(discount.effective_from)},
          {"effective_until", moment_or_null(discount.effective_until)},
          {"rates", rates_json(approved ? discount.granted : discount.asked, targets)},
          {"asked_rates", otherwise ? value(rates_json(discount.asked, targets)) : value(nullptr)},
          {"asked_by", who_json(discount.asked_by, Audience::partner, view)},
          {"asked_at", base::to_rfc3339(discount.asked_at)},
          {"due_at", moment_or_null(discount.due_at)},
          {"decided_by", std::move(decided_by)},
          {"decided_at", moment_or_null(discount.decided_at)},
          {"reason", text_or_null(discount.reason)}};
}

object to_json(const CustomerRate& each, const store::Targets& targets, const View& view) {
  object json;
  add_target(json, each.rate.target, targets.names.at(each.rate.target));
  json["basis_points"] = each.rate.basis_points;
  json["status"] = name_of(status_at(each.rate, view.now));
  json["effective_from"] = base::to_rfc3339(each.rate.from);
  json["effective_until"] = base::to_rfc3339(*each.rate.until);
  json["end"] = name_of(each.end);
  return json;
}

object to_json(const CustomerDiscount& discount, const store::Targets& targets, const View& view) {
  array rates;
  for (const CustomerRate& rate : discount.rates) rates.push_back(to_json(rate, targets, view));
  return {{"id", discount.id.text()},
          {"account_id", discount.account.text()},
          {"status", name_of(status_at(discount, view.now))},
          {"from", base::to_iso_day(discount.from)},
          {"to", base::to_iso_day(discount.to)},
          {"rates", std::move(rates)},
          {"below_cost_reason",
           view.reads_margin() ? text_or_null(discount.below_cost_reason) : value(nullptr)},
          {"set_by", who_json(discount.set_by, identity::Audience::partner, view)},
          {"set_at", base::to_rfc3339(discount.set_at)}};
}

object to_json(const Plan& plan, const store::Targets& targets, const View& view) {
  array prices;
  for (const Effect& effect : plan.effects) {
    object one;
    add_target(one, effect.target, targets.names.at(effect.target));
    one["basis_points"] = effect.basis_points;
    one["current_basis_points"] = effect.current_points;
    one["lowest_partner_basis_points"] = effect.lowest_partner_points;
    one["below_cost"] = effect.below_cost();
    const auto& quote = effect.quote;
    one["list"] = quote ? value(quote->list.amount.text()) : value(nullptr);
    one["sale"] = quote ? value(quote->sale.text()) : value(nullptr);
    one["cost"] = quote ? value(quote->cost.text()) : value(nullptr);
    one["margin"] = quote ? value(quote->margin.text()) : value(nullptr);
    one["currency"] = quote ? value(quote->list.currency) : value(nullptr);
    prices.push_back(std::move(one));
  }
  array ended;
  for (const CustomerRate& rate : plan.ended) ended.push_back(to_json(rate, targets, view));
  const BelowCost rule = view.installation.settings.below_cost;
  const auto& roles = view.reader.roles;
  const bool leads = std::ranges::find(roles, identity::Role::partner_admin) != roles.end();
  const bool below = plan.below_cost();
  return {{"below_cost", below},
          {"reason_required", below && rule == BelowCost::reason},
          {"allowed", !below || (leads && rule != BelowCost::refuse)},
          {"prices", std::move(prices)},
          {"ended", std::move(ended)}};
}

void append_json(std::string& out, const Quote& quote, const Target& target,
                 const store::Targets& targets, const View& view) {
  const store::TargetName& names = targets.names.at(target);
  const std::string& product = target.product.text();
  out += fmt::format(R"({{"product_id":"{}")", product);
  if (target.group) {
    append_field(out, "product_group_id", target.group->text());
    append_named(out, "product_group", target.group->text(), *names.group);
  } else {
    out += R"(,"product_group_id":null,"product_group":null)";
  }
  append_named(out, "product", product, names.product);
  append_amount(out, "list", quote.list.amount);
  append_amount(out, "sale", quote.sale);
  if (view.reads_margin()) {
    append_amount(out, "cost", quote.cost);
    append_amount(out, "margin", quote.margin);
    out += fmt::format(R"(,"partner_basis_points":{})", quote.partner_points());
  }
  append_amount(out, "tax", quote.tax);
  out += fmt::format(R"(,"tax_rate_bp":{},"tax_included":{},"customer_basis_points":{})",
                     quote.list.tax_rate_bp, quote.list.tax_included, quote.customer_points());
  append_field(out, "currency", quote.list.currency);
  Explanation(out, quote, target, view).append();
  out += '}';
}

}  // namespace pricing
