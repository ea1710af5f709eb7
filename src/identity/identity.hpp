#pragma once
// People, their sessions, keys, roles and rights, and the audit trail. An Actor is made only here,
// from a session cookie or an API key, is checked anew on every request, and is the only source of
// a PartnerScope: a store function of partner data takes one, so a partner's data cannot be read
// without saying whose.

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/text.hpp"
#include "platform/crypto/crypto.hpp"
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
  read_credit,             // wallets, movements, reports
  change_credit,           // top up, reclaim, alert level
  read_grants,             // of the partner's own wallet, and what waits for a second person
  issue_credit,            // grant, payout, reversal
  bill_credit,             // purchase, refund, hold, release
  decide_credit_requests,  // as the second person
  read_events,             // the feed and the comparison with the directory
  read_prices,             // products, groups, list prices, a customer's prices
  change_prices,           // products, groups, list prices
  read_partner_discounts,
  ask_partner_discounts,  // and withdraw
  decide_partner_discounts,
  read_customer_discounts,
  change_customer_discounts,
  read_margin,  // cost and margin, and what the partner pays less
};

/// "read_registrations"
std::string_view name_of(Act act);

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

/// Of a person. needed: a role asks for one (`second_factor.required_roles`), and there is none
/// yet.
enum class SecondFactor { off, on, needed };
std::string_view name_of(SecondFactor state);

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
  SecondFactor second_factor = SecondFactor::off;

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
/// 403 `identity.second_factor_needed`.
base::Result<> require_second_factor(const Actor& actor);

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

/// Who does something now, and the id of its row in the trail; drawn before the transaction.
struct Stamp {
  Origin origin;
  base::Instant now;
  base::AuditId audit;
};

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

/// The partner as a company that people sign in to; the room partners keeps the rest of it.
void add_organization(database::Transaction& transaction, const base::PartnerId& id,
                      std::string_view name);
/// False when it was so already. A suspended company's people stay signed in, and `require` lets
/// them read.
bool suspend_organization(database::Transaction& transaction, const base::PartnerId& id,
                          base::Instant now);
bool reopen_organization(database::Transaction& transaction, const base::PartnerId& id);

/// Somebody who gets a mail with a link to choose a password. The link is derived from `nonce`.
struct Invitation {
  base::UserId id;
  base::Email email;
  std::string name;  // tidy; "" takes the part of the address before the @
  std::optional<base::PartnerId> partner;
  std::vector<Role> roles;  // of that side, at least one
  i18n::Language language = i18n::Language::vi;
  std::string organization_name;
  base::MailId mail;
  std::string nonce;
  std::chrono::hours valid{168};
};
/// Invites, or invites again: an invitation that is still open on the same side is replaced, its
/// link void, its id kept. Returns the person's id. That the address is known on another side is
/// not told here, only when the invitation is accepted. 409 `identity.email_taken`.
base::Result<base::UserId> invite(database::Transaction& transaction, const Invitation& invitation,
                                  const Stamp& stamp);

/// Somebody who can sign in at once, for the command line and the demo. `password_hash` is of
/// crypto::PasswordHasher. 409 `identity.email_taken`, 409 `identity.email_taken`.
struct NewPerson {
  base::UserId id;
  base::Email email;
  std::string name;
  std::optional<base::PartnerId> partner;
  std::vector<Role> roles;
  i18n::Language language = i18n::Language::vi;
  std::string password_hash;
};
base::Result<> add_person(database::Transaction& transaction, const NewPerson& person,
                          const Stamp& stamp);

/// A key for a program: acts with one role, for a partner or for the provider, until it expires or
/// is revoked. Only a hash of `token` is kept; make it with `new_api_key_token`.
struct NewApiKey {
  base::ApiKeyId id;
  std::string token;
  std::string name;
  std::optional<base::PartnerId> partner;
  Role role;
  base::Instant expires_at;
};
std::string new_api_key_token(crypto::Random& random);
void add_api_key(database::Transaction& transaction, const NewApiKey& key, const Stamp& stamp);
/// What a list of keys says; of the key itself nothing can be said.
struct ApiKey {
  base::ApiKeyId id;
  std::string name;
  std::optional<base::PartnerId> partner;
  Role role;
  base::Instant created_at;
  base::Instant expires_at;
  std::optional<base::Instant> revoked_at;
};
/// All of them, those that no longer work too, oldest first.
std::vector<ApiKey> list_api_keys(database::Snapshot& snapshot);
/// Its next call is 401. 404 `not_found`, also when it was revoked before.
base::Result<> revoke_api_key(database::Transaction& transaction, const base::ApiKeyId& id,
                              const Stamp& stamp);

/// For a database that is, or will be, a restored one: what was ended or used up after the copy was
/// made must not be alive again. Every session ends, and the open links of invitations and password
/// resets are void, also in mails that still wait, and so are recovery codes. Passwords, second
/// factors and API keys stay as they were, and so do the links of other rooms, which hang on the
/// installation's key.
void end_all_access(database::Transaction& transaction, const Stamp& stamp);

/// What a password must be (NIST SP 800-63B-4: length and a blocklist, no rule of composition).
struct PasswordRules {
  int least_characters = 12;
  std::vector<std::string> names;  // of the product, provider, partner; the person's address
};
constexpr std::size_t longest_password_bytes = 1024;
/// 422 `identity.weak_password`; at the pointer `/password` stands why:
/// `identity.password_too_short`, `identity.password_too_long` or `identity.password_common`.
base::Result<> check_password(std::string_view password, const PasswordRules& rules);

}  // namespace identity
