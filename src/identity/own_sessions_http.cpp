// Where one is signed in, and who tried to be.

#include "identity/http.hpp"
#include "identity/render.hpp"
#include "platform/http/listing.hpp"

namespace identity {
namespace {

const http::ListRules session_rules{
    .name = "sessions", .sortable = {}, .filters = {}, .default_sort = {}};
const http::ListRules sign_in_rules{
    .name = "sign-ins", .sortable = {}, .filters = {}, .default_sort = {}};

boost::json::object own_session_json(const SessionRow& row, const Actor& actor) {
  return {{"id", row.id.text()},
          {"current", row.id == actor.session},
          {"created_at", base::to_rfc3339(row.created_at)},
          {"last_seen_at", base::to_rfc3339(row.last_seen_at)},
          {"address", row.address},
          {"user_agent", row.user_agent}};
}

boost::json::object sign_in_json(const SignInRow& row) {
  return {{"at", base::to_rfc3339(row.at)},
          {"outcome", row.outcome},
          {"address", row.address},
          {"user_agent", row.user_agent}};
}

/// `position` tells where the page behind a row begins.
template <class Row, class Position, class Render>
boost::json::object page_json(std::vector<Row> rows, const http::Page& page,
                              const crypto::SecretKey& key, Position&& position, Render&& render) {
  boost::json::value next = nullptr;
  if (rows.size() > static_cast<std::size_t>(page.limit)) {
    rows.erase(rows.begin() + page.limit, rows.end());
    next = http::next_cursor(page, {position(rows.back())}, key);
  }
  boost::json::array data;
  for (const Row& row : rows) data.push_back(render(row));
  return {{"data", std::move(data)}, {"next_cursor", std::move(next)}};
}

SessionPage page_behind(const http::Page& page) {
  SessionPage wanted{.limit = page.limit + 1};
  if (page.after.empty()) return wanted;
  const std::string& position = page.after.front();
  const auto blank = position.find(' ');
  ENSURE(blank != std::string::npos);
  wanted.before_at_us = std::stoll(position.substr(0, blank));
  wanted.before_id = position.substr(blank + 1);
  return wanted;
}

}  // namespace

Handlers::Answer Handlers::list_sessions(const http::Request& request, const Actor& actor) const {
  TRY(only_people(actor));
  const auto page = TRY(http::parse_page(request, session_rules, actor.id, surroundings_.key));
  const base::Instant now = surroundings_.clock.now();
  const LiveSessions live{now - surroundings_.settings.session_total,
                          now - surroundings_.settings.session_idle};
  const SessionPage wanted = page_behind(page);
  return surroundings_.database.read([&](database::Snapshot& snapshot) {
    auto answer = page_json(
        identity::list_sessions(snapshot, *actor.user, live, wanted), page, surroundings_.key,
        [](const SessionRow& row) {
          return std::to_string(base::microseconds(row.last_seen_at)) + " " + row.id.text();
        },
        [&](const SessionRow& row) { return own_session_json(row, actor); });
    answer.emplace("total", count_sessions(snapshot, *actor.user, live));
    answer.emplace("total_is_exact", true);
    return http::json(200, boost::json::serialize(answer));
  });
}

Handlers::Answer Handlers::end_other_sessions(const http::Request&, const Actor& actor) const {
  TRY(only_people(actor));
  const Stamp at = stamp(actor.origin());
  TRY(surroundings_.database.write([&](database::Transaction& transaction) -> base::Result<> {
    const auto ended = identity::end_other_sessions(transaction, *actor.user, *actor.session);
    audit(transaction, at.audit,
          {at.origin,
           "session.end_others",
           actor.id,
           actor.partner,
           {{"sessions", std::to_string(ended)}}},
          at.now);
    return {};
  }));
  return http::no_content();
}

Handlers::Answer Handlers::end_session(const http::Request& request, const Actor& actor) const {
  TRY(only_people(actor));
  const auto id = base::SessionId::parse(request.path_parameter("id"));
  if (!id) return base::fail(base::ErrorKind::not_found, "not_found");
  const Stamp at = stamp(actor.origin());
  TRY(surroundings_.database.write([&](database::Transaction& transaction) -> base::Result<> {
    if (!end_own_session(transaction, *actor.user, *id))
      return base::fail(base::ErrorKind::not_found, "not_found");
    audit(transaction, at.audit,
          {at.origin, "session.end", actor.id, actor.partner, {{"session", id->text()}}}, at.now);
    return {};
  }));
  return http::no_content();
}

Handlers::Answer Handlers::list_sign_ins(const http::Request& request, const Actor& actor) const {
  TRY(only_people(actor));
  const auto page = TRY(http::parse_page(request, sign_in_rules, actor.id, surroundings_.key));
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = std::stoll(page.after.front());
  const auto address = hash_of(base::Email::stored(actor.email));
  return surroundings_.database.read([&](database::Snapshot& snapshot) {
    auto answer = page_json(
        identity::list_sign_ins(snapshot, address, before, page.limit + 1), page, surroundings_.key,
        [](const SignInRow& row) { return std::to_string(row.sequence); }, sign_in_json);
    const auto counted = count_sign_ins(snapshot, address);
    answer.emplace("total", std::min(counted, most_counted_sign_ins));
    answer.emplace("total_is_exact", counted <= most_counted_sign_ins);
    return http::json(200, boost::json::serialize(answer));
  });
}

}  // namespace identity
