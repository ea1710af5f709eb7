#include <algorithm>

#include "credit/credit.hpp"
#include "notifications/notifications.hpp"
#include "partners/partners.hpp"
#include "registrations/mails.hpp"
#include "registrations/step.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

bool is_open(Status status) {
  return status == Status::pending_customer || status == Status::pending_provider ||
         status == Status::confirmed;
}

/// The link must not reach somebody else who has the address by now.
std::unexpected<base::Error> address_moved(const Settings& settings) {
  base::Error error{base::ErrorKind::conflict, "registrations.not_eligible", {}, {}, {}};
  for (const Rule rule : disclosed({Rule::account_not_found}, settings.disclosure))
    error.fields.push_back({.pointer = "", .code = std::string(code_of(rule)), .values = {}});
  return base::fail(std::move(error));
}

}  // namespace

base::Result<Registration> find(database::Snapshot& snapshot, const identity::PartnerScope& scope,
                                const base::RegistrationId& id) {
  auto found = store::find(snapshot, scope, id);
  if (!found) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(found);
}

base::Result<Registration> rename(database::Transaction& transaction,
                                  const Installation& installation, const identity::Actor& actor,
                                  Registration registration, const Rename& change,
                                  crypto::Fresh& fresh) {
  const Status status = status_at(registration, fresh.now());
  if (!is_open(status)) return wrong_state(registration, fresh.now());
  base::Values details;
  if (change.friendly_name) {
    registration.friendly_name = *change.friendly_name;
    details.emplace_back("field", "friendly_name");
  }
  if (change.role) {
    ENSURE(std::ranges::find(installation.settings.roles, *change.role) !=
           installation.settings.roles.end());
    registration.role = *change.role;
    details.emplace_back("role", registration.role);
  }
  if (change.owner) {
    const auto& owner = *change.owner;
    if (owner && !identity::find_partner_person(transaction, registration.partner_id, *owner)) {
      return base::fail(base::ErrorKind::unprocessable, "registrations.unknown_owner");
    }
    registration.owner_id = owner ? std::optional(owner->text()) : std::nullopt;
    details.emplace_back("owner_id", registration.owner_id.value_or(""));
  }
  if (details.empty()) return registration;
  TRY(store::save(transaction, registration, registration.status));
  if (change.friendly_name) store::replace_partner_words(transaction, registration);
  record(transaction, registration, actor.origin(), "rename", std::move(details), fresh);
  return registration;
}

base::Result<Registration> resend(database::Transaction& transaction,
                                  const Installation& installation, const identity::Actor& actor,
                                  Registration registration, crypto::Fresh& fresh) {
  if (status_at(registration, fresh.now()) != Status::pending_customer) {
    return wrong_state(registration, fresh.now());
  }
  const std::chrono::minutes between{installation.settings.resend_minutes};
  const auto again_at = registration.consent_sent_at + between;
  // Of two that overtake each other, the earlier may see the later: without a wait that is nothing.
  if (between.count() > 0 && fresh.now() < again_at) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(again_at - fresh.now());
    return base::fail(base::ErrorKind::too_many, "registrations.resend_too_soon",
                      {{"retry_after_seconds", std::to_string(wait.count())}});
  }
  const auto facts = facts_behind(transaction, registration);
  if (!facts) return address_moved(installation.settings);
  const auto partner = partners::find(transaction, registration.partner_id);
  ENSURE(partner.has_value());
  notifications::cancel(transaction, registration.id.text(), fresh.now());
  ++registration.consent_sends;
  registration.consent_wrong_codes = 0;
  registration.consent_sent_at = fresh.now();
  registration.consent_text_version = installation.consent_text_version;
  mails::consent(transaction, installation, registration, *partner, facts->language, fresh);
  TRY(store::save(transaction, registration, registration.status));
  record(transaction, registration, actor.origin(), "resend",
         {{"send", std::to_string(registration.consent_sends)}}, fresh);
  return registration;
}

base::Result<Registration> withdraw(database::Transaction& transaction,
                                    const Installation& installation, const identity::Actor& actor,
                                    Registration registration, crypto::Fresh& fresh) {
  const bool agreed = registration.status == Status::pending_provider;
  TRY(take(transaction, registration,
           {.event = Event::withdraw,
            .origin = actor.origin(),
            .reason_code = {},
            .reason = {},
            .facts = {}},
           fresh));
  notifications::cancel(transaction, registration.id.text(), fresh.now());
  if (agreed) {
    partners::give_up(transaction, registration.account_id, registration.id);
    mails::withdrawn(transaction, installation, registration, fresh);
  }
  return registration;
}

base::Result<Registration> end(database::Transaction& transaction, const Installation& installation,
                               const identity::Actor& actor, Registration registration,
                               const std::string& reason, crypto::Fresh& fresh) {
  const auto credit_left =
      credit::balance_of(transaction, {registration.partner_id, registration.account_id},
                         installation.settings.currency);
  if (registration.status == Status::confirmed && credit_left != credit::Balance{})
    return base::fail(base::ErrorKind::conflict, "registrations.credit_left");
  registration.reason = reason;
  TRY(take(transaction, registration,
           {.event = Event::end,
            .origin = actor.origin(),
            .reason_code = {},
            .reason = reason,
            .facts = {}},
           fresh));
  left(transaction, registration, actor.origin(), fresh);
  mails::ended(transaction, installation, registration, fresh);
  return registration;
}

}  // namespace registrations
