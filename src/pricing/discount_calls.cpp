#include "pricing/discount_calls.hpp"

#include "partners/partners.hpp"
#include "platform/http/list_page.hpp"
#include "platform/http/query_reader.hpp"
#include "platform/http/resource.hpp"
#include "pricing/bodies.hpp"
#include "pricing/render.hpp"
#include "pricing/writing.hpp"

namespace pricing {
namespace {

// Behind every id of its kind, so that the first page begins at the newest.
const std::string behind_all = "~";

http::Response answer(int status, const boost::json::object& body) {
  return http::json(status, boost::json::serialize(body));
}

http::Response with_version(http::Response response, std::int64_t version) {
  response.headers.emplace_back("ETag", http::etag(version));
  return response;
}

http::ListRules rules(std::string_view name, std::vector<std::string_view> filters) {
  return {.name = name,
          .sortable = {},
          .filters = std::move(filters),
          .default_sort = {{"newest", true}}};
}

std::string before_id(const http::Page& page) {
  return page.after.empty() ? behind_all : page.after.back();
}

std::string name_of(database::Snapshot& snapshot, const base::PartnerId& partner) {
  const auto found = partners::find(snapshot, partner);
  ENSURE(found.has_value());
  return found->name;
}

/// One that this reader may see.
base::Result<PartnerDiscount> own(database::Snapshot& snapshot, const http::Request& request,
                                  const identity::Actor& actor) {
  const auto id = TRY(id_in<PartnerDiscountId>(request));
  auto found = store::find(snapshot, id);
  if (!found || (actor.partner && *actor.partner != found->partner))
    return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(found);
}

/// A customer, or one who left, as this reader may see it.
base::Result<store::Customer> customer_in(database::Snapshot& snapshot,
                                          const http::Request& request,
                                          const identity::Actor& actor) {
  const auto id = TRY(id_in<base::AccountId>(request));
  const auto found = partners::customer_of(snapshot, id);
  if (!found || !found->since || (actor.partner && *actor.partner != found->partner))
    return base::fail(base::ErrorKind::not_found, "not_found");
  return store::Customer{found->partner, id};
}

http::Response single(database::Snapshot& snapshot, int status, const PartnerDiscount& discount,
                      const View& view) {
  return with_version(answer(status, to_json(discount, name_of(snapshot, discount.partner),
                                             store::targets(snapshot), view)),
                      discount.version);
}

base::Result<NewCustomerDiscount> resolved(database::Snapshot& snapshot, const DiscountBody& body) {
  return NewCustomerDiscount{body.from, body.to, TRY(resolve(snapshot, body.rates)),
                             body.below_cost_reason};
}

boost::json::object earliest_json(base::Day today, base::Day earliest, const Lead& lead,
                                  const base::WorkingDays& days) {
  boost::json::array skipped;
  if (lead.unit == Unit::working_days) {
    const auto last = std::chrono::sys_days{earliest};
    for (auto day = std::chrono::sys_days{today} + std::chrono::days{1}; day < last;
         day += std::chrono::days{1})
      if (!days.is_working(day)) skipped.emplace_back(base::to_iso_day(day));
  }
  return {{"earliest", base::to_iso_day(earliest)},
          {"days", lead.days},
          {"unit", pricing::name_of(lead.unit)},
          {"skipped", std::move(skipped)}};
}

}  // namespace

View DiscountCalls::view(const http::Request& request, const identity::Actor& actor) const {
  return {actor, installation_, request.language, clock_.now()};
}

DiscountCalls::Answer DiscountCalls::days(const http::Request& /*request*/,
                                          const identity::Actor& /*actor*/) const {
  const Settings& settings = installation_.settings;
  const auto today = base::day_in_zone(clock_.now(), settings.zone);
  const auto& calendar = settings.working_days;
  const auto partner = earliest_for_partner(today, settings.partner_lead, calendar);
  const auto customer = earliest_for_customer(today, settings.customer_lead, calendar);
  return answer(
      200,
      {{"today", base::to_iso_day(today)},
       {"partner_discount", earliest_json(today, partner, settings.partner_lead, calendar)},
       {"customer_discount", earliest_json(today, customer, settings.customer_lead, calendar)}});
}

DiscountCalls::Answer DiscountCalls::partner_discounts(const http::Request& request,
                                                       const identity::Actor& actor) const {
  const auto page =
      TRY(http::parse_page(request, rules("partner_discounts", {"status", "partner_id"}),
                           actor.tenant(), installation_.key));
  http::QueryReader asked(request);
  store::PartnerDiscountFilter filter;
  if (actor.partner && request.query_value("partner_id"))
    asked.refuse("partner_id", "unknown_parameter");
  filter.partner = actor.partner ? actor.partner : asked.id<base::PartnerId>("partner_id");
  const auto status = asked.choice(
      "status", {"pending", "scheduled", "active", "expired", "rejected", "withdrawn"});
  if (status) filter.status = static_cast<PartnerStatus>(*status);
  TRY(asked.finish());
  const View shown = view(request, actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list(snapshot, filter, shown.now, before_id(page), page.limit + 1);
    const auto targets = store::targets(snapshot);
    auto response =
        answer(200, http::page_of(
                        rows, page, installation_.key,
                        {.next_cursor = {}, .total = store::count(snapshot, filter, shown.now)},
                        [&](const PartnerDiscount& row) {
                          return to_json(row, name_of(snapshot, row.partner), targets, shown);
                        },
                        [](const PartnerDiscount& row) {
                          return std::vector<std::string>{row.id.text(), row.id.text()};
                        }));
    if (filter.partner)
      return with_version(std::move(response), set_version(snapshot, *filter.partner));
    response.headers.emplace_back("ETag", http::etag_of(response.body));
    return response;
  });
}

DiscountCalls::Answer DiscountCalls::partner_discount(const http::Request& request,
                                                      const identity::Actor& actor) const {
  const View shown = view(request, actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    return single(snapshot, 200, TRY(own(snapshot, request, actor)), shown);
  });
}

DiscountCalls::Answer DiscountCalls::ask(const http::Request& request,
                                         const identity::Actor& actor) const {
  if (!actor.partner) return base::fail(base::ErrorKind::forbidden, "forbidden");
  const auto body = TRY(read_ask(request));
  const View shown = view(request, actor);
  const crypto::Fresh drawn(shown.now, random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    TRY(http::check_if_match_when_given(request, set_version(act.transaction, *actor.partner)));
    const auto rates = TRY(resolve(act.transaction, body.rates));
    const auto id = TRY(pricing::ask(act, *actor.partner, body.starts_on, rates));
    return single(act.transaction, 201, store::find(act.transaction, id).value(), shown);
  });
}

DiscountCalls::Answer DiscountCalls::decide(const http::Request& request,
                                            const identity::Actor& actor,
                                            const Decide& verb) const {
  const View shown = view(request, actor);
  const crypto::Fresh drawn(shown.now, random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    const auto before = TRY(own(act.transaction, request, actor));
    TRY(verb(act, before));
    return single(act.transaction, 200, store::find(act.transaction, before.id).value(), shown);
  });
}

DiscountCalls::Answer DiscountCalls::approve(const http::Request& request,
                                             const identity::Actor& actor) const {
  TRY(database_.read([&](database::Snapshot& snapshot) { return own(snapshot, request, actor); }));
  const auto body = TRY(read_approval(request));
  return decide(request, actor, [&](Act& act, const PartnerDiscount& asked) -> base::Result<> {
    TRY(http::check_if_match_when_given(request, asked.version));
    std::optional<std::vector<TargetRate>> rates;
    if (body) rates = TRY(resolve(act.transaction, *body));
    return pricing::approve(act, asked, rates);
  });
}

DiscountCalls::Answer DiscountCalls::reject(const http::Request& request,
                                            const identity::Actor& actor) const {
  TRY(database_.read([&](database::Snapshot& snapshot) { return own(snapshot, request, actor); }));
  const auto reason = TRY(read_reason(request));
  return decide(request, actor, [&](Act& act, const PartnerDiscount& asked) {
    return pricing::reject(act, asked, reason);
  });
}

DiscountCalls::Answer DiscountCalls::withdraw(const http::Request& request,
                                              const identity::Actor& actor) const {
  TRY(database_.read([&](database::Snapshot& snapshot) { return own(snapshot, request, actor); }));
  TRY(read_nothing(request));
  return decide(request, actor, pricing::withdraw);
}

DiscountCalls::Answer DiscountCalls::account_discounts(const http::Request& request,
                                                       const identity::Actor& actor) const {
  const auto customer = TRY(database_.read(
      [&](database::Snapshot& snapshot) { return customer_in(snapshot, request, actor); }));
  const auto page =
      TRY(http::parse_page(request, rules("account_discounts", {}),
                           actor.tenant() + customer.account.text(), installation_.key));
  const View shown = view(request, actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const auto targets = store::targets(snapshot);
    auto rows = store::list(snapshot, customer, before_id(page), page.limit + 1);
    auto body = http::page_of(
        rows, page, installation_.key,
        {.next_cursor = {}, .total = store::count(snapshot, customer)},
        [&](const CustomerDiscount& row) { return to_json(row, targets, shown); },
        [](const CustomerDiscount& row) {
          return std::vector<std::string>{row.id.text(), row.id.text()};
        });
    boost::json::array current;
    for (const auto& each : store::customer_rates_between(snapshot, customer, shown.now,
                                                          base::Instant::max(), std::nullopt))
      current.push_back(to_json(each.kept, targets, shown));
    body["current"] = std::move(current);
    return with_version(answer(200, body),
                        set_version(snapshot, customer.partner, customer.account));
  });
}

DiscountCalls::Answer DiscountCalls::set_account_discount(const http::Request& request,
                                                          const identity::Actor& actor) const {
  const auto customer = TRY(database_.read(
      [&](database::Snapshot& snapshot) { return customer_in(snapshot, request, actor); }));
  const auto body = TRY(read_discount(request));
  const View shown = view(request, actor);
  const bool leads =
      std::ranges::find(actor.roles, identity::Role::partner_admin) != actor.roles.end();
  const crypto::Fresh drawn(shown.now, random_);
  return write(database_, installation_, drawn, request, actor, [&](Act& act) -> Answer {
    TRY(http::check_if_match_when_given(
        request, set_version(act.transaction, customer.partner, customer.account)));
    const auto discount = TRY(resolved(act.transaction, body));
    const auto id = TRY(set_discount(act, customer.account, customer.partner, discount,
                                     leads ? MaySellBelowCost::yes : MaySellBelowCost::no));
    const auto made = store::find(act.transaction, id).value();
    return with_version(answer(201, to_json(made, store::targets(act.transaction), shown)),
                        set_version(act.transaction, customer.partner, customer.account));
  });
}

DiscountCalls::Answer DiscountCalls::preview_account_discount(const http::Request& request,
                                                              const identity::Actor& actor) const {
  const auto customer = TRY(database_.read(
      [&](database::Snapshot& snapshot) { return customer_in(snapshot, request, actor); }));
  const auto body = TRY(read_discount(request));
  const View shown = view(request, actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    TRY(http::check_if_match_when_given(request,
                                        set_version(snapshot, customer.partner, customer.account)));
    const auto discount = TRY(resolved(snapshot, body));
    const auto planned =
        TRY(plan(snapshot, installation_, customer.account, customer.partner, discount, shown.now));
    return answer(200, to_json(planned, store::targets(snapshot), shown));
  });
}

DiscountCalls::Answer DiscountCalls::account_prices(const http::Request& request,
                                                    const identity::Actor& actor) const {
  const auto customer = TRY(database_.read(
      [&](database::Snapshot& snapshot) { return customer_in(snapshot, request, actor); }));
  const View shown = view(request, actor);
  const Settings& settings = installation_.settings;
  http::QueryReader asked(request);
  for (const auto& [name, value] : request.query)
    if (name != "at" && name != "product_id") asked.refuse(name, "unknown_parameter");
  const auto product = asked.id<ProductId>("product_id");
  base::Instant at = shown.now;
  if (const auto text = request.query_value("at")) {
    const auto day = base::parse_iso_day(*text);
    const auto moment =
        day ? std::optional(base::start_of_day(*day, settings.zone)) : base::parse_rfc3339(*text);
    if (!moment) asked.refuse("at", "invalid_parameter");
    at = moment.value_or(shown.now);
  }
  TRY(asked.finish());
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const auto targets = store::targets(snapshot, product);
    const auto terms =
        terms_at(snapshot, settings, customer.partner, customer.account, at, product);
    std::string body = R"({"at":")" + base::to_rfc3339(at) + R"(","data":[)";
    for (const Target& target : targets.order) {
      const auto quoted = quote(terms, target, settings.currency, at);
      if (!quoted) continue;
      if (body.back() != '[') body += ',';
      append_json(body, *quoted, target, targets, shown);
    }
    return http::json(200, body + "]}");
  });
}

}  // namespace pricing
