// Rows of discount_set, partner_discount and customer_discount with their rates.

#include "embedded/pricing_queries.hpp"
#include "pricing/store.hpp"

namespace pricing::store {
namespace {

std::string group_text(const Target& target) {
  return target.group ? target.group->text() : "";
}

std::string account_text(const std::optional<base::AccountId>& account) {
  return account ? account->text() : "";
}

identity::Origin origin_in(std::string_view kind, std::string_view id, std::string_view name) {
  using Kind = identity::Origin::Kind;
  for (const Kind each :
       {Kind::person, Kind::api_key, Kind::customer, Kind::system, Kind::command_line})
    if (identity::name_of(each) == kind) return {each, std::string(id), std::string(name), ""};
  ENSURE(!"an origin of an unknown kind");
  return {};
}

Target target_in(const database::Row& row) {
  Target target{ProductId::stored(std::string(row.text("product_id")))};
  const auto group = row.text("product_group_id");
  if (!group.empty()) target.group = GroupId::stored(std::string(group));
  return target;
}

PartnerDiscount discount_in(const database::Row& row) {
  auto id = PartnerDiscountId::stored(std::string(row.text("id")));
  auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
  const auto decision = decision_named(row.text("decision"));
  const auto starts_on = base::parse_iso_day(row.text("starts_on")).value();
  const auto from = row.optional_instant("effective_from_us");
  const auto until = row.optional_instant("effective_until_us");
  auto asked_by = origin_in(row.text("asked_kind"), row.text("asked_id"), row.text("asked_name"));
  const auto asked_at = row.instant("asked_at_us");
  const auto due_at = row.optional_instant("due_at_us");
  std::optional<identity::Origin> decided_by;
  if (const auto kind = row.optional_text("decided_kind"))
    decided_by = origin_in(*kind, row.text("decided_id"), row.text("decided_name"));
  const auto decided_at = row.optional_instant("decided_at_us");
  auto reason = row.optional_text("reason");
  return {std::move(id),
          std::move(partner),
          decision,
          starts_on,
          from,
          until,
          std::move(asked_by),
          asked_at,
          due_at,
          std::move(decided_by),
          decided_at,
          std::move(reason),
          row.integer("version"),
          {},
          {}};
}

void add_rates(database::Snapshot& snapshot, PartnerDiscount& discount) {
  snapshot.each(
      queries::list_partner_discount_rates, {{"discount_id", discount.id}},
      [&](const database::Row& row) {
        auto& rates = row.text("kind") == "asked" ? discount.asked : discount.granted;
        auto target = target_in(row);
        rates.push_back({std::move(target), static_cast<int>(row.integer("basis_points"))});
        return true;
      });
}

KeptRate kept_in(const database::Row& row) {
  auto discount = CustomerDiscountId::stored(std::string(row.text("discount_id")));
  auto target = target_in(row);
  const auto points = static_cast<int>(row.integer("basis_points"));
  const auto from = row.instant("effective_from_us");
  const auto until = row.instant("effective_until_us");
  return {std::move(discount),
          {{std::move(target), points, from, until}, end_named(row.text("end_reason"))}};
}

CustomerDiscount customer_discount_in(const database::Row& row) {
  auto id = CustomerDiscountId::stored(std::string(row.text("id")));
  auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
  auto account = base::AccountId::stored(std::string(row.text("account_id")));
  const auto from = base::parse_iso_day(row.text("from_day")).value();
  const auto to = base::parse_iso_day(row.text("to_day")).value();
  auto reason = row.optional_text("below_cost_reason");
  auto set_by = origin_in(row.text("set_kind"), row.text("set_id"), row.text("set_name"));
  return {std::move(id),     std::move(partner), std::move(account),       from, to,
          std::move(reason), std::move(set_by),  row.instant("set_at_us"), {}};
}

void add_rates(database::Snapshot& snapshot, CustomerDiscount& discount) {
  discount.rates =
      snapshot.all(queries::list_customer_discount_rates, {{"discount_id", discount.id}},
                   [](const database::Row& row) { return kept_in(row).kept; });
}

std::optional<std::string> status_text(const std::optional<PartnerStatus>& status) {
  if (!status) return std::nullopt;
  return std::string(name_of(*status));
}

}  // namespace

void bump(database::Transaction& transaction, const base::PartnerId& partner,
          const std::optional<base::AccountId>& account) {
  transaction.execute(queries::bump_set_version,
                      {{"partner_id", partner}, {"account_id", account_text(account)}});
}

bool insert(database::Transaction& transaction, const PartnerDiscount& discount) {
  return transaction
      .attempt(queries::insert_partner_discount,
               {{"id", discount.id},
                {"partner_id", discount.partner},
                {"starts_on", base::to_iso_day(discount.starts_on)},
                {"asked_kind", identity::name_of(discount.asked_by.kind)},
                {"asked_id", discount.asked_by.id},
                {"asked_name", discount.asked_by.name},
                {"asked_at_us", discount.asked_at},
                {"due_at_us", discount.due_at}})
      .has_value();
}

void insert_rates(database::Transaction& transaction, const PartnerDiscountId& discount,
                  RateKind kind, const std::vector<TargetRate>& rates) {
  for (const TargetRate& rate : rates)
    transaction.execute(queries::insert_partner_discount_rate,
                        {{"discount_id", discount},
                         {"kind", kind == RateKind::asked ? "asked" : "granted"},
                         {"product_id", rate.target.product},
                         {"product_group_id", group_text(rate.target)},
                         {"basis_points", rate.basis_points}});
}

std::optional<PartnerDiscount> find(database::Snapshot& snapshot, const PartnerDiscountId& id) {
  auto discount = snapshot.first(queries::find_partner_discount, {{"id", id}}, discount_in);
  if (discount) add_rates(snapshot, *discount);
  return discount;
}

std::vector<PartnerDiscount> list(database::Snapshot& snapshot, const PartnerDiscountFilter& filter,
                                  base::Instant now, const std::string& before_id, int limit) {
  const auto status = status_text(filter.status);
  auto found = snapshot.all(queries::list_partner_discounts,
                            {{"partner_id", filter.partner},
                             {"status", status},
                             {"now", now},
                             {"before_id", before_id},
                             {"limit", limit}},
                            discount_in);
  for (PartnerDiscount& discount : found) add_rates(snapshot, discount);
  return found;
}

std::int64_t count(database::Snapshot& snapshot, const PartnerDiscountFilter& filter,
                   base::Instant now) {
  const auto status = status_text(filter.status);
  return snapshot.count(queries::count_partner_discounts,
                        {{"partner_id", filter.partner}, {"status", status}, {"now", now}});
}

bool decide(database::Transaction& transaction, const PartnerDiscount& decided) {
  const identity::Origin& by = decided.decided_by.value();
  return transaction.execute(queries::decide_partner_discount,
                             {{"decision", name_of(decided.decision)},
                              {"effective_from_us", decided.effective_from},
                              {"effective_until_us", decided.effective_until},
                              {"decided_kind", identity::name_of(by.kind)},
                              {"decided_id", by.id},
                              {"decided_name", by.name},
                              {"decided_at_us", decided.decided_at},
                              {"reason", decided.reason},
                              {"id", decided.id}}) == 1;
}

void cut_partner_discounts(database::Transaction& transaction, const base::PartnerId& partner,
                           base::Instant at) {
  transaction.execute(queries::cut_partner_discounts, {{"partner_id", partner}, {"at", at}});
}

std::optional<base::Instant> next_partner_discount(database::Snapshot& snapshot,
                                                   const base::PartnerId& partner,
                                                   base::Instant after) {
  const auto found =
      snapshot.first(queries::find_next_partner_discount, {{"partner_id", partner}, {"at", after}},
                     [](const database::Row& row) { return row.optional_instant("at_us"); });
  return found.value_or(std::nullopt);
}

std::vector<Rate> partner_rates_between(database::Snapshot& snapshot,
                                        const base::PartnerId& partner, base::Instant from,
                                        base::Instant until,
                                        const std::optional<ProductId>& product) {
  return snapshot.all(
      queries::list_partner_rates_between,
      {{"partner_id", partner}, {"from", from}, {"until", until}, {"product_id", product}},
      [](const database::Row& row) {
        auto target = target_in(row);
        const auto points = static_cast<int>(row.integer("basis_points"));
        const auto begins = row.instant("effective_from_us");
        return Rate{std::move(target), points, begins, row.optional_instant("effective_until_us")};
      });
}

void insert(database::Transaction& transaction, const CustomerDiscount& discount) {
  transaction.execute(queries::insert_customer_discount,
                      {{"id", discount.id},
                       {"partner_id", discount.partner},
                       {"account_id", discount.account},
                       {"from_day", base::to_iso_day(discount.from)},
                       {"to_day", base::to_iso_day(discount.to)},
                       {"below_cost_reason", discount.below_cost_reason},
                       {"set_kind", identity::name_of(discount.set_by.kind)},
                       {"set_id", discount.set_by.id},
                       {"set_name", discount.set_by.name},
                       {"set_at_us", discount.set_at}});
  for (const CustomerRate& each : discount.rates)
    transaction.execute(queries::insert_customer_discount_rate,
                        {{"discount_id", discount.id},
                         {"partner_id", discount.partner},
                         {"account_id", discount.account},
                         {"product_id", each.rate.target.product},
                         {"product_group_id", group_text(each.rate.target)},
                         {"basis_points", each.rate.basis_points},
                         {"effective_from_us", each.rate.from},
                         {"effective_until_us", each.rate.until},
                         {"now", discount.set_at}});
}

void cut(database::Transaction& transaction, const KeptRate& rate, base::Instant now) {
  const Rate& own = rate.kept.rate;
  ENSURE(transaction.execute(queries::cut_customer_discount_rate,
                             {{"effective_until_us", own.until},
                              {"end_reason", name_of(rate.kept.end)},
                              {"now", now},
                              {"discount_id", rate.discount},
                              {"product_id", own.target.product},
                              {"product_group_id", group_text(own.target)}}) == 1);
}

std::vector<KeptRate> customer_rates_between(database::Snapshot& snapshot, const Customer& customer,
                                             base::Instant from, base::Instant until,
                                             const std::optional<ProductId>& product) {
  return snapshot.all(queries::list_customer_rates_between,
                      {{"account_id", customer.account},
                       {"partner_id", customer.partner},
                       {"from", from},
                       {"until", until},
                       {"product_id", product}},
                      kept_in);
}

std::vector<CustomerDiscount> list(database::Snapshot& snapshot, const Customer& customer,
                                   const std::string& before_id, int limit) {
  auto found = snapshot.all(queries::list_customer_discounts,
                            {{"partner_id", customer.partner},
                             {"account_id", customer.account},
                             {"before_id", before_id},
                             {"limit", limit}},
                            customer_discount_in);
  for (CustomerDiscount& discount : found) add_rates(snapshot, discount);
  return found;
}

std::optional<CustomerDiscount> find(database::Snapshot& snapshot, const CustomerDiscountId& id) {
  auto discount =
      snapshot.first(queries::find_customer_discount, {{"id", id}}, customer_discount_in);
  if (discount) add_rates(snapshot, *discount);
  return discount;
}

std::int64_t count(database::Snapshot& snapshot, const Customer& customer) {
  return snapshot.count(queries::count_customer_discounts,
                        {{"partner_id", customer.partner}, {"account_id", customer.account}});
}

}  // namespace pricing::store

namespace pricing {

std::int64_t set_version(database::Snapshot& snapshot, const base::PartnerId& partner,
                         const std::optional<base::AccountId>& account) {
  return snapshot
      .first(queries::find_set_version,
             {{"partner_id", partner}, {"account_id", store::account_text(account)}},
             [](const database::Row& row) { return row.integer("version"); })
      .value_or(0);
}

}  // namespace pricing
