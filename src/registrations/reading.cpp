#include "registrations/reading.hpp"

#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"
#include "registrations/approvals.hpp"
#include "registrations/asked.hpp"
#include "registrations/export_table.hpp"
#include "registrations/render.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

constexpr std::size_t usual_row_bytes = 1024;
constexpr std::size_t most_partners_counted = 200;

std::string render_page(const Listed& listed, const Total& total, const Asked& asked,
                        const View& view) {
  std::string out;
  out.reserve(listed.rows.size() * usual_row_bytes + 256);
  out += R"({"data":[)";
  for (const ListedRegistration& row : listed.rows) {
    if (out.back() != '[') out += ',';
    append_registration(out, row, view);
  }
  out += ']';
  append_page_end(
      out,
      listed.next ? std::optional(cursor_behind(*listed.next, asked.page, view.installation.key))
                  : std::nullopt,
      total);
  return out;
}

void append_event(std::string& out, const store::HistoryRow& row, const View& view) {
  fmt::format_to(std::back_inserter(out), R"({{"sequence":{},"at":)", row.sequence);
  append_moment(out, row.at);
  fmt::format_to(std::back_inserter(out), R"(,"event":"{}","from":)", name_of(row.event));
  append_text(out, row.from ? std::optional(name_of(*row.from)) : std::nullopt);
  fmt::format_to(std::back_inserter(out), R"(,"to":"{}","who":{{"kind":"{}","name":)",
                 name_of(row.to), identity::name_of(row.origin.kind));
  json::append_string(out, row.origin.name);
  out += R"(},"reason":)";
  append_reason(out, {row.reason_code, row.reason, row.to}, view);
  const bool with_facts = view.reader.audience == identity::Audience::provider && row.facts;
  out += R"(,"facts":)";
  out += with_facts ? *row.facts : "null";
  out += '}';
}

const http::ListRules& history_rules() {
  static const http::ListRules rules{.name = "registration_history",
                                     .sortable = {},
                                     .filters = {},
                                     .default_sort = {{"sequence", false}}};
  return rules;
}

// A timeline is short, so its pages are cut here. Its cursor says nothing of whose it is, but how
// far.
std::string render_history(const std::vector<store::HistoryRow>& events, const http::Page& page,
                           const View& view) {
  const std::string after = page.after.empty() ? "" : page.after.front();
  std::size_t next = after.empty() ? 0 : static_cast<std::size_t>(std::stoul(after));
  const std::size_t end = std::min(events.size(), next + static_cast<std::size_t>(page.limit));
  std::string out = R"({"data":[)";
  for (; next < end; ++next) {
    if (out.back() != '[') out += ',';
    append_event(out, events[next], view);
  }
  out += ']';
  const std::string reached = std::to_string(end);
  append_page_end(out,
                  end < events.size() ? std::optional(http::next_cursor(page, {reached, reached},
                                                                        view.installation.key))
                                      : std::nullopt,
                  {static_cast<std::int64_t>(events.size()), true});
  return out;
}

std::string render_receipt(const Receipt& receipt, const base::RegistrationId& registration) {
  std::string out = R"({"id":)";
  json::append_string(out, receipt.id);
  out += R"(,"registration_id":)";
  json::append_string(out, registration.text());
  out += R"(,"agreed_at":)";
  append_moment(out, receipt.agreed_at);
  for (const auto& [name, text] : {std::pair{"text_version", &receipt.text_version},
                                   {"language", &receipt.language},
                                   {"address", &receipt.address},
                                   {"hash", &receipt.hash},
                                   {"statement", &receipt.statement}}) {
    fmt::format_to(std::back_inserter(out), R"(,"{}":)", name);
    json::append_string(out, *text);
  }
  return out + "}";
}

base::Result<ListedRegistration> visible(database::Snapshot& snapshot, const http::Request& request,
                                         const identity::Actor& actor) {
  const auto id = base::RegistrationId::parse(request.path_parameter("id"));
  auto row = id ? listed(snapshot, actor.scope(), *id) : std::nullopt;
  if (!row) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(row);
}

void append_counts(std::string& out, const Counts& counted) {
  for (std::size_t i = 0; i < counted.size(); ++i) {
    fmt::format_to(std::back_inserter(out), R"({}"{}":{})", i == 0 ? "{" : ",",
                   name_of(static_cast<Status>(i)), counted[i]);
  }
  out += '}';
}

base::Error malformed(std::string code, const std::vector<std::string>& parameters) {
  base::Error error{base::ErrorKind::malformed, std::move(code), {}, {}, {}};
  for (const std::string& name : parameters) error.fields.push_back({"/" + name, error.code, {}});
  return error;
}

base::Result<std::vector<base::PartnerId>> partners_in(const http::Request& request) {
  constexpr const char* parameter = "partner_id";
  std::vector<std::string> unknown;
  for (const auto& [name, value] : request.query)
    if (name != parameter) unknown.push_back(name);
  if (!unknown.empty()) return base::fail(malformed("unknown_parameter", unknown));
  if (request.query.empty() || request.query.size() > most_partners_counted)
    return base::fail(malformed("invalid_parameter", {parameter}));
  std::vector<base::PartnerId> partners;
  for (const std::string_view text : request.query_values(parameter)) {
    const auto id = base::PartnerId::parse(text);
    if (!id) return base::fail(malformed("invalid_id", {parameter}));
    partners.push_back(*id);
  }
  return partners;
}

}  // namespace

Reading::Reading(database::Database& database, const Installation& installation,
                 accounts::Directory& directory, const clock_source::Clock& clock,
                 const exports::Exports& exports)
    : database_(database),
      installation_(installation),
      directory_(directory),
      clock_(clock),
      exports_(exports) {}

Reading::Answer Reading::list(const http::Request& request, const identity::Actor& actor) const {
  const Asked asked = TRY(read_asked(request, actor, installation_.key));
  if (asked.format) return exports_.answer(export_table_name, *asked.format, request, actor);
  const View view{actor, installation_, request.language, clock_.now()};
  const identity::PartnerScope scope = actor.scope();
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const Plan planned = plan(snapshot, scope, asked.filter, asked.order, Counting::for_a_page);
    Listed listed = registrations::list(snapshot, scope, asked.filter, asked.order, planned,
                                        asked.after, asked.page.limit);
    for (ListedRegistration& row : listed.rows)
      add_credit(snapshot, row, installation_.settings.currency);
    return http::json(200, render_page(listed, planned.total, asked, view));
  });
}

Reading::Answer Reading::counts(const http::Request& /*request*/,
                                const identity::Actor& actor) const {
  const Counts counted = database_.read([&](database::Snapshot& snapshot) {
    return registrations::counts(snapshot, actor.scope().partner());
  });
  std::string out;
  append_counts(out, counted);
  return http::json(200, std::move(out));
}

Reading::Answer Reading::counts_by_partner(const http::Request& request,
                                           const identity::Actor& /*actor*/) const {
  const std::vector<base::PartnerId> partners = TRY(partners_in(request));
  return database_.read([&](database::Snapshot& snapshot) {
    std::string out = R"({"data":[)";
    for (const base::PartnerId& partner : partners) {
      if (out.back() != '[') out += ',';
      fmt::format_to(std::back_inserter(out), R"({{"partner_id":"{}","counts":)", partner.text());
      append_counts(out, registrations::counts(snapshot, partner));
      out += '}';
    }
    return http::json(200, out + "]}");
  });
}

Reading::Answer Reading::get(const http::Request& request, const identity::Actor& actor) const {
  const View view{actor, installation_, request.language, clock_.now()};
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    ListedRegistration row = TRY(visible(snapshot, request, actor));
    add_credit(snapshot, row, installation_.settings.currency);
    http::Response response = http::json(200, to_json(row, view));
    response.headers.emplace_back("ETag", http::etag(row.version));
    return response;
  });
}

Reading::Answer Reading::history(const http::Request& request, const identity::Actor& actor) const {
  const View view{actor, installation_, request.language, clock_.now()};
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const ListedRegistration row = TRY(visible(snapshot, request, actor));
    const http::Page page =
        TRY(http::parse_page(request, history_rules(), actor.tenant(), installation_.key));
    return http::json(200, render_history(store::history(snapshot, row.id), page, view));
  });
}

Reading::Answer Reading::receipt(const http::Request& request, const identity::Actor& actor) const {
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    const ListedRegistration row = TRY(visible(snapshot, request, actor));
    const auto receipt = store::find_receipt(snapshot, row.id);
    if (!receipt) return base::fail(base::ErrorKind::not_found, "not_found");
    http::Response response = http::json(200, render_receipt(*receipt, row.id));
    response.headers.emplace_back("ETag", http::etag_of(response.body));
    return response;
  });
}

Reading::Answer Reading::approvals(const http::Request& request,
                                   const identity::Actor& actor) const {
  const View view{actor, installation_, request.language, clock_.now()};
  return approvals_page(database_, directory_, request, view);
}

Reading::Answer Reading::approval(const http::Request& request,
                                  const identity::Actor& actor) const {
  const View view{actor, installation_, request.language, clock_.now()};
  const ListedRegistration row = TRY(database_.read(
      [&](database::Snapshot& snapshot) { return visible(snapshot, request, actor); }));
  return one_approval(database_, directory_, row, view);
}

}  // namespace registrations
