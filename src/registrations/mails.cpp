#include "registrations/mails.hpp"

#include "identity/identity.hpp"
#include "notifications/notifications.hpp"

namespace registrations::mails {
namespace {

using identity::Role;

/// One event's mails: the values that every template may use, and to whom.
struct Letter {
  database::Transaction& transaction;
  const Installation& installation;
  const Registration& registration;
  const partners::Partner& partner;
  crypto::Fresh& fresh;
  std::string template_name;
  base::Values extra;
};

enum class To { customer, partner, approvers };

/// A partner learns the account's name only with the account.
std::string account_name_for(const Registration& registration, To reader) {
  const bool kept_back = reader == To::partner && !registration.confirmed_at;
  return kept_back ? std::string() : registration.account_name;
}

base::Values common_values(const Letter& letter, To reader) {
  const Settings& settings = letter.installation.settings;
  const Registration& registration = letter.registration;
  base::Values values{{"provider", settings.provider_name},
                      {"email", registration.email},
                      {"account_name", account_name_for(registration, reader)},
                      {"partner_name", letter.partner.name},
                      {"partner_legal_name", letter.partner.legal_name},
                      {"tax_code", letter.partner.tax_code},
                      {"reason", registration.reason.value_or("")},
                      {"expires_on", base::to_local_day(registration.expires_at, settings.zone)},
                      {"portal", settings.base_url}};
  values.insert(values.end(), letter.extra.begin(), letter.extra.end());
  return values;
}

notifications::Mail compose(const Letter& letter, To reader, std::string recipient,
                            i18n::Language language) {
  return {.id = letter.fresh.id<base::MailId>(),
          .recipient = std::move(recipient),
          .language = language,
          .languages = notifications::Languages::one,
          .template_name = letter.template_name,
          .values = common_values(letter, reader),
          .link = std::nullopt,
          .about = {},
          .hold_key = {},
          .per_day = std::nullopt};
}

i18n::Language customer_language(database::Snapshot& snapshot, const Registration& registration) {
  const auto facts = accounts::find(snapshot, registration.account_id);
  return facts ? facts->language : i18n::Language::vi;
}

/// Where the account's holder is reached today; nothing when the address went to another account.
std::optional<std::string> customer_address(database::Snapshot& snapshot,
                                            const Registration& registration) {
  if (const auto facts = accounts::find(snapshot, registration.account_id))
    return facts->email.text();
  if (accounts::find(snapshot, base::Email::stored(registration.email))) return std::nullopt;
  return registration.email;
}

void to_customer(const Letter& letter) {
  const auto address = customer_address(letter.transaction, letter.registration);
  if (!address) return;
  const auto language = customer_language(letter.transaction, letter.registration);
  auto mail = compose(letter, To::customer, *address, language);
  mail.languages = notifications::Languages::both;
  notifications::queue(letter.transaction, mail, letter.fresh.now());
}

/// The owner and the partner's administrators, each once.
void to_partner(const Letter& letter) {
  for (const identity::Person& person :
       identity::partner_staff(letter.transaction, letter.registration.partner_id, {})) {
    const bool owns = letter.registration.owner_id == person.id.text();
    const bool leads = std::ranges::find(person.roles, Role::partner_admin) != person.roles.end();
    if (owns || leads) {
      notifications::queue(letter.transaction,
                           compose(letter, To::partner, person.email, person.language),
                           letter.fresh.now());
    }
  }
}

void to_approvers(const Letter& letter) {
  for (const identity::Person& person :
       identity::provider_staff(letter.transaction, {Role::approver, Role::provider_admin})) {
    notifications::queue(letter.transaction,
                         compose(letter, To::approvers, person.email, person.language),
                         letter.fresh.now());
  }
}

partners::Partner partner_of(database::Snapshot& snapshot, const Registration& registration) {
  auto partner = partners::find(snapshot, registration.partner_id);
  ENSURE(partner.has_value());
  return *std::move(partner);
}

void write(database::Transaction& transaction, const Installation& installation,
           const Registration& registration, crypto::Fresh& fresh, std::string template_name,
           std::initializer_list<To> readers, base::Values extra = {}) {
  const auto partner = partner_of(transaction, registration);
  const Letter letter{transaction,     installation, registration,
                      partner,         fresh,        std::move(template_name),
                      std::move(extra)};
  for (const To reader : readers) {
    if (reader == To::customer) to_customer(letter);
    if (reader == To::partner) to_partner(letter);
    if (reader == To::approvers) to_approvers(letter);
  }
}

std::string sentences(const Installation& installation, const std::vector<Rule>& failed,
                      i18n::Language language) {
  std::string text;
  for (const Rule rule : failed) {
    const bool moved = rule == Rule::account_not_found;
    text += "- " +
            installation.catalog.text(language,
                                      moved ? "mails.address_moved"
                                            : "reasons." + std::string(code_of(rule)) + ".message",
                                      {{"url", installation.settings.sign_up_url}, {"date", ""}}) +
            "\n";
  }
  return text;
}

/// Why a part of the mail quotes a statement in the other language; nothing where it is the same.
std::string shown_in(const Installation& installation, const Receipt& receipt,
                     i18n::Language reader) {
  if (receipt.language == i18n::code_of(reader)) return {};
  return installation.catalog.text(reader, "mails.shown_in_" + receipt.language);
}

notifications::Mail asking(const Letter& letter, i18n::Language language) {
  auto mail = compose(letter, To::customer, letter.registration.email, language);
  mail.languages = notifications::Languages::both;
  mail.link = notifications::Link{
      .path = "/consent/",
      .derivation = consent_link(letter.registration, letter.registration.consent_sends)};
  mail.about = letter.registration.id.text();
  mail.hold_key = letter.registration.partner_id.text();
  mail.per_day = letter.installation.settings.consent_mails_per_day;
  return mail;
}

}  // namespace

crypto::Derivation consent_link(const Registration& registration, std::int64_t send) {
  return {.purpose = "consent",
          .subject = registration.id.text(),
          .nonce = registration.consent_nonce + "." + std::to_string(send)};
}

crypto::Derivation retract_link(const Registration& registration) {
  return {
      .purpose = "retract", .subject = registration.id.text(), .nonce = registration.consent_nonce};
}

void consent(database::Transaction& transaction, const Installation& installation,
             Registration& registration, const partners::Partner& partner, i18n::Language language,
             crypto::Fresh& fresh) {
  const Letter letter{transaction, installation, registration, partner, fresh, "consent", {}};
  const auto mail = asking(letter, language);
  registration.mail_id = mail.id.text();
  notifications::queue(transaction, mail, fresh.now());
}

void reminder(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, i18n::Language language, crypto::Fresh& fresh) {
  const auto partner = partner_of(transaction, registration);
  const auto days = std::chrono::ceil<std::chrono::days>(registration.expires_at - fresh.now());
  const Letter letter{transaction,
                      installation,
                      registration,
                      partner,
                      fresh,
                      "consent_reminder",
                      {{"days_left", std::to_string(days.count())}}};
  notifications::queue(transaction, asking(letter, language), fresh.now());
}

void receipt(database::Transaction& transaction, const Installation& installation,
             const Registration& registration, const Receipt& receipt, crypto::Fresh& fresh) {
  const auto partner = partner_of(transaction, registration);
  const bool retractable = registration.status == Status::pending_provider;
  const Letter letter{
      transaction,
      installation,
      registration,
      partner,
      fresh,
      retractable ? "receipt" : "receipt_confirmed",
      {{"text_version", receipt.text_version},
       {"agreed_at", base::to_zoned_time(receipt.agreed_at, installation.settings.zone)},
       {"address", receipt.address},
       {"hash", receipt.hash},
       {"statement", receipt.statement},
       {"shown_vi", shown_in(installation, receipt, i18n::Language::vi)},
       {"shown_en", shown_in(installation, receipt, i18n::Language::en)}}};
  auto mail = compose(letter, To::customer, registration.email,
                      customer_language(transaction, registration));
  mail.languages = notifications::Languages::both;
  mail.about = "receipt:" + registration.id.text();
  if (retractable)
    mail.link = notifications::Link{.path = "/consent/", .derivation = retract_link(registration)};
  notifications::queue(transaction, mail, fresh.now());
}

void rule_failed(database::Transaction& transaction, const Installation& installation,
                 const Registration& registration, const std::vector<Rule>& failed,
                 crypto::Fresh& fresh) {
  const auto told = disclosed(failed, installation.settings.disclosure);
  write(transaction, installation, registration, fresh, "partner_rule_failed", {To::partner},
        {{"rules_vi", sentences(installation, told, i18n::Language::vi)},
         {"rules_en", sentences(installation, told, i18n::Language::en)}});
}

void approval_needed(database::Transaction& transaction, const Installation& installation,
                     const Registration& registration, crypto::Fresh& fresh) {
  const std::string due = registration.due_at
                              ? base::to_local_day(*registration.due_at, installation.settings.zone)
                              : std::string();
  write(transaction, installation, registration, fresh, "approval_needed", {To::approvers},
        {{"due_on", due}});
}

void approval_not_needed(database::Transaction& transaction, const Installation& installation,
                         const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "approval_not_needed", {To::approvers});
}

void overdue(database::Transaction& transaction, const Installation& installation,
             const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "approval_overdue", {To::approvers},
        {{"due_on", base::to_local_day(registration.due_at.value(), installation.settings.zone)}});
}

void reported(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "reported", {To::approvers});
}

void confirmed(database::Transaction& transaction, const Installation& installation,
               const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "partner_confirmed", {To::partner});
  if (registration.provider_decided_at) {
    write(transaction, installation, registration, fresh, "outcome_confirmed", {To::customer});
  }
}

void rejected(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "partner_rejected", {To::partner});
  write(transaction, installation, registration, fresh, "outcome_rejected", {To::customer});
}

void declined(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "partner_declined", {To::partner});
}

void retracted(database::Transaction& transaction, const Installation& installation,
               const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "retracted", {To::partner, To::approvers});
}

void superseded(database::Transaction& transaction, const Installation& installation,
                const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "partner_superseded", {To::partner});
}

void expired(database::Transaction& transaction, const Installation& installation,
             const Registration& registration, crypto::Fresh& fresh) {
  notifications::cancel(transaction, registration.id.text(), fresh.now());
  write(transaction, installation, registration, fresh, "partner_expired", {To::partner});
}

void withdrawn(database::Transaction& transaction, const Installation& installation,
               const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "withdrawn", {To::customer});
}

void ended(database::Transaction& transaction, const Installation& installation,
           const Registration& registration, crypto::Fresh& fresh) {
  write(transaction, installation, registration, fresh, "ended",
        {To::customer, To::partner, To::approvers});
}

}  // namespace registrations::mails
