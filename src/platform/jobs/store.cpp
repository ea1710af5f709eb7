#include "platform/jobs/store.hpp"

#include "embedded/jobs_queries.hpp"

namespace jobs {

void enqueue(database::Transaction& transaction, const base::JobId& id, std::string_view kind,
             std::string_view payload, base::Instant run_at) {
  ENSURE(payload.size() <= std::size_t{64} * 1024 && kind != "recurring");
  transaction.execute(
      queries::insert_job,
      {{"id", id}, {"kind", kind}, {"payload", payload}, {"run_at", run_at}, {"now", run_at}});
}

namespace store {

void insert_recurring(database::Transaction& transaction, const std::string& name,
                      base::Instant now) {
  transaction.execute(queries::insert_recurring, {{"id", name}, {"now", now}});
}

std::optional<Recurrence> find_recurring(database::Snapshot& snapshot, const std::string& name) {
  return snapshot.first(queries::find_recurring, {{"id", name}}, [](const database::Row& row) {
    return Recurrence{.run_at = row.instant("run_at_us"),
                      .lease_until = row.optional_instant("lease_until_us"),
                      .leased_by = row.optional_text("leased_by").value_or(""),
                      .attempts = row.integer("attempts")};
  });
}

std::optional<Claim> claim_recurring(database::Transaction& transaction, const std::string& name,
                                     const Recurrence& seen, const Lease& lease,
                                     const std::string& worker) {
  return transaction.first(queries::claim_recurring,
                           {{"id", name},
                            {"lease_until", lease.until},
                            {"worker", worker},
                            {"seen_run_at", seen.run_at},
                            {"seen_attempts", seen.attempts},
                            {"seen_leased_by", seen.leased_by}},
                           [&](const database::Row& row) {
                             return Claim{.id = name,
                                          .worker = worker,
                                          .attempts = static_cast<int>(row.integer("attempts")),
                                          .kind = {},
                                          .payload = {}};
                           });
}

bool is_job_due(database::Snapshot& snapshot, const std::string& kinds, const Lease& lease) {
  return snapshot.exists(queries::find_due_job,
                         {{"kinds", kinds}, {"now", lease.now}, {"beyond", lease.beyond}});
}

std::optional<Claim> claim_job(database::Transaction& transaction, const std::string& kinds,
                               const Lease& lease, const std::string& worker) {
  return transaction.first(queries::claim_job,
                           {{"kinds", kinds},
                            {"now", lease.now},
                            {"lease_until", lease.until},
                            {"beyond", lease.beyond},
                            {"worker", worker}},
                           [&](const database::Row& row) {
                             Claim claim;
                             claim.id = row.text("id");
                             claim.worker = worker;
                             claim.kind = row.text("kind");
                             claim.payload = row.text("payload");
                             claim.attempts = static_cast<int>(row.integer("attempts"));
                             return claim;
                           });
}

bool renew(database::Transaction& transaction, const Claim& claim, base::Instant until) {
  return transaction.execute(
             queries::renew_lease,
             {{"id", claim.id}, {"worker", claim.worker}, {"lease_until", until}}) == 1;
}

bool finish(database::Transaction& transaction, const Claim& claim) {
  return transaction.execute(queries::delete_job, {{"id", claim.id}, {"worker", claim.worker}}) ==
         1;
}

bool finish_recurring(database::Transaction& transaction, const Claim& claim,
                      base::Instant run_at) {
  return transaction.execute(queries::finish_recurring,
                             {{"id", claim.id}, {"worker", claim.worker}, {"run_at", run_at}}) == 1;
}

bool postpone(database::Transaction& transaction, const Claim& claim, base::Instant run_at,
              const std::string& error) {
  return transaction.execute(
             queries::postpone_job,
             {{"id", claim.id}, {"worker", claim.worker}, {"run_at", run_at}, {"error", error}}) ==
         1;
}

bool fail(database::Transaction& transaction, const Claim& claim, const std::string& error) {
  return transaction.execute(queries::fail_job,
                             {{"id", claim.id}, {"worker", claim.worker}, {"error", error}}) == 1;
}

void end_leases(database::Transaction& transaction) {
  transaction.execute(queries::end_leases, {});
}

}  // namespace store
}  // namespace jobs
