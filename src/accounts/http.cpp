#include "accounts/http.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <iterator>
#include <limits>

#include "accounts/account_json.hpp"
#include "accounts/store.hpp"
#include "platform/crypto/fresh.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/listing.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace accounts {
namespace {

constexpr std::size_t most_rows = 1000;
constexpr std::int64_t most_counted = 1000;
constexpr std::size_t most_search_characters = 200;

/// The facts with what the directory itself adds.
std::string render(const store::Account& account) {
  std::string out = to_json(account.facts);
  out.pop_back();
  fmt::format_to(std::back_inserter(out), R"(,"gone":{}}})", account.gone);
  return out;
}

void append_text_or_null(std::string& out, std::string_view text) {
  if (text.empty())
    out += "null";
  else
    json::append_string(out, text);
}

std::string render(const std::vector<PutResult>& results, const i18n::Catalog& catalog,
                   i18n::Language language) {
  std::string out = R"({"results":[)";
  for (std::size_t i = 0; i < results.size(); ++i) {
    const PutResult& result = results[i];
    fmt::format_to(std::back_inserter(out), R"({}{{"index":{},"outcome":"{}","account":)",
                   i == 0 ? "" : ",", i, name_of(result.outcome));
    out += result.facts ? render(store::Account{*result.facts}) : "null";
    out += R"(,"code":)";
    append_text_or_null(out, result.code);
    out += R"(,"message":)";
    append_text_or_null(out,
                        result.code.empty() ? "" : catalog.text(language, "errors." + result.code));
    out += '}';
  }
  return out + "]}";
}

/// Each version of an account has one id, made from the two, so that none need be stored.
base::FactsId facts_id(const base::AccountId& account, const store::Event& event) {
  const std::string digest =
      crypto::sha256_hex(account.text() + " " + std::to_string(event.version));
  std::array<std::uint8_t, 10> ten{};
  for (std::size_t i = 0; i < ten.size(); ++i)
    std::from_chars(digest.data() + 2 * i, digest.data() + 2 * i + 2, ten[i], 16);
  return base::FactsId::make(event.at, ten);
}

std::string render(const base::AccountId& account, const store::Event& event) {
  std::string out =
      fmt::format(R"({{"id":"{}","at":"{}","change":"{}","source":"{}","who":{{"kind":"{}","id":)",
                  facts_id(account, event).text(), base::to_rfc3339(event.at), event.change,
                  event.source, event.origin_kind);
  append_text_or_null(out, event.origin_id);
  out += R"(,"name":)";
  append_text_or_null(out, event.origin_name);
  return out + R"(},"facts":)" + event.facts + "}";
}

struct Total {
  std::int64_t count;
  bool exact;
};

/// `{"data":[…],"next_cursor":…,"total":…}` of rows that were read one more than asked for.
template <class Row, class Render, class LastOf>
http::Response page_of(const std::vector<Row>& rows, const http::Page& page, Total total,
                       const crypto::SecretKey& key, const Render& render_row,
                       const LastOf& last_of) {
  const std::size_t shown = std::min(rows.size(), static_cast<std::size_t>(page.limit));
  std::string out = R"({"data":[)";
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += ',';
    out += render_row(rows[i]);
  }
  out += R"(],"next_cursor":)";
  if (rows.size() > shown)
    json::append_string(out, http::next_cursor(page, last_of(rows[shown - 1]), key));
  else
    out += "null";
  fmt::format_to(std::back_inserter(out), R"(,"total":{},"total_is_exact":{}}})", total.count,
                 total.exact);
  return http::json(200, std::move(out));
}

std::unexpected<base::Error> bad_parameter(std::string pointer, std::string code,
                                           base::Values values = {}) {
  base::FieldError field{std::move(pointer), code, values};
  return base::fail({.kind = base::ErrorKind::malformed,
                     .code = std::move(code),
                     .values = std::move(values),
                     .fields = {std::move(field)},
                     .cause = {}});
}

base::Result<store::Search> read_search(const http::Request& request) {
  const std::string_view q = request.query_value("q").value_or("");
  if (base::length(q) > most_search_characters)
    return bad_parameter("/q", "too_long", {{"most", std::to_string(most_search_characters)}});
  return store::Search(q);
}

base::Result<store::Order> read_order(const http::Page& page) {
  if (page.sort.size() != 1) return bad_parameter("/sort", "unknown_sort");
  const http::SortKey& key = page.sort.front();
  if (key.field == "name") return key.descending ? store::Order::name_down : store::Order::name_up;
  return key.descending ? store::Order::email_down : store::Order::email_up;
}

base::Result<store::Account> find_named(database::Database& database,
                                        const http::Request& request) {
  const auto missing = base::fail(base::ErrorKind::not_found, "not_found");
  const auto id = base::AccountId::parse(request.path_parameter("id"));
  if (!id) return missing;
  std::optional<store::Account> account =
      database.read([&](database::Snapshot& snapshot) { return store::find(snapshot, *id); });
  if (!account) return missing;
  return *std::move(account);
}

}  // namespace

Handlers::Handlers(database::Database& database, const clock_source::Clock& clock,
                   crypto::Random& random, const crypto::SecretKey& key,
                   const i18n::Catalog& catalog, HttpSettings settings)
    : database_(database),
      clock_(clock),
      random_(random),
      key_(key),
      catalog_(catalog),
      settings_(std::move(settings)) {}

base::Result<std::vector<NewAccount>> Handlers::read_body(const http::Request& request) const {
  const boost::json::value body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  std::vector<NewAccount> rows;
  json::ObjectReader reader(body, "", errors);
  if (const boost::json::array* array = reader.array("accounts", 1, most_rows))
    for (std::size_t i = 0; i < array->size(); ++i) {
      std::optional<NewAccount> row =
          read_account((*array)[i], fmt::format("/accounts/{}", i), settings_.currency, errors);
      if (row) rows.push_back(*std::move(row));
    }
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return rows;
}

base::Result<http::Response> Handlers::put(const http::Request& request,
                                           const identity::Actor& actor) {
  std::vector<NewAccount> accounts = TRY(read_body(request));
  if (settings_.truth == Truth::remote)
    return base::fail(base::ErrorKind::conflict, "accounts.directory_is_remote");
  crypto::Fresh fresh(clock_.now(), random_);
  std::vector<PutRow> rows;
  rows.reserve(accounts.size());
  for (NewAccount& account : accounts)
    rows.push_back({fresh.id<base::AccountId>(), std::move(account)});
  const Saying saying{Source::api, actor.origin()};
  const auto audit_id = fresh.id<base::AuditId>();
  return http::write(database_, request, actor.tenant(), fresh.now(), http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> base::Result<http::Response> {
                       const auto results =
                           TRY(accounts::put(transaction, rows, saying, audit_id, fresh.now()));
                       return http::json(200, render(results, catalog_, request.language));
                     });
}

base::Result<http::Response> Handlers::list(const http::Request& request,
                                            const identity::Actor& actor) {
  const http::ListRules rules{.name = "directory_accounts",
                              .sortable = {"email", "name"},
                              .filters = {"q"},
                              .default_sort = {{"email"}}};
  const http::Page page = TRY(http::parse_page(request, rules, actor.tenant(), key_));
  const store::Order order = TRY(read_order(page));
  const store::Search search = TRY(read_search(request));
  std::optional<store::Place> after;
  if (!page.after.empty()) after = store::Place{page.after[0], page.after[1]};
  std::vector<store::Listed> rows;
  Total total{0, true};
  database_.read([&](database::Snapshot& snapshot) {
    store::Way way = store::Way::walking;
    if (search.finds_everything()) {
      total.count = store::count(snapshot);
    } else {
      const std::int64_t found = store::count_found(snapshot, search, most_counted + 1);
      total = {std::min(found, most_counted), found <= most_counted};
      if (total.exact) way = store::Way::sorting;
    }
    rows = store::list(snapshot, search, way, order, after, page.limit + 1);
  });
  return page_of(
      rows, page, total, key_, [](const store::Listed& row) { return render(row.account); },
      [](const store::Listed& row) {
        return std::vector<std::string>{row.sort_key, row.account.facts.id.text()};
      });
}

base::Result<http::Response> Handlers::get(const http::Request& request, const identity::Actor&) {
  const store::Account account = TRY(find_named(database_, request));
  http::Response response = http::json(200, render(account));
  response.headers.emplace_back("ETag", http::etag(account.version));
  return response;
}

base::Result<http::Response> Handlers::history(const http::Request& request,
                                               const identity::Actor& actor) {
  const store::Account account = TRY(find_named(database_, request));
  const http::ListRules rules{
      .name = "directory_account_history", .sortable = {}, .filters = {}, .default_sort = {}};
  const std::string scope = actor.tenant() + " " + account.facts.id.text();
  const http::Page page = TRY(http::parse_page(request, rules, scope, key_));
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  if (!page.after.empty()) {
    const std::string& last = page.after.back();
    std::from_chars(last.data(), last.data() + last.size(), before);
  }
  std::vector<store::Event> rows;
  std::int64_t count = 0;
  database_.read([&](database::Snapshot& snapshot) {
    rows = store::history(snapshot, account.facts.id, before, page.limit + 1);
    count = store::count_history(snapshot, account.facts.id);
  });
  return page_of(
      rows, page, {count, true}, key_,
      [&](const store::Event& event) { return render(account.facts.id, event); },
      [](const store::Event& event) {
        return std::vector<std::string>{std::to_string(event.version)};
      });
}

}  // namespace accounts
