#pragma once
// The proof of the audit trail: a chain of MACs (HMAC-SHA256 under the installation's key) over its
// rows in the order in which they became visible. Rows are sealed by a job, so that no two writes
// wait for each other; what a program that ends leaves unsealed is sealed by the next one.

#include <functional>
#include <optional>
#include <string>

#include "platform/crypto/crypto.hpp"
#include "platform/database/database.hpp"

namespace identity {

/// At most `limit` rows; returns how many.
int seal_audit(database::Transaction& transaction, const crypto::SecretKey& key, int limit);
bool has_unsealed_audit(database::Snapshot& snapshot);

struct AuditVerified {
  std::int64_t sealed = 0;
  std::int64_t unsealed = 0;  // the newest, which wait for the job
  std::string last_mac;       // of the last seal: kept elsewhere, it shows later that nothing
                              // before it went together with its seals
  std::optional<std::string> fault;  // "audit_entry 17: was changed"; the first one
};
/// `progress` is told the rows that were read.
AuditVerified verify_audit(database::Database& database, const crypto::SecretKey& key,
                           const std::function<void(std::int64_t rows)>& progress);

}  // namespace identity
