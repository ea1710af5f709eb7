#include <stdexcept>

#include "notifications/letter.hpp"

namespace notifications {
namespace {

constexpr std::string_view mask = "••••••";

i18n::Language other_than(i18n::Language language) {
  return language == i18n::Language::vi ? i18n::Language::en : i18n::Language::vi;
}

std::vector<i18n::Language> languages_of(i18n::Language first, Languages languages) {
  if (languages == Languages::one) return {first};
  return {first, other_than(first)};
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::queued:
      return "queued";
    case State::sent:
      return "sent";
    case State::failed:
      return "failed";
    case State::shown:
      return "shown";
  }
  return "";
}

std::optional<State> state_named(std::string_view name) {
  for (const State state : {State::queued, State::sent, State::failed, State::shown})
    if (name_of(state) == name) return state;
  return std::nullopt;
}

void queue(database::Transaction& transaction, const Mail& mail, base::Instant now) {
  Letter letter{.template_name = mail.template_name,
                .languages = languages_of(mail.language, mail.languages),
                .values = mail.values,
                .link = std::nullopt,
                .code = std::nullopt};
  if (mail.link) letter.link = letter.code = std::string(mask);
  check(letter);
  store::insert(transaction, mail, now);
}

std::string content_language(const store::Stored& mail) {
  std::string joined;
  for (const auto language : languages_of(mail.language, mail.languages))
    joined += (joined.empty() ? "" : ", ") + std::string(i18n::code_of(language));
  return joined;
}

Rendered write_out(const store::Stored& mail, Secrets secrets, const i18n::Catalog& catalog,
                   const crypto::SecretKey& key, const std::string& base_url) {
  Letter letter{.template_name = mail.template_name,
                .languages = languages_of(mail.language, mail.languages),
                .values = mail.values,
                .link = std::nullopt,
                .code = std::nullopt};
  if (mail.link && secrets == Secrets::masked) {
    letter.link = letter.code = std::string(mask);
  } else if (mail.link) {
    letter.link = base_url + mail.link->path + crypto::derived_token(key, mail.link->derivation);
    letter.code = crypto::derived_code(key, mail.link->derivation);
  }
  return render(
      letter, catalog,
      {{"provider", catalog.text(mail.language, "mails.provider")}, {"portal", base_url}});
}

Outbox::Outbox(database::Database& database, const i18n::Catalog& catalog,
               const crypto::SecretKey& key, Settings settings)
    : database_(database), catalog_(catalog), key_(key), settings_(std::move(settings)) {
  while (settings_.base_url.ends_with('/')) settings_.base_url.pop_back();
}

std::vector<OutboxMail> Outbox::list(database::Snapshot& snapshot, const OutboxFilter& filter,
                                     const std::optional<base::MailId>& after, int limit) const {
  std::vector<OutboxMail> mails;
  for (auto& row : store::list(snapshot, filter, after, limit))
    mails.push_back(as_seen(std::move(row)));
  return mails;
}

std::int64_t Outbox::total(database::Snapshot& snapshot, const OutboxFilter& filter) const {
  return store::total(snapshot, filter);
}

std::optional<OutboxMail> Outbox::find(database::Snapshot& snapshot, const base::MailId& id) const {
  auto row = store::find(snapshot, id);
  if (!row) return std::nullopt;
  return as_seen(*std::move(row));
}

OutboxMail Outbox::as_seen(store::Listed row) const {
  const auto secrets = settings_.demo ? Secrets::shown : Secrets::masked;
  Rendered words;
  try {
    words = write_out(row.mail, secrets, catalog_, key_, settings_.base_url);
  } catch (const std::logic_error&) {
    words = {};  // queued by another version, whose template is gone: shown without words
  }
  return {.id = row.mail.id,
          .recipient = std::move(row.mail.recipient),
          .template_name = std::move(row.mail.template_name),
          .language = std::string(i18n::code_of(row.mail.language)),
          .subject = std::move(words.subject),
          .text = std::move(words.text),
          .html = std::move(words.html),
          .state = row.state,
          .attempts = row.attempts,
          .last_reply = std::move(row.last_reply),
          .created_at = row.created_at,
          .sent_at = row.sent_at};
}

base::Result<> Outbox::retry(database::Transaction& transaction, const base::MailId& id,
                             base::Instant now) const {
  const auto fate = store::find_fate(transaction, id);
  if (!fate) return base::fail(base::ErrorKind::not_found, "not_found");
  if (fate->state == State::sent || fate->state == State::shown)
    return base::fail(base::ErrorKind::conflict, "notifications.already_sent");
  if (fate->state == State::failed && fate->last_reply == "cancelled")
    return base::fail(base::ErrorKind::conflict, "notifications.cancelled");
  store::requeue(transaction, id, now);
  return {};
}

}  // namespace notifications
