#pragma once
// Who a cookie or a key stands for, asked anew on every request. Only hashes of either are stored.

#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "identity/identity.hpp"

namespace identity {

constexpr std::string_view api_key_prefix = "ppk_";

/// Sessions end by idleness and by age.
struct SessionAges {
  std::chrono::minutes idle{60};
  std::chrono::minutes total{24 * 60};
};

struct FoundSession {
  Actor actor;
  base::Instant last_seen_at;
};
/// `address` is left empty. Nothing when it ended, or when its person was removed.
std::optional<FoundSession> find_session(database::Snapshot& snapshot, std::string_view token,
                                         const SessionAges& ages, base::Instant now);
/// `address` is left empty. Nothing when it expired or was revoked.
std::optional<Actor> find_key_actor(database::Snapshot& snapshot, std::string_view token,
                                    base::Instant now);

struct NewSession {
  base::SessionId id;
  std::string token;
  base::UserId person;
  std::string address;
  std::string user_agent;
};
void add_session(database::Transaction& transaction, const NewSession& session, base::Instant now);
/// Does nothing when it was seen less than a minute ago.
void touch_session(database::Transaction& transaction, const base::SessionId& id,
                   base::Instant now);
constexpr std::chrono::seconds touched_every{60};
void end_session(database::Transaction& transaction, const base::SessionId& id);
void end_session_of_token(database::Transaction& transaction, std::string_view token);
/// All of a person's.
void end_sessions(database::Transaction& transaction, const base::UserId& person);
/// False when it ended since the caller was let in.
bool session_is_there(database::Snapshot& snapshot, const base::SessionId& id,
                      const base::UserId& person);

struct SessionRow {
  base::SessionId id;
  base::Instant created_at;
  base::Instant last_seen_at;
  std::string address;
  std::string user_agent;
};
/// Sessions that neither age nor idleness has ended.
struct LiveSessions {
  base::Instant created_after;
  base::Instant seen_after;
};
struct SessionPage {
  int limit = 50;
  std::int64_t before_at_us = std::numeric_limits<std::int64_t>::max();
  std::string before_id = {};
};
/// Last seen first.
std::vector<SessionRow> list_sessions(database::Snapshot& snapshot, const base::UserId& person,
                                      const LiveSessions& live, const SessionPage& page);
std::int64_t count_sessions(database::Snapshot& snapshot, const base::UserId& person,
                            const LiveSessions& live);
/// All of a person's but one. Returns how many ended.
std::int64_t end_other_sessions(database::Transaction& transaction, const base::UserId& person,
                                const base::SessionId& kept);
/// False when it is not this person's.
bool end_own_session(database::Transaction& transaction, const base::UserId& person,
                     const base::SessionId& id);
/// Removes what ended by itself, and counts of tries that no longer matter; at most `batch` rows of
/// each. Returns how many went.
std::int64_t forget_old(database::Transaction& transaction, const SessionAges& ages,
                        base::Instant now, int batch);

}  // namespace identity
