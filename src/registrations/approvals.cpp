#include "registrations/approvals.hpp"

#include <map>

#include "embedded/registrations_queries.hpp"
#include "platform/http/listing.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"
#include "registrations/listing.hpp"

namespace registrations {
namespace {

static_assert(queries::list_approvals_axes ==
              "key: customer_decided_at registered_at email; direction: ascending descending");

const http::ListRules& rules() {
  static const http::ListRules rules{.name = "approvals",
                                     .sortable = {"customer_decided_at", "registered_at", "email"},
                                     .filters = {},
                                     .default_sort = {{"customer_decided_at", false}}};
  return rules;
}

std::string key_text(const ListedRegistration& row, std::string_view field) {
  if (field == "email") return row.email;
  const base::Instant at =
      field == "registered_at" ? row.registered_at : row.customer_decided_at.value();
  return std::to_string(base::microseconds(at));
}

struct Queue {
  std::vector<ListedRegistration> rows;
  std::optional<std::string> next_cursor;
};

Queue read_queue(database::Snapshot& snapshot, const http::Page& page,
                 const crypto::SecretKey& key) {
  const http::SortKey& sort = page.sort.front();
  const auto field = std::ranges::find(rules().sortable, sort.field) - rules().sortable.begin();
  const database::Query& query =
      *queries::list_approvals[static_cast<std::size_t>(field)][sort.descending ? 1 : 0];
  // U+10FFFF is behind every address and every number.
  const std::string edge = sort.descending ? "\xF4\x8F\xBF\xBF" : "";
  Queue queue;
  queue.rows = snapshot.all(query,
                            {{"after", page.after.empty() ? edge : page.after[0]},
                             {"after_id", page.after.empty() ? edge : page.after[1]},
                             {"limit", page.limit + 1}},
                            listed_of);
  if (queue.rows.size() > static_cast<std::size_t>(page.limit)) {
    queue.rows.pop_back();
    const ListedRegistration& last = queue.rows.back();
    queue.next_cursor = http::next_cursor(page, {key_text(last, sort.field), last.id.text()}, key);
  }
  return queue;
}

void append_competing(std::string& out, database::Snapshot& snapshot,
                      const ListedRegistration& winner) {
  out += R"(,"competing":[)";
  snapshot.each(queries::list_competing_requests, {{"winner_id", winner.id}},
                [&](const database::Row& row) {
                  if (out.back() != '[') out += ',';
                  out += R"({"registration_id":)";
                  json::append_string(out, row.text("id"));
                  out += R"(,"partner":{"id":)";
                  json::append_string(out, row.text("partner_id"));
                  out += R"(,"name":)";
                  json::append_string(out, row.text("partner_name"));
                  out += R"(},"registered_at":)";
                  append_moment(out, row.instant("registered_at_us"));
                  out += R"(,"superseded_at":)";
                  append_moment(out, winner.customer_decided_at);
                  out += '}';
                  return true;
                });
  out += ']';
}

/// What a remote directory said just now, by address; nothing of what it was not asked.
using Told = std::map<std::string, std::optional<accounts::Facts>>;

Told ask(accounts::Directory& directory, const std::vector<ListedRegistration>& rows) {
  std::vector<base::Email> emails;
  for (const ListedRegistration& row : rows) emails.push_back(base::Email::stored(row.email));
  Told told;
  if (const auto fetched = directory.fetch(emails)) {
    for (const auto& answer : fetched->answers) told.emplace(answer.email.text(), answer.facts);
  }
  return told;
}

/// Of the account that was asked for: another one that has its address by now is not it. One that
/// moved is shown as it was seen last, so that its new address can be read.
std::optional<accounts::Facts> facts_today(database::Snapshot& snapshot, const Told& told,
                                           const ListedRegistration& row, base::Instant now) {
  auto known = accounts::find(snapshot, row.account_id);
  const auto found = told.find(row.email);
  const bool moved = known && known->email.text() != row.email;
  if (found == told.end() || !known || moved) return known;
  auto facts = found->second;
  if (!facts) return std::nullopt;
  if (facts->external_id.empty()) facts->external_id = known->external_id;
  if (!known->external_id.empty() && known->external_id != facts->external_id) return std::nullopt;
  facts->id = known->id;
  facts->seen_at = now;
  return facts;
}

void append_approval(std::string& out, database::Snapshot& snapshot, const ListedRegistration& row,
                     const Told& told, const View& view) {
  append_registration(out, row, view);
  out.pop_back();  // its brace: the queue says more of it
  const auto facts = facts_today(snapshot, told, row, view.now);
  out += R"(,"facts":)";
  out += facts ? accounts::to_json(*facts) : "null";
  append_competing(out, snapshot, row);
  const bool overdue = row.due_at && view.now > *row.due_at;
  out += overdue ? R"(,"overdue":true})" : R"(,"overdue":false})";
}

}  // namespace

base::Result<http::Response> approvals_page(database::Database& database,
                                            accounts::Directory& directory,
                                            const http::Request& request, const View& view) {
  const crypto::SecretKey& key = view.installation.key;
  const http::Page page = TRY(http::parse_page(request, rules(), view.reader.tenant(), key));
  if (page.sort.size() > 1) return base::fail(base::ErrorKind::malformed, "unknown_sort");
  const Queue queue =
      database.read([&](database::Snapshot& snapshot) { return read_queue(snapshot, page, key); });
  const Told told = ask(directory, queue.rows);
  return database.read([&](database::Snapshot& snapshot) -> base::Result<http::Response> {
    std::string out = R"({"data":[)";
    for (const ListedRegistration& row : queue.rows) {
      if (out.back() != '[') out += ',';
      append_approval(out, snapshot, row, told, view);
    }
    out += ']';
    const Counts counted = counts(snapshot, std::nullopt);
    append_page_end(out, queue.next_cursor,
                    {counted[static_cast<std::size_t>(Status::pending_provider)], true});
    return http::json(200, std::move(out));
  });
}

base::Result<http::Response> one_approval(database::Database& database,
                                          accounts::Directory& directory,
                                          const ListedRegistration& row, const View& view) {
  if (row.status != Status::pending_provider) {
    return base::fail(base::ErrorKind::conflict, "registrations.wrong_state",
                      {{"status", std::string(name_of(status_at(row, view.now)))}});
  }
  const Told told = ask(directory, {row});
  return database.read([&](database::Snapshot& snapshot) {
    std::string out;
    append_approval(out, snapshot, row, told, view);
    const std::string tag = http::etag_of(out);
    http::Response response = http::json(200, std::move(out));
    response.headers.emplace_back("ETag", tag);
    return response;
  });
}

}  // namespace registrations
