#include "embedded/identity_queries.hpp"
#include "identity/sessions.hpp"

namespace identity {
namespace {

FoundSession session_in(const database::Row& row) {
  FoundSession found;
  Actor& actor = found.actor;
  actor.session = base::SessionId::stored(std::string(row.text("session_id")));
  found.last_seen_at = row.instant("last_seen_at_us");
  actor.user = base::UserId::stored(std::string(row.text("id")));
  actor.id = actor.user->text();
  actor.email = row.text("email");
  actor.name = row.text("name");
  actor.language = i18n::language_of(row.text("language"), i18n::Language::vi);
  if (const auto partner = row.optional_text("partner_id"))
    actor.partner = base::PartnerId::stored(*partner);
  actor.audience = actor.partner ? Audience::partner : Audience::provider;
  actor.partner_name = row.optional_text("organization_name").value_or("");
  actor.suspended = row.optional_instant("suspended_at_us").has_value();
  if (row.optional_instant("second_factor_at_us")) actor.second_factor = SecondFactor::on;
  return found;
}

}  // namespace

std::optional<FoundSession> find_session(database::Snapshot& snapshot, std::string_view token,
                                         const SessionAges& ages, base::Instant now) {
  std::optional<FoundSession> found;
  snapshot.each(queries::find_session,
                {{"token_hash", crypto::sha256_hex(token)},
                 {"created_after", now - ages.total},
                 {"seen_after", now - ages.idle}},
                [&](const database::Row& row) {
                  if (!found) found = session_in(row);
                  const auto role = role_of(row.text("role"), found->actor.audience);
                  ENSURE(role.has_value());
                  found->actor.roles.push_back(*role);
                  return true;
                });
  return found;
}

void add_session(database::Transaction& transaction, const NewSession& session, base::Instant now) {
  transaction.execute(queries::add_session, {{"id", session.id},
                                             {"token_hash", crypto::sha256_hex(session.token)},
                                             {"person_id", session.person},
                                             {"now", now},
                                             {"address", session.address},
                                             {"user_agent", session.user_agent}});
}

void touch_session(database::Transaction& transaction, const base::SessionId& id,
                   base::Instant now) {
  transaction.execute(queries::touch_session,
                      {{"id", id}, {"now", now}, {"before", now - touched_every}});
}

void end_session(database::Transaction& transaction, const base::SessionId& id) {
  transaction.execute(queries::end_session, {{"id", id}});
}

void end_session_of_token(database::Transaction& transaction, std::string_view token) {
  transaction.execute(queries::end_session_by_token, {{"token_hash", crypto::sha256_hex(token)}});
}

void end_sessions(database::Transaction& transaction, const base::UserId& person) {
  transaction.execute(queries::end_sessions, {{"person_id", person}});
}

bool session_is_there(database::Snapshot& snapshot, const base::SessionId& id,
                      const base::UserId& person) {
  return snapshot.exists(queries::find_own_session, {{"id", id}, {"person_id", person}});
}

std::vector<SessionRow> list_sessions(database::Snapshot& snapshot, const base::UserId& person,
                                      const LiveSessions& live, const SessionPage& page) {
  return snapshot.all(queries::list_sessions,
                      {{"person_id", person},
                       {"created_after", live.created_after},
                       {"seen_after", live.seen_after},
                       {"before_at_us", page.before_at_us},
                       {"before_id", page.before_id},
                       {"batch", page.limit}},
                      [](const database::Row& row) {
                        auto id = base::SessionId::stored(std::string(row.text("id")));
                        const auto created_at = row.instant("created_at_us");
                        const auto last_seen_at = row.instant("last_seen_at_us");
                        std::string address(row.text("address"));
                        return SessionRow{std::move(id), created_at, last_seen_at,
                                          std::move(address), std::string(row.text("user_agent"))};
                      });
}

std::int64_t count_sessions(database::Snapshot& snapshot, const base::UserId& person,
                            const LiveSessions& live) {
  return snapshot.count(queries::count_sessions, {{"person_id", person},
                                                  {"created_after", live.created_after},
                                                  {"seen_after", live.seen_after}});
}

std::int64_t end_other_sessions(database::Transaction& transaction, const base::UserId& person,
                                const base::SessionId& kept) {
  return transaction.execute(queries::end_other_sessions, {{"person_id", person}, {"kept", kept}});
}

bool end_own_session(database::Transaction& transaction, const base::UserId& person,
                     const base::SessionId& id) {
  return transaction.execute(queries::end_own_session, {{"id", id}, {"person_id", person}}) == 1;
}

std::int64_t forget_old(database::Transaction& transaction, const SessionAges& ages,
                        base::Instant now, int batch) {
  const auto sessions = transaction.execute(queries::forget_old_sessions,
                                            {{"seen_before", now - ages.idle}, {"batch", batch}});
  const auto throttles =
      transaction.execute(queries::forget_quiet_throttles,
                          {{"before", now - std::chrono::hours(24)}, {"batch", batch}});
  return sessions + throttles;
}

}  // namespace identity
