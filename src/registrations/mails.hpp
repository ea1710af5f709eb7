#pragma once
// Who is written to when something happens to a registration, and with which template
// (notifications/templates). The friendly name is in no mail. Only this room includes it.

#include "partners/partners.hpp"
#include "registrations/registrations.hpp"

namespace registrations::mails {

/// The place of a derived link: purposes "consent" and "retract".
crypto::Derivation consent_link(const Registration& registration, std::int64_t send);
crypto::Derivation retract_link(const Registration& registration);

/// Asks the customer, with a link and a code; stores the mail's id in `registration`.
void consent(database::Transaction& transaction, const Installation& installation,
             Registration& registration, const partners::Partner& partner, i18n::Language language,
             crypto::Fresh& fresh);
void reminder(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, i18n::Language language, crypto::Fresh& fresh);
/// To the customer, with the retraction's link while the provider has not decided.
void receipt(database::Transaction& transaction, const Installation& installation,
             const Registration& registration, const Receipt& receipt, crypto::Fresh& fresh);

/// The customer agreed but a rule fails: to the partner.
void rule_failed(database::Transaction& transaction, const Installation& installation,
                 const Registration& registration, const std::vector<Rule>& failed,
                 crypto::Fresh& fresh);
/// To the approvers: one waits, or none was needed.
void approval_needed(database::Transaction& transaction, const Installation& installation,
                     const Registration& registration, crypto::Fresh& fresh);
void approval_not_needed(database::Transaction& transaction, const Installation& installation,
                         const Registration& registration, crypto::Fresh& fresh);
void overdue(database::Transaction& transaction, const Installation& installation,
             const Registration& registration, crypto::Fresh& fresh);
void reported(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, crypto::Fresh& fresh);
/// To the partner, and to the customer where the decision was the provider's.
void confirmed(database::Transaction& transaction, const Installation& installation,
               const Registration& registration, crypto::Fresh& fresh);
void rejected(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, crypto::Fresh& fresh);
void declined(database::Transaction& transaction, const Installation& installation,
              const Registration& registration, crypto::Fresh& fresh);
void retracted(database::Transaction& transaction, const Installation& installation,
               const Registration& registration, crypto::Fresh& fresh);
void superseded(database::Transaction& transaction, const Installation& installation,
                const Registration& registration, crypto::Fresh& fresh);
void expired(database::Transaction& transaction, const Installation& installation,
             const Registration& registration, crypto::Fresh& fresh);
/// To the customer, who had agreed already.
void withdrawn(database::Transaction& transaction, const Installation& installation,
               const Registration& registration, crypto::Fresh& fresh);
void ended(database::Transaction& transaction, const Installation& installation,
           const Registration& registration, crypto::Fresh& fresh);

}  // namespace registrations::mails
