#include "identity/links_store.hpp"

#include "embedded/identity_queries.hpp"

namespace identity {
namespace {

std::optional<base::PartnerId> partner_in(const database::Row& row) {
  const auto partner = row.optional_text("partner_id");
  if (!partner) return std::nullopt;
  return base::PartnerId::stored(*partner);
}

std::optional<StoredLink> link_in(const database::Row& row, LinkPurpose purpose) {
  const bool invitation = purpose == LinkPurpose::invitation;
  const auto nonce = row.optional_text(invitation ? "invitation_nonce" : "reset_nonce");
  if (!nonce) return std::nullopt;
  const auto expires_at =
      row.optional_instant(invitation ? "invitation_expires_at_us" : "reset_expires_at_us");
  LinkSubject subject{base::UserId::stored(std::string(row.text("id"))),
                      partner_in(row),
                      std::string(row.text("email")),
                      std::string(row.text("name")),
                      i18n::language_of(row.text("language"), i18n::Language::vi),
                      row.optional_text("organization_name").value_or(""),
                      *nonce,
                      expires_at.value_or(base::Instant{})};
  return StoredLink{std::move(subject),
                    expires_at ? StoredLink::State::open : StoredLink::State::used};
}

}  // namespace

std::optional<StoredLink> find_link(database::Snapshot& snapshot, LinkPurpose purpose,
                                    const base::UserId& id) {
  const auto found =
      snapshot.first(queries::find_link_subject, {{"id", id}},
                     [&](const database::Row& row) { return link_in(row, purpose); });
  return found.value_or(std::nullopt);
}

base::Result<bool> store_acceptance(database::Transaction& transaction, const LinkSubject& subject,
                                    const std::string& password_hash, const std::string& name) {
  const auto changed =
      transaction.attempt(queries::accept_invitation, {{"id", subject.id},
                                                       {"password_hash", password_hash},
                                                       {"name", name},
                                                       {"folded_name", base::fold(name)},
                                                       {"nonce", subject.nonce}});
  if (!changed) return base::fail(base::ErrorKind::conflict, "identity.email_taken");
  return *changed == 1;
}

std::optional<Credentials> find_credentials(database::Snapshot& snapshot,
                                            const base::Email& email) {
  return snapshot.first(
      queries::find_active_by_email, {{"email", email}}, [](const database::Row& row) {
        return Credentials{base::UserId::stored(std::string(row.text("id"))),
                           partner_in(row),
                           std::string(row.text("name")),
                           i18n::language_of(row.text("language"), i18n::Language::vi),
                           std::string(row.text("password_hash")),
                           row.optional_text("organization_name").value_or("")};
      });
}

void store_reset_nonce(database::Transaction& transaction, const base::UserId& id,
                       const std::string& nonce, base::Instant expires_at) {
  transaction.execute(queries::request_reset,
                      {{"id", id}, {"nonce", nonce}, {"expires_at_us", expires_at}});
}

bool store_reset(database::Transaction& transaction, const LinkSubject& subject,
                 const std::string& password_hash) {
  return transaction.execute(
             queries::reset_password,
             {{"id", subject.id}, {"password_hash", password_hash}, {"nonce", subject.nonce}}) == 1;
}

bool store_password(database::Transaction& transaction, const base::UserId& id,
                    const std::string& checked_hash, const std::string& password_hash) {
  return transaction.execute(
             queries::change_password,
             {{"id", id}, {"password_hash", password_hash}, {"checked_hash", checked_hash}}) == 1;
}

}  // namespace identity
