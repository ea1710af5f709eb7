#pragma once
// People, their sessions, keys, roles and rights, and the audit trail. An Actor is made only here,
// from a session cookie or an API key, is checked anew on every request, and is the only source of
// a PartnerScope: a store function of partner data takes one, so a partner's data cannot be read
// without saying whose.

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "platform/database/database.hpp"
#include "platform/i18n/i18n.hpp"

namespace identity {

enum class Audience { partner, provider };
enum class Role {
  partner_admin,
  sales,
  finance,
  viewer,
  provider_admin,
  approver,
  auditor
};  // finance exists on both sides
std::string_view name_of(Audience audience);
std::string_view name_of(Role role);
std::optional<Role> role_of(std::string_view name, Audience audience);

/// What the rights table (docs/guides/rights.md, rights.cpp) speaks of.
enum class Act {
  read_registrations,
  change_registrations,  // check, add, resend, withdraw, rename
  read_approvals,
  decide_approvals,
  end_registrations,
  read_directory,
  change_directory,
  read_staff_names,
  read_staff,
  change_staff,
  read_partners,
  change_partners,
  read_outbox,
  change_outbox,
  read_audit,
};

/// Whose rows a store function may touch.
class PartnerScope {
 public:
  /// Nothing: the whole channel (provider staff).
  const std::optional<base::PartnerId>& partner() const { return partner_; }

 private:
  friend class Actor;
  friend PartnerScope whole_channel_for_jobs();
  explicit PartnerScope(std::optional<base::PartnerId> partner) : partner_(std::move(partner)) {}
  std::optional<base::PartnerId> partner_;
};
/// For jobs and the command line, which act for the installation itself.
PartnerScope whole_channel_for_jobs();

/// Who did something, as history and audit keep it.
struct Origin {
  enum class Kind { person, api_key, customer, system, command_line };
  Kind kind = Kind::system;
  std::string id;       // usr_…, key_…; empty for system
  std::string name;     // as it was then
  std::string address;  // IP address, empty for system
};
std::string_view name_of(Origin::Kind kind);

class Actor {
 public:
  Audience audience;
  std::optional<base::UserId> user;  // nothing for an API key without a person
  std::string id;                    // usr_… or key_…
  std::string name;
  std::string email;
  std::vector<Role> roles;
  std::optional<base::PartnerId> partner;  // of partner staff
  std::string partner_name;
  bool suspended = false;  // the partner is: read and export only
  i18n::Language language = i18n::Language::vi;
  std::string address;
  std::optional<base::SessionId> session;  // nothing for an API key

  PartnerScope scope() const;
  /// "ptn_…" or "provider": the tenant of idempotency keys and cursors.
  std::string tenant() const;
  Origin origin() const;
};

/// By the rights table alone.
bool may(const Actor& actor, Act act);
/// `may`, then for a suspended partner every act but reading is 403 `partners.suspended`; else 403
/// `forbidden`.
base::Result<> require(const Actor& actor, Act act);

/// One row of the append-only trail, in the transaction of the change it tells of. `change` is a
/// dotted verb, "registrations.withdraw"; `details` are names and values without secrets. `partner`
/// is whose data it was.
struct AuditEntry {
  Origin origin;
  std::string change;
  std::string subject;  // id
  std::optional<base::PartnerId> partner;
  base::Values details;
};
void audit(database::Transaction& transaction, const base::AuditId& id, const AuditEntry& entry,
           base::Instant now);

/// Somebody to write to or to show.
struct Person {
  base::UserId id;
  std::string email;
  std::string name;
  i18n::Language language;
  std::vector<Role> roles;
};
/// Active people of the provider with one of these roles, for mails to approvers.
std::vector<Person> provider_staff(database::Snapshot& snapshot, const std::vector<Role>& roles);
/// Active people of a partner with one of these roles (all when empty).
std::vector<Person> partner_staff(database::Snapshot& snapshot, const base::PartnerId& partner,
                                  const std::vector<Role>& roles);
/// An active person of this partner; nothing otherwise.
std::optional<Person> find_partner_person(database::Snapshot& snapshot,
                                          const base::PartnerId& partner, const base::UserId& user);

}  // namespace identity
