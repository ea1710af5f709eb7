#pragma once
// What links.cpp needs of the rows of person.

#include "identity/links.hpp"

namespace identity {

struct StoredLink {
  LinkSubject subject;
  enum class State { open, used } state;
};
/// Nothing when this person has no link of this kind.
std::optional<StoredLink> find_link(database::Snapshot& snapshot, LinkPurpose purpose,
                                    const base::UserId& id);
/// Rows changed are one or none; a constraint is 409 `identity.email_taken`.
base::Result<bool> store_acceptance(database::Transaction& transaction, const LinkSubject& subject,
                                    const std::string& password_hash, const std::string& name);
void store_reset_nonce(database::Transaction& transaction, const base::UserId& id,
                       const std::string& nonce, base::Instant expires_at);
bool store_reset(database::Transaction& transaction, const LinkSubject& subject,
                 const std::string& password_hash);
bool store_password(database::Transaction& transaction, const base::UserId& id,
                    const std::string& checked_hash, const std::string& password_hash);

}  // namespace identity
