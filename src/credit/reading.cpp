#include "credit/reading.hpp"

#include <charconv>

#include "credit/asked.hpp"
#include "credit/writing.hpp"
#include "partners/partners.hpp"
#include "platform/http/resource.hpp"

namespace credit {
namespace {

// Behind every id of its kind, so that the first page begins at the newest.
const std::string behind_all = "~";
constexpr auto latest = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t longest_search = 200;

http::Response answer(const boost::json::object& body) {
  return http::json(200, boost::json::serialize(body));
}

http::Response with_etag(const boost::json::object& body) {
  auto response = answer(body);
  response.headers.emplace_back("ETag", http::etag_of(response.body));
  return response;
}

http::ListRules rules(std::string_view name, std::vector<std::string_view> filters) {
  return {.name = name,
          .sortable = {},
          .filters = std::move(filters),
          .default_sort = {{"newest", true}}};
}

std::int64_t number_in(const http::Page& page, std::size_t index, std::int64_t otherwise) {
  if (page.after.empty()) return otherwise;
  const std::string& text = page.after.at(index);
  std::int64_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string id_in(const http::Page& page, const std::string& otherwise) {
  return page.after.empty() ? otherwise : page.after.back();
}

}  // namespace

View Reading::view(const identity::Actor& actor) const {
  return {actor, installation_.settings, clock_.now()};
}

Reading::Answer Reading::show_wallet(const Wallet& wallet) const {
  const Balance balance = database_.read([&](database::Snapshot& snapshot) {
    return balance_of(snapshot, wallet, installation_.settings.currency);
  });
  return with_etag(to_json(balance, installation_.settings));
}

Reading::Answer Reading::show_movements(const http::Request& request, const identity::Actor& actor,
                                        const Wallet& wallet) const {
  const auto page = TRY(http::parse_page(
      request, rules("credit_movements", {"kind", "from", "to"}),
      actor.tenant() + (wallet.account ? wallet.account->text() : ""), installation_.key));
  Asked asked(request);
  const Period period = asked.period(installation_.settings);
  const store::MovementFilter filter{asked.kinds(), period.begin, period.end};
  TRY(asked.finish());
  const std::string& currency = installation_.settings.currency;
  const View shown = view(actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_movements(snapshot, wallet, currency, filter,
                                      number_in(page, 0, latest), page.limit + 1);
    return answer(page_of(
        rows, page, installation_.key, store::count_movements(snapshot, wallet, currency, filter),
        [&](const store::Movement& row) { return to_json(row, shown); },
        [](const store::Movement& row) {
          const auto number = std::to_string(row.number);
          return std::vector<std::string>{number, number};
        }));
  });
}

Reading::Answer Reading::wallet(const http::Request& /*request*/,
                                const identity::Actor& actor) const {
  if (!actor.partner) return base::fail(base::ErrorKind::forbidden, "forbidden");
  return show_wallet({*actor.partner});
}

Reading::Answer Reading::wallet_movements(const http::Request& request,
                                          const identity::Actor& actor) const {
  if (!actor.partner) return base::fail(base::ErrorKind::forbidden, "forbidden");
  return show_movements(request, actor, {*actor.partner});
}

base::Result<Wallet> Reading::partner_in(const http::Request& request) const {
  const auto id = base::PartnerId::parse(request.path_parameter("id"));
  const bool known = id && database_.read([&](database::Snapshot& snapshot) {
    return partners::find(snapshot, *id).has_value();
  });
  if (!known) return base::fail(base::ErrorKind::not_found, "not_found");
  return Wallet{*id};
}

Reading::Answer Reading::partner_wallet(const http::Request& request,
                                        const identity::Actor& /*actor*/) const {
  return show_wallet(TRY(partner_in(request)));
}

Reading::Answer Reading::partner_movements(const http::Request& request,
                                           const identity::Actor& actor) const {
  return show_movements(request, actor, TRY(partner_in(request)));
}

base::Result<Customer> Reading::customer_in(const http::Request& request,
                                            const identity::Actor& actor) const {
  const auto id = base::AccountId::parse(request.path_parameter("id"));
  if (!id) return base::fail(base::ErrorKind::not_found, "not_found");
  auto customer = database_.read(
      [&](database::Snapshot& snapshot) { return find_customer(snapshot, actor.scope(), *id); });
  if (!customer) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(customer);
}

Reading::Answer Reading::account_credit(const http::Request& request,
                                        const identity::Actor& actor) const {
  const auto customer = TRY(customer_in(request, actor));
  const View shown = view(actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const auto found = store::account_credit(snapshot, customer, installation_.settings.currency,
                                             shown.now - rate_days);
    auto response = answer(to_json(found, shown));
    response.headers.emplace_back("ETag", http::etag(found.version));
    return response;
  });
}

Reading::Answer Reading::account_movements(const http::Request& request,
                                           const identity::Actor& actor) const {
  return show_movements(request, actor, TRY(customer_in(request, actor)).wallet);
}

Reading::Answer Reading::holds(const http::Request& request, const identity::Actor& actor) const {
  const auto customer = TRY(customer_in(request, actor));
  const auto page =
      TRY(http::parse_page(request, rules("credit_holds", {"state"}),
                           actor.tenant() + customer.wallet.account->text(), installation_.key));
  Asked asked(request);
  const auto chosen = asked.choice("state", {"held", "released"});
  TRY(asked.finish());
  const auto state = chosen ? static_cast<store::HoldState>(*chosen + 1) : store::HoldState::any;
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_holds(snapshot, customer.wallet, state, id_in(page, behind_all),
                                  page.limit + 1);
    return answer(page_of(
        rows, page, installation_.key, store::count_holds(snapshot, customer.wallet, state),
        [](const Hold& row) { return to_json(row); },
        [](const Hold& row) { return std::vector<std::string>{row.id.text(), row.id.text()}; }));
  });
}

Reading::Answer Reading::accounts(const http::Request& request,
                                  const identity::Actor& actor) const {
  const http::ListRules list{.name = "credit_accounts",
                             .sortable = {"email", "available"},
                             .filters = {"state", "partner_id", "q"},
                             .default_sort = {{"email", false}}};
  const auto page = TRY(http::parse_page(request, list, actor.tenant(), installation_.key));
  Asked asked(request);
  const auto chosen = asked.choice("state", {"arrears", "zero", "low"});
  const store::AccountFilter filter{
      asked.partner(actor),
      chosen ? static_cast<store::CreditState>(*chosen + 1) : store::CreditState::any,
      base::fold(asked.text("q", longest_search).value_or(""))};
  if (page.sort.size() > 1) asked.refuse("sort", "unknown_sort");
  TRY(asked.finish());
  const http::SortKey& key = page.sort.front();
  const bool by_email = key.field == "email";
  const auto sort = static_cast<store::AccountSort>((by_email ? 0 : 2) + (key.descending ? 1 : 0));
  std::optional<store::AccountPlace> after;
  if (!page.after.empty())
    after = store::AccountPlace{page.after.front(), by_email ? 0 : number_in(page, 0, 0),
                                number_in(page, page.after.size() - 1, 0)};
  const View shown = view(actor);
  const std::string& currency = installation_.settings.currency;
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_accounts(snapshot, filter, currency, sort, after, shown.now - rate_days,
                                     page.limit + 1);
    return answer(page_of(
        rows, page, installation_.key, store::count_accounts(snapshot, filter, currency),
        [&](const store::AccountCredit& row) { return to_json(row, shown); },
        [&](const store::AccountCredit& row) {
          return std::vector<std::string>{
              by_email ? row.account.email : std::to_string(row.balance.available_minor()),
              std::to_string(row.ledger_account)};
        }));
  });
}

Reading::Answer Reading::transactions(const http::Request& request,
                                      const identity::Actor& actor) const {
  const auto page = TRY(http::parse_page(
      request,
      rules("credit_transactions", {"kind", "partner_id", "account_id", "from", "to", "reference"}),
      actor.tenant(), installation_.key));
  Asked asked(request);
  const Period period = asked.period(installation_.settings);
  const store::MovedFilter filter{.partner = asked.partner(actor),
                                  .account = asked.account(),
                                  .kinds = asked.kinds(),
                                  .reference = asked.text("reference", 100),
                                  .from = period.begin,
                                  .to = period.end};
  TRY(asked.finish());
  const store::Place before{base::from_microseconds(number_in(page, 0, latest)),
                            id_in(page, behind_all)};
  const View shown = view(actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_moved(snapshot, filter, before, page.limit + 1);
    return answer(page_of(
        rows, page, installation_.key, store::count_moved(snapshot, filter),
        [&](const store::ListedMoved& row) { return to_json(row, shown); },
        [](const store::ListedMoved& row) {
          return std::vector<std::string>{std::to_string(base::microseconds(row.moved.at)),
                                          row.moved.id.text()};
        }));
  });
}

Reading::Answer Reading::transaction(const http::Request& request,
                                     const identity::Actor& actor) const {
  const auto id = TransactionId::parse(request.path_parameter("id"));
  const View shown = view(actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const auto found = id ? store::find_listed(snapshot, *id) : std::nullopt;
    const bool visible =
        found && (!actor.partner || *actor.partner == found->moved.wallet.partner) &&
        // What moved in the partner's own wallet is not for everybody of the partner.
        (found->moved.wallet.account || identity::may(actor, identity::Act::read_grants));
    if (!visible) return base::fail(base::ErrorKind::not_found, "not_found");
    return with_etag(to_json(*found, shown));
  });
}

Reading::Answer Reading::requests(const http::Request& request,
                                  const identity::Actor& actor) const {
  const auto page = TRY(http::parse_page(request, rules("credit_requests", {"state"}),
                                         actor.tenant(), installation_.key));
  Asked asked(request);
  const auto chosen =
      asked.choice("state", {"pending_approval", "approved", "rejected", "withdrawn", "expired"});
  TRY(asked.finish());
  store::RequestFilter filter{actor.partner, std::nullopt};
  if (chosen) filter.state = static_cast<RequestState>(*chosen);
  const View shown = view(actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows =
        store::list_requests(snapshot, filter, shown.now, id_in(page, behind_all), page.limit + 1);
    return answer(page_of(
        rows, page, installation_.key, store::count_requests(snapshot, filter, shown.now),
        [&](const store::ListedRequest& row) { return to_json(row, shown); },
        [](const store::ListedRequest& row) {
          const std::string& id = row.request.id.text();
          return std::vector<std::string>{id, id};
        }));
  });
}

Reading::Answer Reading::request(const http::Request& request, const identity::Actor& actor) const {
  const View shown = view(actor);
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const auto found = TRY(find_own(snapshot, request, actor));
    auto response = answer(to_json(found, shown));
    response.headers.emplace_back("ETag", http::etag(found.request.version));
    return response;
  });
}

Reading::Answer Reading::totals(const http::Request& /*request*/,
                                const identity::Actor& /*actor*/) const {
  const auto sums = database_.read([&](database::Snapshot& snapshot) {
    return store::totals(snapshot, std::nullopt, installation_.settings.currency);
  });
  return answer(to_json(sums, installation_.settings));
}

Reading::Answer Reading::totals_by_partner(const http::Request& request,
                                           const identity::Actor& actor) const {
  const auto page =
      TRY(http::parse_page(request, rules("credit_totals", {}), actor.tenant(), installation_.key));
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::totals_by_partner(snapshot, installation_.settings.currency, id_in(page, ""),
                                         page.limit + 1);
    return answer(page_of(
        rows, page, installation_.key, store::count_partners(snapshot),
        [&](const store::PartnerTotals& row) {
          auto json = to_json(row.totals, installation_.settings);
          json["partner"] = partner_json(row.partner, row.partner_name);
          return json;
        },
        [](const store::PartnerTotals& row) {
          return std::vector<std::string>{row.partner, row.partner};
        }));
  });
}

Reading::Answer Reading::differences(const http::Request& request,
                                     const identity::Actor& actor) const {
  const auto page = TRY(http::parse_page(request, rules("credit_differences", {"day"}),
                                         actor.tenant(), installation_.key));
  Asked asked(request);
  const auto day = asked.day("day");
  TRY(asked.finish());
  const auto wanted = day ? std::optional(base::to_iso_day(*day)) : std::nullopt;
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const auto comparison = store::find_comparison(snapshot, wanted);
    const std::string of = comparison ? comparison->day : "";
    auto rows = store::list_differences(snapshot, of, id_in(page, ""), page.limit + 1);
    auto body = page_of(
        rows, page, installation_.key, store::count_differences(snapshot, of),
        [&](const store::Difference& row) { return to_json(row, installation_.settings); },
        [](const store::Difference& row) {
          return std::vector<std::string>{row.account.id, row.account.id};
        });
    body["day"] = comparison ? boost::json::value(of) : boost::json::value(nullptr);
    body["compared"] = comparison ? comparison->compared : 0;
    return answer(body);
  });
}

}  // namespace credit
