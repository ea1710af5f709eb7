#pragma once
// Rows of the table `job`. Only this room includes it.

#include <optional>
#include <string>

#include "platform/database/database.hpp"
#include "platform/jobs/jobs.hpp"

namespace jobs::store {

/// What a worker holds while it runs a row: nobody else may say how it ended.
struct Claim {
  std::string id;
  std::string worker;  // a name for this one claim
  int attempts = 0;    // this one included
  std::string kind;    // empty for a recurring job
  std::string payload;
};

/// From when to when a lease taken now holds, and from where on a lease must be a mistake of a
/// clock that was set back.
struct Lease {
  base::Instant now;
  base::Instant until;
  base::Instant beyond;
};

void insert_recurring(database::Transaction& transaction, const std::string& name,
                      base::Instant now);

struct Recurrence {
  base::Instant run_at;
  std::optional<base::Instant> lease_until;  // nothing: waits
  std::string leased_by;
  std::int64_t attempts;
};
std::optional<Recurrence> find_recurring(database::Snapshot& snapshot, const std::string& name);
/// Nothing when the row is no longer as it was seen.
std::optional<Claim> claim_recurring(database::Transaction& transaction, const std::string& name,
                                     const Recurrence& seen, const Lease& lease,
                                     const std::string& worker);

/// `kinds` is ",a,b,".
bool is_job_due(database::Snapshot& snapshot, const std::string& kinds, const Lease& lease);
std::optional<Claim> claim_job(database::Transaction& transaction, const std::string& kinds,
                               const Lease& lease, const std::string& worker);

/// Each of these is false when the lease was lost meanwhile.
bool renew(database::Transaction& transaction, const Claim& claim, base::Instant until);
bool finish(database::Transaction& transaction, const Claim& claim);
bool finish_recurring(database::Transaction& transaction, const Claim& claim, base::Instant run_at);
bool postpone(database::Transaction& transaction, const Claim& claim, base::Instant run_at,
              const std::string& error);
bool fail(database::Transaction& transaction, const Claim& claim, const std::string& error);

/// Of all workers, whoever they were.
void end_leases(database::Transaction& transaction);

}  // namespace jobs::store
