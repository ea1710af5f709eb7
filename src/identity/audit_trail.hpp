#pragma once
// Reading the trail. A partner reads what concerns it, without which of the provider's people did
// it.

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "identity/identity.hpp"

namespace identity {

struct AuditFilter {
  std::optional<std::string> subject;
  std::optional<std::string> change;
  std::optional<std::string> actor;
  std::optional<base::PartnerId> partner;  // of the provider's choice; the scope stands before it
  base::Instant from = base::from_microseconds(0);
  base::Instant to = base::from_microseconds(std::numeric_limits<std::int64_t>::max());
};

struct AuditRow {
  std::int64_t sequence;
  std::string id;
  base::Instant at;
  std::string origin_kind;
  std::string origin_id;
  std::string origin_name;
  std::string origin_address;
  std::string change;
  std::string subject;
  std::optional<std::string> partner;
  std::string details_json;
};

/// Newest first, behind the row numbered `before` when it is given.
std::vector<AuditRow> list_audit_rows(database::Snapshot& snapshot, const PartnerScope& scope,
                                      const AuditFilter& filter,
                                      const std::optional<std::int64_t>& before, int limit);
constexpr std::int64_t most_counted_audit_rows = 1000;
/// One more than `most_counted_audit_rows` at most.
std::int64_t count_audit_rows(database::Snapshot& snapshot, const PartnerScope& scope,
                              const AuditFilter& filter);

}  // namespace identity
