#include <charconv>

#include "identity/audit_trail.hpp"
#include "identity/http.hpp"
#include "platform/http/listing.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

http::ListRules rules_for(const Actor& actor) {
  http::ListRules rules{.name = "audit",
                        .sortable = {},
                        .filters = {"subject", "change", "actor", "from", "to"},
                        .default_sort = {}};
  if (actor.audience == Audience::provider) rules.filters.push_back("partner_id");
  return rules;
}

std::optional<int> digits(std::string_view text, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > most)
    return std::nullopt;
  return value;
}

// RFC 3339 in UTC with Z, as the answers write it.
std::optional<base::Instant> parse_time(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z')
    return std::nullopt;
  const auto day = base::parse_iso_day(text.substr(0, 10));
  const auto hour = digits(text.substr(11, 2), 23);
  const auto minute = digits(text.substr(14, 2), 59);
  const auto second = digits(text.substr(17, 2), 59);
  if (!day || !hour || !minute || !second) return std::nullopt;
  std::string fraction(text.substr(19, text.size() - 20));
  if (!fraction.empty() && (fraction.front() != '.' || fraction.size() < 2 || fraction.size() > 7))
    return std::nullopt;
  if (!fraction.empty()) fraction.erase(0, 1);
  fraction.resize(6, '0');
  const auto microseconds = digits(fraction, 999'999);
  if (!microseconds) return std::nullopt;
  return std::chrono::sys_days(*day) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) + std::chrono::microseconds(*microseconds);
}

base::Result<AuditFilter> read_filter(const http::Request& request) {
  AuditFilter filter;
  std::vector<base::FieldError> errors;
  const auto text = [&](std::string_view name) -> std::optional<std::string> {
    const auto values = request.query_values(name);
    if (values.empty()) return std::nullopt;
    if (values.size() > 1) errors.push_back({"/" + std::string(name), "repeated_parameter", {}});
    if (values.front().size() > 64)
      errors.push_back({"/" + std::string(name), "too_long", {{"most", "64"}}});
    return std::string(values.front());
  };
  const auto time = [&](std::string_view name, base::Instant& into) {
    const auto given = text(name);
    if (!given) return;
    const auto at = parse_time(*given);
    if (!at) errors.push_back({"/" + std::string(name), "invalid_parameter", {}});
    if (at) into = *at;
  };
  filter.subject = text("subject");
  filter.change = text("change");
  filter.actor = text("actor");
  if (const auto id = text("partner_id")) {
    filter.partner = base::PartnerId::parse(*id);
    if (!filter.partner) errors.push_back({"/partner_id", "invalid_id", {}});
  }
  time("from", filter.from);
  time("to", filter.to);
  if (errors.empty()) return filter;
  base::Error error{base::ErrorKind::malformed, "invalid_parameter", {}, {}, {}};
  error.fields = std::move(errors);
  return base::fail(std::move(error));
}

void append_or_null(std::string& out, std::string_view name, const std::string& value) {
  json::append_string(out, name);
  out += ':';
  if (value.empty())
    out += "null";
  else
    json::append_string(out, value);
}

void append_row(std::string& out, const AuditRow& row) {
  out += R"({"id":)";
  json::append_string(out, row.id);
  out += R"(,"at":)";
  json::append_string(out, base::to_rfc3339(row.at));
  out += R"(,"actor":{"kind":)";
  json::append_string(out, row.origin_kind);
  out += ',';
  append_or_null(out, "id", row.origin_id);
  out += ',';
  append_or_null(out, "name", row.origin_name);
  out += ',';
  append_or_null(out, "address", row.origin_address);
  out += R"(},"change":)";
  json::append_string(out, row.change);
  out += R"(,"subject":)";
  json::append_string(out, row.subject);
  out += ',';
  append_or_null(out, "partner_id", row.partner.value_or(""));
  out += R"(,"details":)" + row.details_json + "}";
}

std::string page_of(std::vector<AuditRow> rows, std::int64_t total, const http::Page& page,
                    const crypto::SecretKey& key) {
  std::string next = "null";
  if (rows.size() > static_cast<std::size_t>(page.limit)) {
    rows.resize(static_cast<std::size_t>(page.limit));
    next.clear();
    json::append_string(next, http::next_cursor(page, {std::to_string(rows.back().sequence)}, key));
  }
  std::string out = R"({"data":[)";
  for (const AuditRow& row : rows) {
    if (&row != rows.data()) out += ',';
    append_row(out, row);
  }
  const bool exact = total <= most_counted_audit_rows;
  out += R"(],"next_cursor":)" + next + R"(,"total":)" +
         std::to_string(std::min(total, most_counted_audit_rows)) + R"(,"total_is_exact":)" +
         (exact ? "true" : "false") + "}";
  return out;
}

}  // namespace

Handlers::Answer Handlers::list_audit(const http::Request& request, const Actor& actor) const {
  const auto page =
      TRY(http::parse_page(request, rules_for(actor), actor.tenant(), surroundings_.key));
  const auto filter = TRY(read_filter(request));
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = std::stoll(page.after.front());
  const PartnerScope scope = actor.scope();
  return surroundings_.database.read([&](database::Snapshot& snapshot) {
    auto rows = list_audit_rows(snapshot, scope, filter, before, page.limit + 1);
    return http::json(200, page_of(std::move(rows), count_audit_rows(snapshot, scope, filter), page,
                                   surroundings_.key));
  });
}

}  // namespace identity
