#include "embedded/identity_queries.hpp"
#include "identity/identity.hpp"
#include "platform/json/json.hpp"

namespace identity {

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

}  // namespace identity
