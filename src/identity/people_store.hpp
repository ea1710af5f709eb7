#pragma once
// Rows of person and person_role, for the rules in staff.cpp and passwords.cpp.

#include <optional>
#include <string>
#include <vector>

#include "identity/people.hpp"

namespace identity {

struct KnownPerson {
  base::UserId id;
  PersonState state;
};
std::optional<KnownPerson> find_person_on_side(database::Snapshot& snapshot, const Side& side,
                                               const base::Email& email);

struct PersonRow {
  base::UserId id;
  base::Email email;
  std::string name;
  i18n::Language language;
  PersonState state;
  std::optional<std::string> password_hash;
  std::optional<std::string> invitation_nonce;
  std::optional<base::Instant> invitation_expires_at;
};
/// 409 `identity.email_taken` or `identity.email_taken` when somebody was quicker.
base::Result<> insert_person(database::Transaction& transaction, const Side& side,
                             const PersonRow& person, base::Instant now);
void renew_invitation(database::Transaction& transaction, const base::UserId& id,
                      const PersonRow& person);
void replace_roles(database::Transaction& transaction, const base::UserId& id,
                   const std::vector<Role>& roles);
bool has_another_admin(database::Snapshot& snapshot, const Side& side, const base::UserId& id);
/// False when the version is another one by now.
bool update_person(database::Transaction& transaction, const StaffMember& person);
bool mark_removed(database::Transaction& transaction, const Side& side, const base::UserId& id);

}  // namespace identity
