#include "identity/links.hpp"

#include "identity/links_store.hpp"
#include "identity/sessions.hpp"
#include "notifications/notifications.hpp"

namespace identity {
namespace {

std::unexpected<base::Error> link_unknown() {
  return base::fail(base::ErrorKind::not_found, "identity.link_unknown");
}

std::unexpected<base::Error> link_used() {
  return base::fail(base::ErrorKind::gone, "identity.link_used");
}

void tell_of_change(database::Transaction& transaction, const std::string& email,
                    const std::string& name, i18n::Language language, const PasswordNotice& notice,
                    const Stamp& stamp) {
  const notifications::Mail mail{
      .id = notice.mail,
      .recipient = email,
      .language = language,
      .languages = notifications::Languages::one,
      .template_name = "password_changed",
      .values = {{"name", name}, {"at", notice.at}, {"address", stamp.origin.address}},
      .link = std::nullopt,
      .about = "",
      .hold_key = "",
      .per_day = std::nullopt};
  notifications::queue(transaction, mail, stamp.now);
}

}  // namespace

std::string_view name_of(LinkPurpose purpose) {
  return purpose == LinkPurpose::invitation ? "invitation" : "password_reset";
}

base::Result<LinkSubject> open_link(database::Snapshot& snapshot, const crypto::SecretKey& key,
                                    LinkPurpose purpose, std::string_view token,
                                    base::Instant now) {
  const auto named = crypto::subject_of(token);
  const auto id = named ? base::UserId::parse(*named) : std::nullopt;
  if (!id) return link_unknown();
  auto link = find_link(snapshot, purpose, *id);
  if (!link) return link_unknown();
  const auto expected =
      crypto::derived_token(key, {std::string(name_of(purpose)), id->text(), link->subject.nonce});
  if (!crypto::equal(expected, token)) return link_unknown();
  if (link->state == StoredLink::State::used) return link_used();
  if (link->subject.expires_at <= now)
    return base::fail(base::ErrorKind::gone, "identity.link_expired");
  return std::move(link->subject);
}

base::Result<> accept_invitation(database::Transaction& transaction, const LinkSubject& subject,
                                 const std::string& password_hash, const std::string& name,
                                 const Stamp& stamp) {
  if (!TRY(store_acceptance(transaction, subject, password_hash, name))) return link_used();
  audit(transaction, stamp.audit,
        {stamp.origin, "staff.join", subject.id.text(), subject.partner, {{"name", name}}},
        stamp.now);
  return {};
}

void request_reset(database::Transaction& transaction, const ResetRequest& request,
                   const Stamp& stamp) {
  const auto person = find_credentials(transaction, request.email);
  if (!person) return;
  store_reset_nonce(transaction, person->id, request.nonce, stamp.now + request.valid);
  notifications::cancel(transaction, person->id.text(), stamp.now);
  const notifications::Mail mail{
      .id = request.mail,
      .recipient = request.email.text(),
      .language = person->language,
      .languages = notifications::Languages::one,
      .template_name = "password_reset",
      .values = {{"name", person->name}, {"minutes", std::to_string(request.valid.count())}},
      .link = notifications::Link{"/password-reset/",
                                  {"password_reset", person->id.text(), request.nonce}},
      .about = person->id.text(),
      .hold_key = "",
      .per_day = std::nullopt};
  notifications::queue(transaction, mail, stamp.now);
  audit(transaction, stamp.audit,
        {stamp.origin, "passwords.request_reset", person->id.text(), person->partner, {}},
        stamp.now);
}

base::Result<> reset_password(database::Transaction& transaction, const LinkSubject& subject,
                              const std::string& password_hash, const PasswordNotice& notice,
                              const Stamp& stamp) {
  if (!store_reset(transaction, subject, password_hash)) return link_used();
  end_sessions(transaction, subject.id);
  tell_of_change(transaction, subject.email, subject.name, subject.language, notice, stamp);
  audit(transaction, stamp.audit,
        {stamp.origin, "passwords.reset", subject.id.text(), subject.partner, {}}, stamp.now);
  return {};
}

base::Result<> change_password(database::Transaction& transaction, const Actor& actor,
                               const std::string& checked_hash, const std::string& password_hash,
                               const PasswordNotice& notice, const Stamp& stamp) {
  ENSURE(actor.user.has_value());
  if (!store_password(transaction, *actor.user, checked_hash, password_hash))
    return base::fail(base::ErrorKind::stale, "stale");
  end_sessions(transaction, *actor.user);
  tell_of_change(transaction, actor.email, actor.name, actor.language, notice, stamp);
  audit(transaction, stamp.audit, {stamp.origin, "passwords.change", actor.id, actor.partner, {}},
        stamp.now);
  return {};
}

void renew_hash(database::Transaction& transaction, const base::UserId& id,
                const std::string& checked_hash, const std::string& password_hash) {
  store_password(transaction, id, checked_hash, password_hash);
}

}  // namespace identity
