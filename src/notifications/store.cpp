#include "notifications/store.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "embedded/notifications_queries.hpp"

namespace notifications {
namespace {

std::string to_json(const base::Values& values) {
  boost::json::object object;
  for (const auto& [name, value] : values) object[name] = value;
  return boost::json::serialize(object);
}

base::Values from_json(std::string_view text) {
  base::Values values;
  const auto parsed = boost::json::parse(boost::json::string_view(text.data(), text.size()));
  for (const auto& member : parsed.as_object())
    values.emplace_back(member.key(), member.value().as_string());
  return values;
}

State state_of(std::string_view name) {
  for (const State state : {State::queued, State::sent, State::failed, State::shown})
    if (name_of(state) == name) return state;
  throw std::logic_error("an unknown state of a mail");
}

store::Stored read_stored(const database::Row& row) {
  store::Stored mail{
      .id = base::MailId::stored(std::string(row.text("id"))),
      .recipient = std::string(row.text("recipient")),
      .language = i18n::language_of(row.text("language"), i18n::Language::vi),
      .languages = row.text("languages") == "both" ? Languages::both : Languages::one,
      .template_name = std::string(row.text("template")),
      .values = from_json(row.text("places")),
      .link = std::nullopt};
  if (auto path = row.optional_text("link_path"))
    mail.link = Link{.path = *std::move(path),
                     .derivation = {.purpose = std::string(row.text("link_purpose")),
                                    .subject = std::string(row.text("link_subject")),
                                    .nonce = std::string(row.text("link_nonce"))}};
  return mail;
}

}  // namespace

void hold(database::Transaction& transaction, std::string_view hold_key) {
  transaction.execute(queries::insert_hold, {{"hold_key", hold_key}});
  transaction.execute(queries::update_held, {{"hold_key", hold_key}, {"held", true}});
}

void release(database::Transaction& transaction, std::string_view hold_key) {
  transaction.execute(queries::delete_hold, {{"hold_key", hold_key}});
  transaction.execute(queries::update_held, {{"hold_key", hold_key}, {"held", false}});
}

void cancel(database::Transaction& transaction, std::string_view about, base::Instant) {
  transaction.execute(queries::cancel_mails, {{"about", about}});
}

void cancel_links(database::Transaction& transaction, std::string_view purpose) {
  transaction.execute(queries::cancel_mails_for, {{"purpose", purpose}});
}

std::vector<MailState> states_of(database::Snapshot& snapshot,
                                 const std::vector<base::MailId>& ids) {
  if (ids.empty()) return {};
  std::string joined;
  for (const auto& id : ids) joined += id.text();
  const auto width = ids.front().text().size();
  ENSURE(joined.size() == width * ids.size());
  return snapshot.all(queries::list_states,
                      {{"ids", joined}, {"width", width}, {"asked", ids.size()}},
                      [](const database::Row& row) {
                        return MailState{.id = base::MailId::stored(std::string(row.text("id"))),
                                         .state = state_of(row.text("state")),
                                         .at = row.instant("at_us")};
                      });
}

Backlog backlog(database::Snapshot& snapshot) {
  return snapshot
      .first(queries::measure_backlog, {},
             [](const database::Row& row) {
               return Backlog{.waiting = row.integer("waiting"),
                              .oldest = row.optional_instant("oldest_at_us")};
             })
      .value_or(Backlog{});
}

namespace store {

void insert(database::Transaction& transaction, const Mail& mail, base::Instant now) {
  const auto link = [&](std::string crypto::Derivation::* part) -> std::optional<std::string_view> {
    if (!mail.link) return std::nullopt;
    return mail.link->derivation.*part;
  };
  const std::optional<std::string_view> path =
      mail.link ? std::optional<std::string_view>(mail.link->path) : std::nullopt;
  const std::string places = to_json(mail.values);
  transaction.execute(queries::insert_mail,
                      {{"id", mail.id},
                       {"recipient", mail.recipient},
                       {"language", i18n::code_of(mail.language)},
                       {"languages", mail.languages == Languages::both ? "both" : "one"},
                       {"template", mail.template_name},
                       {"places", places},
                       {"link_path", path},
                       {"link_purpose", link(&crypto::Derivation::purpose)},
                       {"link_subject", link(&crypto::Derivation::subject)},
                       {"link_nonce", link(&crypto::Derivation::nonce)},
                       {"about", mail.about},
                       {"hold_key", mail.hold_key},
                       {"per_day", mail.per_day},
                       {"cap_key", mail.link ? mail.link->derivation.purpose : mail.template_name},
                       {"now", now}});
}

bool is_due(database::Snapshot& snapshot, const Lease& lease) {
  return snapshot.exists(queries::find_due,
                         {{"now", lease.now}, {"beyond", lease.beyond}, {"ahead", lease.ahead}});
}

std::vector<Claim> claim(database::Transaction& transaction, const Lease& lease, int batch) {
  transaction.execute(queries::forget_future, {{"now", lease.now}, {"ahead", lease.ahead}});
  auto claims = transaction.all(queries::claim_mails,
                                {{"lease_until", lease.until},
                                 {"now", lease.now},
                                 {"beyond", lease.beyond},
                                 {"batch", batch}},
                                [](const database::Row& row) {
                                  Claim made{.mail = read_stored(row),
                                             .per_day = std::nullopt,
                                             .cap_key = {},
                                             .attempts = 0,
                                             .next_attempt_at = {},
                                             .first_attempt_at = {}};
                                  if (const auto per_day = row.optional_integer("per_day"))
                                    made.per_day = static_cast<int>(*per_day);
                                  made.cap_key = row.text("cap_key");
                                  made.attempts = static_cast<int>(row.integer("attempts"));
                                  made.next_attempt_at = row.instant("next_attempt_at_us");
                                  made.first_attempt_at = row.instant("first_attempt_at_us");
                                  return made;
                                });
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return std::tie(a.next_attempt_at, a.mail.id) < std::tie(b.next_attempt_at, b.mail.id);
  });
  return claims;
}

std::optional<base::Instant> find_capped_sent(database::Snapshot& snapshot, const Claim& claim,
                                              base::Instant since) {
  return snapshot.first(queries::find_capped_sent,
                        {{"recipient", claim.mail.recipient},
                         {"cap_key", claim.cap_key},
                         {"since", since},
                         {"others", *claim.per_day - 1}},
                        [](const database::Row& row) { return row.instant("sent_at_us"); });
}

std::int64_t count_capped_leased(database::Snapshot& snapshot, const Claim& claim,
                                 base::Instant now) {
  return snapshot.count(
      queries::count_capped_leased,
      {{"recipient", claim.mail.recipient}, {"cap_key", claim.cap_key}, {"now", now}});
}

void end_leases(database::Transaction& transaction) {
  transaction.execute(queries::end_mail_leases, {});
}

void give_back(database::Transaction& transaction, const Claim& claim,
               base::Instant next_attempt_at) {
  transaction.execute(
      queries::give_back_mail,
      {{"next_attempt_at", next_attempt_at}, {"id", claim.mail.id}, {"attempts", claim.attempts}});
}

void mark_delivered(database::Transaction& transaction, const Claim& claim, State state,
                    base::Instant now, const std::string& reply) {
  transaction.execute(
      queries::mark_delivered,
      {{"state", name_of(state)}, {"now", now}, {"reply", reply}, {"id", claim.mail.id}});
}

void postpone(database::Transaction& transaction, const Claim& claim, base::Instant next_attempt_at,
              const std::string& reply) {
  transaction.execute(queries::postpone_mail, {{"next_attempt_at", next_attempt_at},
                                               {"reply", reply},
                                               {"id", claim.mail.id},
                                               {"attempts", claim.attempts}});
}

void fail(database::Transaction& transaction, const Claim& claim, const std::string& reply) {
  transaction.execute(queries::fail_mail,
                      {{"reply", reply}, {"id", claim.mail.id}, {"attempts", claim.attempts}});
}

namespace {

Listed read_listed(const database::Row& row) {
  return {.mail = read_stored(row),
          .state = state_of(row.text("state")),
          .attempts = static_cast<int>(row.integer("attempts")),
          .last_reply = std::string(row.text("last_reply")),
          .created_at = row.instant("created_at_us"),
          .sent_at = row.optional_instant("sent_at_us")};
}

std::string_view state_asked(const OutboxFilter& filter) {
  return filter.state ? name_of(*filter.state) : std::string_view();
}

bool is_of_few(const OutboxFilter& filter) {
  return !filter.recipient && (filter.state == State::queued || filter.state == State::failed);
}

}  // namespace

std::vector<Listed> list(database::Snapshot& snapshot, const OutboxFilter& filter,
                         const std::optional<base::MailId>& after, int limit) {
  // "~" sorts behind every letter and digit, so this is behind every id.
  const std::string from = after ? after->text() : "msg_~";
  const auto state = state_asked(filter);
  if (is_of_few(filter))
    return snapshot.all(queries::list_unsent_mails,
                        {{"after", from}, {"state", state}, {"most", limit}}, read_listed);
  if (!filter.recipient)
    return snapshot.all(queries::list_mails, {{"after", from}, {"state", state}, {"most", limit}},
                        read_listed);
  return snapshot.all(
      queries::list_mails_to,
      {{"recipient", *filter.recipient}, {"after", from}, {"state", state}, {"most", limit}},
      read_listed);
}

std::int64_t total(database::Snapshot& snapshot, const OutboxFilter& filter) {
  const auto state = state_asked(filter);
  if (is_of_few(filter)) return snapshot.count(queries::count_unsent_mails, {{"state", state}});
  if (!filter.recipient) return snapshot.count(queries::count_mails, {{"state", state}});
  return snapshot.count(queries::count_mails_to,
                        {{"recipient", *filter.recipient}, {"state", state}});
}

std::optional<Listed> find(database::Snapshot& snapshot, const base::MailId& id) {
  return snapshot.first(queries::find_mail, {{"id", id}}, read_listed);
}

std::optional<Fate> find_fate(database::Snapshot& snapshot, const base::MailId& id) {
  return snapshot.first(queries::find_state, {{"id", id}}, [](const database::Row& row) {
    return Fate{.state = state_of(row.text("state")),
                .last_reply = std::string(row.text("last_reply"))};
  });
}

void requeue(database::Transaction& transaction, const base::MailId& id, base::Instant now) {
  transaction.execute(queries::requeue_mail, {{"id", id}, {"now", now}});
}

}  // namespace store
}  // namespace notifications
