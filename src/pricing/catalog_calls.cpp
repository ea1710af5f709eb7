#include "pricing/catalog_calls.hpp"

#include "platform/http/list_page.hpp"
#include "platform/http/query_reader.hpp"
#include "platform/http/resource.hpp"
#include "pricing/bodies.hpp"
#include "pricing/render.hpp"
#include "pricing/writing.hpp"

namespace pricing {
namespace {

constexpr std::size_t longest_search = 200;
// Behind every day and every id.
const std::string behind_all = "~";

http::Response answer(int status, const boost::json::object& body) {
  return http::json(status, boost::json::serialize(body));
}

template <class Resource>
http::Response single(int status, const Resource& resource) {
  auto response = answer(status, to_json(resource));
  response.headers.emplace_back("ETag", http::etag(resource.version));
  return response;
}

template <class Resource>
base::Result<Resource> there(std::optional<Resource> found) {
  if (!found) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(found);
}

http::ListRules rules(std::string_view name, std::vector<std::string_view> filters) {
  return {.name = name,
          .sortable = {},
          .filters = std::move(filters),
          .default_sort = {{"made", false}}};
}

base::Result<store::ProductSort> sort_of(const http::Page& page) {
  if (page.sort.size() > 1) {
    base::Error error{base::ErrorKind::malformed, "unknown_sort", {}, {}, {}};
    error.fields.push_back({"/sort", error.code, {}});
    return base::fail(std::move(error));
  }
  const http::SortKey& key = page.sort.front();
  const int by = (key.field == "name" ? 2 : 0) + (key.descending ? 1 : 0);
  return static_cast<store::ProductSort>(by);
}

}  // namespace

CatalogCalls::Answer CatalogCalls::products(const http::Request& request,
                                            const identity::Actor& actor) const {
  const http::ListRules list{.name = "products",
                             .sortable = {"code", "name"},
                             .filters = {"q"},
                             .default_sort = {{"code", false}}};
  const auto page = TRY(http::parse_page(request, list, actor.tenant(), installation_.key));
  http::QueryReader asked(request);
  const auto search = base::fold(asked.text("q", longest_search).value_or(""));
  TRY(asked.finish());
  store::ProductPage wanted{.sort = TRY(sort_of(page)),
                            .folded_search = search,
                            .after_key = {},
                            .after_id = {},
                            .limit = page.limit + 1};
  if (!page.after.empty()) {
    wanted.after_key = page.after.front();
    wanted.after_id = page.after.back();
  }
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_products(snapshot, wanted);
    return answer(200, http::page_of(
                           rows, page, installation_.key,
                           {.next_cursor = {}, .total = store::count_products(snapshot, search)},
                           [](const store::ListedProduct& row) { return to_json(row.product); },
                           [](const store::ListedProduct& row) {
                             return std::vector<std::string>{row.sort_key, row.product.id.text()};
                           }));
  });
}

CatalogCalls::Answer CatalogCalls::product(const http::Request& request,
                                           const identity::Actor& /*actor*/) const {
  const auto id = TRY(id_in<ProductId>(request));
  return single(200, TRY(there(database_.read([&](database::Snapshot& snapshot) {
                  return store::find_product(snapshot, id);
                }))));
}

CatalogCalls::Answer CatalogCalls::add_product(const http::Request& request,
                                               const identity::Actor& actor) const {
  const auto called = TRY(read_product(request));
  const crypto::Fresh drawn(clock_.now(), random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    const auto id = TRY(pricing::add_product(act, called));
    return single(201, store::find_product(act.transaction, id).value());
  });
}

CatalogCalls::Answer CatalogCalls::rename_product(const http::Request& request,
                                                  const identity::Actor& actor) const {
  const auto id = TRY(id_in<ProductId>(request));
  const auto look = [&](database::Snapshot& snapshot) {
    return there(store::find_product(snapshot, id));
  };
  TRY(database_.read(look));
  const auto name = TRY(read_name(request));
  const crypto::Fresh drawn(clock_.now(), random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    const auto before = TRY(look(act.transaction));
    TRY(http::check_if_match(request, before.version));
    TRY(pricing::rename(act, before, name));
    return single(200, TRY(look(act.transaction)));
  });
}

CatalogCalls::Answer CatalogCalls::groups(const http::Request& request,
                                          const identity::Actor& actor) const {
  const auto page = TRY(http::parse_page(request, rules("product_groups", {"product_id"}),
                                         actor.tenant(), installation_.key));
  http::QueryReader asked(request);
  const auto product = asked.id<ProductId>("product_id");
  TRY(asked.finish());
  const auto after = page.after.empty() ? std::string() : page.after.back();
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_groups(snapshot, product, after, page.limit + 1);
    return answer(200, http::page_of(
                           rows, page, installation_.key,
                           {.next_cursor = {}, .total = store::count_groups(snapshot, product)},
                           [](const ListedGroup& row) { return to_json(row); },
                           [](const ListedGroup& row) {
                             const std::string& id = row.group.id.text();
                             return std::vector<std::string>{id, id};
                           }));
  });
}

CatalogCalls::Answer CatalogCalls::group(const http::Request& request,
                                         const identity::Actor& /*actor*/) const {
  const auto id = TRY(id_in<GroupId>(request));
  return single(200, TRY(there(database_.read([&](database::Snapshot& snapshot) {
                  return store::find_group(snapshot, id);
                }))));
}

CatalogCalls::Answer CatalogCalls::add_group(const http::Request& request,
                                             const identity::Actor& actor) const {
  const auto body = TRY(read_group(request));
  const crypto::Fresh drawn(clock_.now(), random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    const auto id = TRY(pricing::add_group(act, body.product, body.called));
    return single(201, store::find_group(act.transaction, id).value());
  });
}

CatalogCalls::Answer CatalogCalls::rename_group(const http::Request& request,
                                                const identity::Actor& actor) const {
  const auto id = TRY(id_in<GroupId>(request));
  const auto look = [&](database::Snapshot& snapshot) {
    return there(store::find_group(snapshot, id));
  };
  TRY(database_.read(look));
  const auto name = TRY(read_name(request));
  const crypto::Fresh drawn(clock_.now(), random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    const auto before = TRY(look(act.transaction));
    TRY(http::check_if_match(request, before.version));
    TRY(pricing::rename(act, before, name));
    return single(200, TRY(look(act.transaction)));
  });
}

CatalogCalls::Answer CatalogCalls::list_prices(const http::Request& request,
                                               const identity::Actor& actor) const {
  const auto page =
      TRY(http::parse_page(request, rules("list_prices", {"product_id", "product_group_id"}),
                           actor.tenant(), installation_.key));
  http::QueryReader asked(request);
  const store::PriceFilter filter{asked.id<ProductId>("product_id"),
                                  asked.id<GroupId>("product_group_id")};
  TRY(asked.finish());
  const auto before_day = page.after.empty() ? behind_all : page.after.front();
  const auto before_id = page.after.empty() ? behind_all : page.after.back();
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_prices(snapshot, filter, before_day, before_id, page.limit + 1);
    return answer(200, http::page_of(
                           rows, page, installation_.key,
                           {.next_cursor = {}, .total = store::count_prices(snapshot, filter)},
                           [](const store::ListedPrice& row) { return to_json(row); },
                           [](const store::ListedPrice& row) {
                             return std::vector<std::string>{base::to_iso_day(row.price.from),
                                                             row.id.text()};
                           }));
  });
}

CatalogCalls::Answer CatalogCalls::set_list_prices(const http::Request& request,
                                                   const identity::Actor& actor) const {
  const auto bodies = TRY(read_prices(request));
  const crypto::Fresh drawn(clock_.now(), random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    const auto prices = TRY(resolve(act.transaction, bodies));
    const auto outcomes = TRY(pricing::set_list_prices(act, prices));
    boost::json::array results;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const auto price = store::find_price(act.transaction, outcomes[i].id).value();
      results.push_back(boost::json::object{
          {"index", i}, {"outcome", name_of(outcomes[i].outcome)}, {"list_price", to_json(price)}});
    }
    return answer(201, {{"results", std::move(results)}});
  });
}

}  // namespace pricing
