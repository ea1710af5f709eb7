// Rules about products and their list prices.

#include <fmt/format.h>

#include "pricing/store.hpp"

namespace pricing {
namespace {

std::unexpected<base::Error> refused(base::ErrorKind kind, std::string code, std::string pointer) {
  base::Error error{kind, code, {}, {}, {}};
  error.fields.push_back({std::move(pointer), std::move(code), {}});
  return base::fail(std::move(error));
}

std::unexpected<base::Error> code_taken() {
  return refused(base::ErrorKind::conflict, "pricing.code_taken", "/code");
}

void record(Act& act, std::string change, const std::string& subject, base::Values details) {
  identity::audit(act.transaction, act.fresh.id<base::AuditId>(),
                  {act.origin, std::move(change), subject, std::nullopt, std::move(details)},
                  act.fresh.now());
}

bool same(const ListPrice& left, const ListPrice& right) {
  return left.amount == right.amount && left.tax_rate_bp == right.tax_rate_bp &&
         left.tax_included == right.tax_included;
}

base::Result<SetPrice> set_price(Act& act, const NewListPrice& made, std::size_t index) {
  const auto there =
      store::find_price_of_day(act.transaction, made.target, made.price.currency, made.price.from);
  if (there && same(there->price, made.price)) return SetPrice{PriceOutcome::unchanged, there->id};
  const auto today = base::day_in_zone(act.fresh.now(), act.installation.settings.zone);
  if (there && made.price.from <= today)
    return refused(base::ErrorKind::conflict, "pricing.price_taken",
                   fmt::format("/prices/{}/effective_from", index));
  if (there) store::replace_price(act.transaction, there->id, act.fresh.now());
  const auto id = act.fresh.id<ListPriceId>();
  store::insert_price(act.transaction, id, made, act.fresh.now());
  const std::string& of =
      made.target.group ? made.target.group->text() : made.target.product.text();
  record(act, "pricing.set_list_price", of,
         {{"amount", made.price.amount.text()},
          {"currency", made.price.currency},
          {"tax_rate_bp", std::to_string(made.price.tax_rate_bp)},
          {"tax_included", made.price.tax_included ? "true" : "false"},
          {"effective_from", base::to_iso_day(made.price.from)}});
  return SetPrice{there ? PriceOutcome::replaced : PriceOutcome::created, id};
}

}  // namespace

base::Result<ProductId> add_product(Act& act, const Name& called) {
  auto id = act.fresh.id<ProductId>();
  if (!store::insert_product(act.transaction, id, called, act.fresh.now())) return code_taken();
  record(act, "pricing.add_product", id.text(), {{"code", called.code}, {"name", called.name}});
  return id;
}

base::Result<GroupId> add_group(Act& act, const ProductId& product, const Name& called) {
  if (!store::has(act.transaction, {product}))
    return refused(base::ErrorKind::malformed, "pricing.unknown_product", "/product_id");
  auto id = act.fresh.id<GroupId>();
  if (!store::insert_group(act.transaction, id, product, called, act.fresh.now()))
    return code_taken();
  record(act, "pricing.add_group", id.text(),
         {{"product_id", product.text()}, {"code", called.code}, {"name", called.name}});
  return id;
}

base::Result<> rename(Act& act, const Product& product, const std::string& name) {
  if (!store::rename_product(act.transaction, product, name))
    return base::fail(base::ErrorKind::stale, "stale");
  record(act, "pricing.rename_product", product.id.text(), {{"name", name}});
  return {};
}

base::Result<> rename(Act& act, const ListedGroup& group, const std::string& name) {
  if (!store::rename_group(act.transaction, group, name))
    return base::fail(base::ErrorKind::stale, "stale");
  record(act, "pricing.rename_group", group.group.id.text(), {{"name", name}});
  return {};
}

base::Result<std::vector<SetPrice>> set_list_prices(Act& act,
                                                    const std::vector<NewListPrice>& prices) {
  std::vector<SetPrice> outcomes;
  for (std::size_t i = 0; i < prices.size(); ++i)
    outcomes.push_back(TRY(set_price(act, prices[i], i)));
  return outcomes;
}

}  // namespace pricing
