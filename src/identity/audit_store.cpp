#include "embedded/identity_queries.hpp"
#include "identity/audit_trail.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

AuditRow row_in(const database::Row& row) {
  AuditRow found;
  found.sequence = row.integer("sequence");
  found.id = row.text("id");
  found.at = row.instant("at_us");
  found.origin_kind = row.text("origin_kind");
  found.origin_id = row.text("origin_id");
  found.origin_name = row.text("origin_name");
  found.origin_address = row.text("origin_address");
  found.change = row.text("change");
  found.subject = row.text("subject");
  found.partner = row.optional_text("partner_id");
  found.details_json = row.text("details");
  return found;
}

}  // namespace

void audit(database::Transaction& transaction, const base::AuditId& id, const AuditEntry& entry,
           base::Instant now) {
  std::string details = "{";
  for (const auto& [name, value] : entry.details) {
    if (details.size() > 1) details += ',';
    json::append_string(details, name);
    details += ':';
    json::append_string(details, value);
  }
  details += '}';
  transaction.execute(queries::add_audit_entry, {{"id", id},
                                                 {"at_us", now},
                                                 {"origin_kind", name_of(entry.origin.kind)},
                                                 {"origin_id", entry.origin.id},
                                                 {"origin_name", entry.origin.name},
                                                 {"origin_address", entry.origin.address},
                                                 {"change", entry.change},
                                                 {"subject", entry.subject},
                                                 {"partner_id", entry.partner},
                                                 {"details", details}});
}

std::vector<AuditRow> list_audit_rows(database::Snapshot& snapshot, const PartnerScope& scope,
                                      const AuditFilter& filter,
                                      const std::optional<std::int64_t>& before, int limit) {
  const std::int64_t end = before.value_or(std::numeric_limits<std::int64_t>::max());
  if (!scope.partner())
    return snapshot.all(queries::list_audit_entries,
                        {{"partner_id", filter.partner},
                         {"before", end},
                         {"subject", filter.subject},
                         {"change", filter.change},
                         {"origin_id", filter.actor},
                         {"from_us", filter.from},
                         {"to_us", filter.to},
                         {"batch", limit}},
                        row_in);
  return snapshot.all(queries::list_audit_entries_of_partner,
                      {{"partner_id", scope.partner()},
                       {"before", end},
                       {"subject", filter.subject},
                       {"change", filter.change},
                       {"origin_id", filter.actor},
                       {"from_us", filter.from},
                       {"to_us", filter.to},
                       {"batch", limit}},
                      row_in);
}

std::int64_t count_audit_rows(database::Snapshot& snapshot, const PartnerScope& scope,
                              const AuditFilter& filter) {
  const auto& partner = scope.partner() ? scope.partner() : filter.partner;
  return snapshot.count(queries::count_audit_entries, {{"partner_id", partner},
                                                       {"subject", filter.subject},
                                                       {"change", filter.change},
                                                       {"origin_id", filter.actor},
                                                       {"from_us", filter.from},
                                                       {"to_us", filter.to}});
}

}  // namespace identity
