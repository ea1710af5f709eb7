// Rows of product, product_group and list_price.

#include "base/text.hpp"
#include "embedded/pricing_queries.hpp"
#include "pricing/store.hpp"

namespace pricing::store {
namespace {

std::string group_text(const Target& target) {
  return target.group ? target.group->text() : "";
}

std::string search_text_of(const Name& called) {
  return base::fold(called.code + "\n" + called.name);
}

Name name_in(const database::Row& row, std::string_view code, std::string_view name) {
  std::string code_text(row.text(code));
  return {std::move(code_text), std::string(row.text(name))};
}

Product product_in(const database::Row& row) {
  auto id = ProductId::stored(std::string(row.text("id")));
  auto called = name_in(row, "code", "name");
  const auto created_at = row.instant("created_at_us");
  return {std::move(id), std::move(called), {}, created_at, row.integer("version")};
}

ListedGroup group_in(const database::Row& row) {
  auto id = GroupId::stored(std::string(row.text("id")));
  auto called = name_in(row, "code", "name");
  const auto created_at = row.instant("created_at_us");
  const auto version = row.integer("version");
  auto product = ProductId::stored(std::string(row.text("product_id")));
  return {{std::move(id), std::move(called)},
          std::move(product),
          name_in(row, "product_code", "product_name"),
          created_at,
          version};
}

std::vector<Group> groups_of(database::Snapshot& snapshot, const ProductId& product) {
  return snapshot.all(queries::list_groups_of_product, {{"product_id", product}},
                      [](const database::Row& row) {
                        auto id = GroupId::stored(std::string(row.text("id")));
                        return Group{std::move(id), name_in(row, "code", "name")};
                      });
}

ListPrice price_in(const database::Row& row) {
  ListPrice price;
  price.amount = base::Decimal::stored(row.text("amount"));
  price.currency = row.text("currency");
  price.tax_rate_bp = static_cast<int>(row.integer("tax_rate_bp"));
  price.tax_included = row.boolean("tax_included");
  price.from = base::parse_iso_day(row.text("effective_from")).value();
  return price;
}

/// A product with a group, where there is one, as joins of both give them.
std::pair<Target, TargetName> target_in(const database::Row& row) {
  Target target{ProductId::stored(std::string(row.text("product_id")))};
  TargetName names{name_in(row, "product_code", "product_name"), std::nullopt};
  if (auto group = row.optional_text("group_id")) {
    target.group = GroupId::stored(*std::move(group));
    names.group = name_in(row, "group_code", "group_name");
  }
  return {std::move(target), std::move(names)};
}

ListedPrice listed_in(const database::Row& row) {
  auto id = ListPriceId::stored(std::string(row.text("id")));
  auto price = price_in(row);
  const auto created_at = row.instant("created_at_us");
  auto [target, names] = target_in(row);
  return {std::move(id), std::move(target), std::move(names), std::move(price), created_at};
}

}  // namespace

bool insert_product(database::Transaction& transaction, const ProductId& id, const Name& called,
                    base::Instant now) {
  return transaction
      .attempt(queries::insert_product, {{"id", id},
                                         {"code", called.code},
                                         {"name", called.name},
                                         {"sort_name", base::fold(called.name)},
                                         {"search_text", search_text_of(called)},
                                         {"now", now}})
      .has_value();
}

bool insert_group(database::Transaction& transaction, const GroupId& id, const ProductId& product,
                  const Name& called, base::Instant now) {
  return transaction
      .attempt(queries::insert_product_group, {{"id", id},
                                               {"product_id", product},
                                               {"code", called.code},
                                               {"name", called.name},
                                               {"now", now}})
      .has_value();
}

bool rename_product(database::Transaction& transaction, const Product& product,
                    const std::string& name) {
  return transaction.execute(queries::rename_product,
                             {{"name", name},
                              {"sort_name", base::fold(name)},
                              {"search_text", search_text_of({product.called.code, name})},
                              {"id", product.id},
                              {"version", product.version}}) == 1;
}

bool rename_group(database::Transaction& transaction, const ListedGroup& group,
                  const std::string& name) {
  return transaction.execute(
             queries::rename_product_group,
             {{"name", name}, {"id", group.group.id}, {"version", group.version}}) == 1;
}

std::optional<Product> find_product(database::Snapshot& snapshot, const ProductId& id) {
  auto product = snapshot.first(queries::find_product, {{"id", id}}, product_in);
  if (product) product->groups = groups_of(snapshot, id);
  return product;
}

std::optional<ListedGroup> find_group(database::Snapshot& snapshot, const GroupId& id) {
  return snapshot.first(queries::find_product_group, {{"id", id}}, group_in);
}

std::vector<ListedProduct> list_products(database::Snapshot& snapshot, const ProductPage& page) {
  auto found =
      snapshot.all(*queries::list_products.at(static_cast<std::size_t>(page.sort)),
                   {{"search", page.folded_search},
                    {"after_id", page.after_id},
                    {"after_key", page.after_key},
                    {"limit", page.limit}},
                   [](const database::Row& row) {
                     auto product = product_in(row);
                     return ListedProduct{std::move(product), std::string(row.text("sort_key"))};
                   });
  for (ListedProduct& row : found) row.product.groups = groups_of(snapshot, row.product.id);
  return found;
}

std::int64_t count_products(database::Snapshot& snapshot, const std::string& folded_search) {
  return snapshot.count(queries::count_products, {{"search", folded_search}});
}

std::vector<ListedGroup> list_groups(database::Snapshot& snapshot,
                                     const std::optional<ProductId>& product,
                                     const std::string& after_id, int limit) {
  return snapshot.all(queries::list_product_groups,
                      {{"product_id", product}, {"after_id", after_id}, {"limit", limit}},
                      group_in);
}

std::int64_t count_groups(database::Snapshot& snapshot, const std::optional<ProductId>& product) {
  return snapshot.count(queries::count_product_groups, {{"product_id", product}});
}

bool has(database::Snapshot& snapshot, const Target& target) {
  return snapshot.exists(queries::has_target,
                         {{"product_id", target.product}, {"product_group_id", target.group}});
}

std::optional<ProductId> product_of(database::Snapshot& snapshot, const GroupId& group) {
  return snapshot.first(queries::find_product_of_group, {{"id", group}},
                        [](const database::Row& row) {
                          return ProductId::stored(std::string(row.text("product_id")));
                        });
}

Targets targets(database::Snapshot& snapshot, const std::optional<ProductId>& product) {
  Targets all;
  snapshot.each(queries::list_targets, {{"product_id", product}}, [&](const database::Row& row) {
    auto [target, names] = target_in(row);
    const Target whole{target.product};
    if (all.names.try_emplace(whole, TargetName{names.product, std::nullopt}).second)
      all.order.push_back(whole);
    if (target.group) {
      all.order.push_back(target);
      all.names.emplace(std::move(target), std::move(names));
    }
    return true;
  });
  return all;
}

std::optional<StoredPrice> find_price_of_day(database::Snapshot& snapshot, const Target& target,
                                             const std::string& currency, base::Day from) {
  return snapshot.first(
      queries::find_list_price_of_day,
      {{"product_id", target.product},
       {"product_group_id", group_text(target)},
       {"currency", currency},
       {"effective_from", base::to_iso_day(from)}},
      [&](const database::Row& row) {
        auto id = ListPriceId::stored(std::string(row.text("id")));
        auto amount = base::Decimal::stored(row.text("amount"));
        const auto tax = static_cast<int>(row.integer("tax_rate_bp"));
        return StoredPrice{std::move(id),
                           {std::move(amount), currency, tax, row.boolean("tax_included"), from}};
      });
}

void insert_price(database::Transaction& transaction, const ListPriceId& id,
                  const NewListPrice& made, base::Instant now) {
  transaction.execute(queries::insert_list_price,
                      {{"id", id},
                       {"product_id", made.target.product},
                       {"product_group_id", group_text(made.target)},
                       {"amount", made.price.amount.text()},
                       {"currency", made.price.currency},
                       {"tax_rate_bp", made.price.tax_rate_bp},
                       {"tax_included", made.price.tax_included},
                       {"effective_from", base::to_iso_day(made.price.from)},
                       {"now", now}});
}

void replace_price(database::Transaction& transaction, const ListPriceId& id, base::Instant now) {
  ENSURE(transaction.execute(queries::replace_list_price, {{"now", now}, {"id", id}}) == 1);
}

std::vector<ListedPrice> list_prices(database::Snapshot& snapshot, const PriceFilter& filter,
                                     const std::string& before_day, const std::string& before_id,
                                     int limit) {
  return snapshot.all(queries::list_list_prices,
                      {{"product_id", filter.product},
                       {"product_group_id", filter.group},
                       {"before_day", before_day},
                       {"before_id", before_id},
                       {"limit", limit}},
                      listed_in);
}

std::optional<ListedPrice> find_price(database::Snapshot& snapshot, const ListPriceId& id) {
  return snapshot.first(queries::find_listed_list_price, {{"id", id}}, listed_in);
}

std::int64_t count_prices(database::Snapshot& snapshot, const PriceFilter& filter) {
  return snapshot.count(queries::count_list_prices,
                        {{"product_id", filter.product}, {"product_group_id", filter.group}});
}

void add_list_prices_at(database::Snapshot& snapshot, Terms& terms, const std::string& currency,
                        base::Day day, const std::optional<ProductId>& product) {
  snapshot.each(queries::list_list_prices_at,
                {{"product_id", product}, {"currency", currency}, {"day", base::to_iso_day(day)}},
                [&](const database::Row& row) {
                  Target target{ProductId::stored(std::string(row.text("product_id")))};
                  const auto group = row.text("product_group_id");
                  if (!group.empty()) target.group = GroupId::stored(std::string(group));
                  terms.add_list_price(target, price_in(row));
                  return true;
                });
}

}  // namespace pricing::store
