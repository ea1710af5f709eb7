#pragma once
// Rows of the table `outbox`. Only this room includes it.

#include "notifications/notifications.hpp"

namespace notifications::store {

/// A mail as its row holds it: everything needed to write it out, no link and no code.
struct Stored {
  base::MailId id;
  std::string recipient;
  i18n::Language language;
  Languages languages;
  std::string template_name;
  base::Values values;
  std::optional<Link> link;
};

void insert(database::Transaction& transaction, const Mail& mail, base::Instant now);

struct Claim {
  Stored mail;
  std::optional<int> per_day;
  std::string cap_key;
  int attempts;  // this one included
  base::Instant next_attempt_at;
  base::Instant first_attempt_at;
};
/// From when to when a lease taken now holds, and from where on a lease or a try must be a mistake
/// of a clock that was set back.
struct Lease {
  base::Instant now;
  base::Instant until;
  base::Instant beyond;
  base::Instant ahead;
};
bool is_due(database::Snapshot& snapshot, const Lease& lease);
/// In the order in which they became due.
std::vector<Claim> claim(database::Transaction& transaction, const Lease& lease, int batch);

/// When the `per_day`-th last mail of this cap went to this recipient, if that is after `since`.
std::optional<base::Instant> find_capped_sent(database::Snapshot& snapshot, const Claim& claim,
                                              base::Instant since);
std::int64_t count_capped_leased(database::Snapshot& snapshot, const Claim& claim,
                                 base::Instant now);

/// Of every delivery, whoever makes it.
void end_leases(database::Transaction& transaction);
void give_back(database::Transaction& transaction, const Claim& claim,
               base::Instant next_attempt_at);
void mark_delivered(database::Transaction& transaction, const Claim& claim, State state,
                    base::Instant now, const std::string& reply);
void postpone(database::Transaction& transaction, const Claim& claim, base::Instant next_attempt_at,
              const std::string& reply);
void fail(database::Transaction& transaction, const Claim& claim, const std::string& reply);

struct Listed {
  Stored mail;
  State state;
  int attempts;
  std::string last_reply;
  base::Instant created_at;
  std::optional<base::Instant> sent_at;
};
std::vector<Listed> list(database::Snapshot& snapshot, const OutboxFilter& filter,
                         const std::optional<base::MailId>& after, int limit);
std::int64_t total(database::Snapshot& snapshot, const OutboxFilter& filter);
std::optional<Listed> find(database::Snapshot& snapshot, const base::MailId& id);

struct Fate {
  State state;
  std::string last_reply;
};
std::optional<Fate> find_fate(database::Snapshot& snapshot, const base::MailId& id);
void requeue(database::Transaction& transaction, const base::MailId& id, base::Instant now);

}  // namespace notifications::store
