#pragma once
// Passwords and the mailed links that set them. A link is derived from the installation's key, the
// person and a nonce in the person's row; using it, or asking for another one, changes the nonce. A
// password that changes ends the person's other sessions and is told by mail.

#include <optional>
#include <string>
#include <string_view>

#include "identity/people.hpp"

namespace identity {

enum class LinkPurpose { invitation, password_reset };
std::string_view name_of(LinkPurpose purpose);

struct LinkSubject {
  base::UserId id;
  std::optional<base::PartnerId> partner;
  std::string email;
  std::string name;
  i18n::Language language;
  std::string organization_name;  // "" for the provider
  std::string nonce;
  base::Instant expires_at;
};

/// Reads whom a link speaks of and changes nothing. 404 `identity.link_unknown` (also when another
/// one replaced it), 410 `identity.link_used` or `identity.link_expired`.
base::Result<LinkSubject> open_link(database::Snapshot& snapshot, const crypto::SecretKey& key,
                                    LinkPurpose purpose, std::string_view token, base::Instant now);

/// The invited person becomes active. 410 `identity.link_used` when somebody was quicker, 409
/// `identity.email_taken` when the address became active on another side.
base::Result<> accept_invitation(database::Transaction& transaction, const LinkSubject& subject,
                                 const std::string& password_hash, const std::string& name,
                                 const Stamp& stamp);

/// An active person by address.
struct Credentials {
  base::UserId id;
  std::optional<base::PartnerId> partner;
  std::string name;
  i18n::Language language;
  std::string password_hash;
  std::string organization_name;
};
std::optional<Credentials> find_credentials(database::Snapshot& snapshot, const base::Email& email);

/// Where and when, for the mail that tells of a change.
struct PasswordNotice {
  base::MailId mail;
  std::string at;  // as people read it
};

struct ResetRequest {
  base::Email email;
  std::string nonce;
  base::MailId mail;
  std::chrono::minutes valid;
};
/// Mails a link when the address is an active person's, and does nothing otherwise.
void request_reset(database::Transaction& transaction, const ResetRequest& request,
                   const Stamp& stamp);
/// 410 `identity.link_used` when somebody was quicker. Ends all sessions.
base::Result<> reset_password(database::Transaction& transaction, const LinkSubject& subject,
                              const std::string& password_hash, const PasswordNotice& notice,
                              const Stamp& stamp);
/// 412 `stale` when `checked_hash` is no longer the password. Ends all sessions.
base::Result<> change_password(database::Transaction& transaction, const Actor& actor,
                               const std::string& checked_hash, const std::string& password_hash,
                               const PasswordNotice& notice, const Stamp& stamp);
/// The same password under today's cost; nobody is told.
void renew_hash(database::Transaction& transaction, const base::UserId& id,
                const std::string& checked_hash, const std::string& password_hash);

}  // namespace identity
