#include "registrations/store.hpp"

#include "embedded/registrations_queries.hpp"

namespace registrations::store {
namespace {

Status status_from(std::string_view name) {
  const auto status = status_of(name);
  ENSURE(status.has_value());
  return *status;
}

std::optional<std::string> name_from(std::optional<Status> status) {
  if (!status) return std::nullopt;
  return std::string(name_of(*status));
}

identity::Origin::Kind origin_kind(std::string_view name) {
  using Kind = identity::Origin::Kind;
  for (const Kind kind :
       {Kind::person, Kind::api_key, Kind::customer, Kind::system, Kind::command_line}) {
    if (identity::name_of(kind) == name) return kind;
  }
  ENSURE(false);
  return Kind::system;
}

std::string sort_name(const Registration& registration) {
  return base::fold(registration.friendly_name.value_or(registration.email));
}

void insert_words(database::Transaction& transaction, const base::RegistrationId& id,
                  std::string_view partner_id, const std::string& text) {
  for (const std::string& word : base::folded_words(text)) {
    transaction.execute(queries::insert_word,
                        {{"partner_id", partner_id}, {"word", word}, {"registration_id", id}});
  }
}

void raise_count(database::Transaction& transaction, const base::PartnerId& partner,
                 Status status) {
  transaction.execute(queries::raise_count, {{"partner_id", partner}, {"status", name_of(status)}});
}

}  // namespace

Registration registration_of(const database::Row& row) {
  return {
      .id = base::RegistrationId::stored(std::string(row.text("id"))),
      .partner_id = base::PartnerId::stored(std::string(row.text("partner_id"))),
      .account_id = base::AccountId::stored(std::string(row.text("account_id"))),
      .email = std::string(row.text("email")),
      .account_name = std::string(row.text("account_name")),
      .friendly_name = row.optional_text("friendly_name"),
      .role = std::string(row.text("role")),
      .owner_id = row.optional_text("owner_id"),
      .status = status_from(row.text("status")),
      .registered_at = row.instant("registered_at_us"),
      .expires_at = row.instant("expires_at_us"),
      .customer_decided_at = row.optional_instant("customer_decided_at_us"),
      .provider_decided_at = row.optional_instant("provider_decided_at_us"),
      .confirmed_at = row.optional_instant("confirmed_at_us"),
      .due_at = row.optional_instant("due_at_us"),
      .reason_code = row.optional_text("reason_code"),
      .reason = row.optional_text("reason"),
      .unmet_rules = std::string(row.text("unmet_rules")),
      .superseded_by = row.optional_text("superseded_by"),
      .consent_nonce = std::string(row.text("consent_nonce")),
      .consent_sends = row.integer("consent_sends"),
      .consent_text_version = std::string(row.text("consent_text_version")),
      .consent_sent_at = row.instant("consent_sent_at_us"),
      .consent_wrong_codes = row.integer("consent_wrong_codes"),
      .retract_wrong_codes = row.integer("retract_wrong_codes"),
      .reminders_sent = row.integer("reminders_sent"),
      .overdue_mailed = row.boolean("overdue_mailed"),
      .mail_id = row.optional_text("mail_id"),
      .version = row.integer("version"),
  };
}

std::optional<Registration> find(database::Snapshot& snapshot, const base::RegistrationId& id) {
  return snapshot.first(queries::find_registration, {{"id", id}}, registration_of);
}

std::optional<Registration> find(database::Snapshot& snapshot, const identity::PartnerScope& scope,
                                 const base::RegistrationId& id) {
  if (!scope.partner()) return find(snapshot, id);
  return snapshot.first(queries::find_partner_registration,
                        {{"id", id}, {"partner_id", *scope.partner()}}, registration_of);
}

std::optional<Registration> waiting_request(database::Snapshot& snapshot,
                                            const base::PartnerId& partner,
                                            const base::AccountId& account) {
  return snapshot.first(queries::find_waiting_request,
                        {{"partner_id", partner}, {"account_id", account}}, registration_of);
}

std::vector<Registration> rival_requests(database::Snapshot& snapshot,
                                         const base::AccountId& account,
                                         const base::RegistrationId& chosen) {
  return snapshot.all(queries::list_rival_requests,
                      {{"account_id", account}, {"chosen_id", chosen}}, registration_of);
}

std::optional<base::Instant> last_decline(database::Snapshot& snapshot,
                                          const base::PartnerId& partner,
                                          const base::AccountId& account, base::Instant since) {
  const auto found = snapshot.first(
      queries::find_last_decline,
      {{"account_id", account}, {"partner_id", partner}, {"since_us", since}},
      [](const database::Row& row) { return row.optional_instant("declined_at_us"); });
  return found.value_or(std::nullopt);
}

base::Result<> insert(database::Transaction& transaction, const Registration& registration,
                      const std::string& partner_name) {
  const auto inserted = transaction.attempt(
      queries::insert_registration, {{"id", registration.id},
                                     {"partner_id", registration.partner_id},
                                     {"account_id", registration.account_id},
                                     {"email", registration.email},
                                     {"account_name", registration.account_name},
                                     {"friendly_name", registration.friendly_name},
                                     {"sort_name", sort_name(registration)},
                                     {"role", registration.role},
                                     {"owner_id", registration.owner_id},
                                     {"status", name_of(registration.status)},
                                     {"registered_at_us", registration.registered_at},
                                     {"expires_at_us", registration.expires_at},
                                     {"consent_nonce", registration.consent_nonce},
                                     {"consent_text_version", registration.consent_text_version},
                                     {"mail_id", registration.mail_id}});
  if (!inserted) return base::fail(base::ErrorKind::conflict, "already_requested");
  insert_words(transaction, registration.id, registration.partner_id.text(),
               registration.friendly_name.value_or("") + " " + registration.email);
  insert_words(transaction, registration.id, "",
               registration.account_name + " " + registration.email + " " + partner_name);
  raise_count(transaction, registration.partner_id, registration.status);
  return {};
}

base::Result<> save(database::Transaction& transaction, Registration& registration, Status before) {
  const auto changed = transaction.attempt(
      queries::update_registration, {{"account_name", registration.account_name},
                                     {"friendly_name", registration.friendly_name},
                                     {"sort_name", sort_name(registration)},
                                     {"role", registration.role},
                                     {"owner_id", registration.owner_id},
                                     {"status", name_of(registration.status)},
                                     {"customer_decided_at_us", registration.customer_decided_at},
                                     {"provider_decided_at_us", registration.provider_decided_at},
                                     {"confirmed_at_us", registration.confirmed_at},
                                     {"due_at_us", registration.due_at},
                                     {"reason_code", registration.reason_code},
                                     {"reason", registration.reason},
                                     {"unmet_rules", registration.unmet_rules},
                                     {"superseded_by", registration.superseded_by},
                                     {"consent_sends", registration.consent_sends},
                                     {"consent_text_version", registration.consent_text_version},
                                     {"consent_sent_at_us", registration.consent_sent_at},
                                     {"consent_wrong_codes", registration.consent_wrong_codes},
                                     {"retract_wrong_codes", registration.retract_wrong_codes},
                                     {"reminders_sent", registration.reminders_sent},
                                     {"overdue_mailed", registration.overdue_mailed},
                                     {"mail_id", registration.mail_id},
                                     {"id", registration.id},
                                     {"version", registration.version}});
  if (!changed) return base::fail(base::ErrorKind::conflict, "belongs_to_partner");
  if (*changed == 0)
    return base::fail(base::ErrorKind::conflict, "registrations.changed_meanwhile");
  ++registration.version;
  if (registration.status != before) {
    transaction.execute(queries::lower_count,
                        {{"partner_id", registration.partner_id}, {"status", name_of(before)}});
    raise_count(transaction, registration.partner_id, registration.status);
  }
  return {};
}

void replace_partner_words(database::Transaction& transaction, const Registration& registration) {
  transaction.execute(queries::delete_partner_words, {{"registration_id", registration.id},
                                                      {"partner_id", registration.partner_id}});
  insert_words(transaction, registration.id, registration.partner_id.text(),
               registration.friendly_name.value_or("") + " " + registration.email);
}

void insert_history(database::Transaction& transaction, const base::RegistrationId& id,
                    const HistoryRow& row) {
  const auto from = name_from(row.from);
  transaction.execute(queries::insert_history, {{"registration_id", id},
                                                {"sequence", row.sequence},
                                                {"at_us", row.at},
                                                {"event", name_of(row.event)},
                                                {"from_status", from},
                                                {"to_status", name_of(row.to)},
                                                {"origin_kind", identity::name_of(row.origin.kind)},
                                                {"origin_id", row.origin.id},
                                                {"origin_name", row.origin.name},
                                                {"origin_address", row.origin.address},
                                                {"reason_code", row.reason_code},
                                                {"reason", row.reason},
                                                {"facts", row.facts}});
}

std::vector<HistoryRow> history(database::Snapshot& snapshot, const base::RegistrationId& id) {
  return snapshot.all(queries::list_history, {{"registration_id", id}},
                      [](const database::Row& row) {
                        HistoryRow entry{.sequence = row.integer("sequence"),
                                         .at = row.instant("at_us"),
                                         .event = Event::add,
                                         .from = {},
                                         .to = Status::pending_customer,
                                         .origin = {},
                                         .reason_code = {},
                                         .reason = {},
                                         .facts = {}};
                        entry.event = event_of(row.text("event")).value();
                        if (const auto from = row.optional_text("from_status"))
                          entry.from = status_from(*from);
                        entry.to = status_from(row.text("to_status"));
                        entry.origin.kind = origin_kind(row.text("origin_kind"));
                        entry.origin.id = row.text("origin_id");
                        entry.origin.name = row.text("origin_name");
                        entry.origin.address = row.text("origin_address");
                        entry.reason_code = row.optional_text("reason_code");
                        entry.reason = row.optional_text("reason");
                        entry.facts = row.optional_text("facts");
                        return entry;
                      });
}

void insert_check(database::Transaction& transaction, const Check& check) {
  transaction.execute(queries::insert_check, {{"id", check.id},
                                              {"partner_id", check.partner},
                                              {"email", check.email},
                                              {"registration_id", check.registration},
                                              {"occasion", check.occasion},
                                              {"at_us", check.at},
                                              {"failed_rules", join(check.failed)},
                                              {"facts", check.facts}});
}

Quota quota(database::Snapshot& snapshot, const base::PartnerId& partner, const std::string& day) {
  return snapshot
      .first(queries::find_quota, {{"partner_id", partner}, {"day", day}},
             [](const database::Row& row) {
               return Quota{row.integer("checks"), row.integer("unknown_accounts")};
             })
      .value_or(Quota{});
}

void store_quota(database::Transaction& transaction, const base::PartnerId& partner,
                 const std::string& day, const Quota& quota) {
  transaction.execute(queries::store_quota, {{"partner_id", partner},
                                             {"day", day},
                                             {"checks", quota.checks},
                                             {"unknown_accounts", quota.unknown_accounts}});
}

void insert_receipt(database::Transaction& transaction, const base::RegistrationId& id,
                    const Receipt& receipt) {
  transaction.execute(queries::insert_receipt, {{"id", receipt.id},
                                                {"registration_id", id},
                                                {"agreed_at_us", receipt.agreed_at},
                                                {"text_version", receipt.text_version},
                                                {"language", receipt.language},
                                                {"address", receipt.address},
                                                {"statement", receipt.statement},
                                                {"hash", receipt.hash}});
}

std::optional<Receipt> find_receipt(database::Snapshot& snapshot, const base::RegistrationId& id) {
  return snapshot.first(queries::find_receipt, {{"registration_id", id}},
                        [](const database::Row& row) {
                          return Receipt{.id = std::string(row.text("id")),
                                         .agreed_at = row.instant("agreed_at_us"),
                                         .text_version = std::string(row.text("text_version")),
                                         .language = std::string(row.text("language")),
                                         .address = std::string(row.text("address")),
                                         .statement = std::string(row.text("statement")),
                                         .hash = std::string(row.text("hash"))};
                        });
}

std::vector<Registration> due_to_expire(database::Snapshot& snapshot, base::Instant now,
                                        int limit) {
  return snapshot.all(queries::list_due_to_expire, {{"now_us", now}, {"limit", limit}},
                      registration_of);
}

std::vector<Registration> due_to_remind(database::Snapshot& snapshot, base::Instant now,
                                        base::Instant until, int reminder, int limit) {
  return snapshot.all(
      queries::list_due_to_remind,
      {{"now_us", now}, {"until_us", until}, {"reminder", reminder}, {"limit", limit}},
      registration_of);
}

std::vector<Registration> overdue(database::Snapshot& snapshot, base::Instant now, int limit) {
  return snapshot.all(queries::list_overdue, {{"now_us", now}, {"limit", limit}}, registration_of);
}

}  // namespace registrations::store
