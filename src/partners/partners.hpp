#pragma once
// Reseller companies, their own service accounts, and who is whose customer. The table `customer`
// is the database's guard that no account has two partners: its primary key is the account, and a
// row without `until` is a claim (the registration is pending_provider) or a customer (confirmed).
// It is written by registrations and read by credit, pricing and revenue.

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/text.hpp"
#include "identity/identity.hpp"
#include "platform/database/database.hpp"

namespace partners {

struct Partner {
  base::PartnerId id;
  std::string name;
  std::string legal_name;
  std::string tax_code;
  std::int64_t version = 1;  // of the ETag
  bool suspended = false;
  base::Instant created_at;
};

std::optional<Partner> find(database::Snapshot& snapshot, const base::PartnerId& id);
/// In the order of the alphabet.
std::vector<std::string> service_accounts_of(database::Snapshot& snapshot,
                                             const base::PartnerId& id);

struct NewPartner {
  base::PartnerId id;
  std::string name;
  std::string legal_name;
  std::string tax_code;                       // from `tax_code_from`
  std::vector<base::Email> service_accounts;  // at least one, no address twice
};
/// A Vietnamese tax code without blanks: 10 digits, 10 digits, a hyphen and the 3 of a branch, or
/// 12 digits (Circular 86/2024/TT-BTC). Nothing for anything else.
std::optional<std::string> tax_code_from(std::string_view text);
/// 409 `partners.tax_code_taken` (pointer /tax_code), 409 `partners.service_account_taken` (pointer
/// /service_accounts/<index>). Inviting somebody is the caller's.
base::Result<> create(database::Transaction& transaction, const NewPartner& partner,
                      const identity::Stamp& stamp);
/// Its people and keys read and export only, its mails wait. 404 `not_found`, 409
/// `partners.wrong_state` when it is suspended already. Returns the partner as it is now.
base::Result<Partner> suspend(database::Transaction& transaction, const base::PartnerId& id,
                              const identity::Stamp& stamp);
/// 404 `not_found`, 409 `partners.wrong_state` when it is not suspended.
base::Result<Partner> reopen(database::Transaction& transaction, const base::PartnerId& id,
                             const identity::Stamp& stamp);

/// Whose own service account this address is; nothing when it is no partner's.
std::optional<base::PartnerId> owner_of_service_account(database::Snapshot& snapshot,
                                                        const base::Email& email);

/// Who has this account now: a claim or a customer, not an ended one.
struct Holder {
  base::PartnerId partner;
  base::RegistrationId registration;
};
std::optional<Holder> holder_of(database::Snapshot& snapshot, const base::AccountId& account);

/// A customer, or one who left; a claim has no `since` yet.
struct Customer {
  base::PartnerId partner;
  base::RegistrationId registration;
  std::optional<base::Instant> since;
  std::optional<base::Instant> until;
  bool reclaim_agreed = false;  // the text that the customer agreed to named it
};
/// The account's present or last one.
std::optional<Customer> customer_of(database::Snapshot& snapshot, const base::AccountId& account);

/// What the customer agreed to, as far as other rooms must know.
enum class Agreed { plain, reclaim };

/// Takes the account for this registration. 409 `belongs_to_partner` when somebody has it.
base::Result<> claim(database::Transaction& transaction, const base::AccountId& account,
                     const base::PartnerId& partner, const base::RegistrationId& registration,
                     Agreed agreed, base::Instant now);
/// The claim becomes a customer from now on. ENSUREs that the claim is this registration's.
void confirm(database::Transaction& transaction, const base::AccountId& account,
             const base::RegistrationId& registration, base::Instant now);
/// Gives up a claim (rejected, withdrawn, retracted): the row goes.
void give_up(database::Transaction& transaction, const base::AccountId& account,
             const base::RegistrationId& registration);
/// The customer leaves: `until` is set, the row stays until somebody claims the account again.
void end(database::Transaction& transaction, const base::AccountId& account,
         const base::RegistrationId& registration, base::Instant now);

}  // namespace partners
