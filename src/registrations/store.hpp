#pragma once
// Rows of this room's tables to types and back. Only this room includes it.

#include "registrations/registrations.hpp"

namespace registrations::store {

Registration registration_of(const database::Row& row);

std::optional<Registration> find(database::Snapshot& snapshot, const base::RegistrationId& id);
std::optional<Registration> find(database::Snapshot& snapshot, const identity::PartnerScope& scope,
                                 const base::RegistrationId& id);
/// The partner's own request that waits for the customer, by the row alone, not by the clock.
std::optional<Registration> waiting_request(database::Snapshot& snapshot,
                                            const base::PartnerId& partner,
                                            const base::AccountId& account);
/// Other partners' requests for the account that wait for the customer.
std::vector<Registration> rival_requests(database::Snapshot& snapshot,
                                         const base::AccountId& account,
                                         const base::RegistrationId& chosen);
/// When this customer last declined this partner after `since`.
std::optional<base::Instant> last_decline(database::Snapshot& snapshot,
                                          const base::PartnerId& partner,
                                          const base::AccountId& account, base::Instant since);
/// Inserts row, words and count. 409 when another one waits already.
base::Result<> insert(database::Transaction& transaction, const Registration& registration,
                      const std::string& partner_name);
/// Stores everything that may change, if the row still has `registration.version`, and raises it;
/// moves the counts when `before` differs. 409 `registrations.changed_meanwhile` otherwise.
base::Result<> save(database::Transaction& transaction, Registration& registration, Status before);
/// The partner's words follow its friendly name.
void replace_partner_words(database::Transaction& transaction, const Registration& registration);

struct HistoryRow {
  std::int64_t sequence;
  base::Instant at;
  Event event;
  std::optional<Status> from;
  Status to;
  identity::Origin origin;
  std::optional<std::string> reason_code;
  std::optional<std::string> reason;
  std::optional<std::string> facts;  // JSON; for the provider only
};
void insert_history(database::Transaction& transaction, const base::RegistrationId& id,
                    const HistoryRow& row);
std::vector<HistoryRow> history(database::Snapshot& snapshot, const base::RegistrationId& id);

struct Check {
  std::string id;
  base::PartnerId partner;
  std::string email;
  std::optional<base::RegistrationId> registration;
  std::string occasion;  // check, add, agree, approve
  base::Instant at;
  std::vector<Rule> failed;
  std::optional<std::string> facts;
};
void insert_check(database::Transaction& transaction, const Check& check);

struct Quota {
  std::int64_t checks = 0;
  std::int64_t unknown_accounts = 0;
};
Quota quota(database::Snapshot& snapshot, const base::PartnerId& partner, const std::string& day);
void store_quota(database::Transaction& transaction, const base::PartnerId& partner,
                 const std::string& day, const Quota& quota);

void insert_receipt(database::Transaction& transaction, const base::RegistrationId& id,
                    const Receipt& receipt);
std::optional<Receipt> find_receipt(database::Snapshot& snapshot, const base::RegistrationId& id);

std::vector<Registration> due_to_expire(database::Snapshot& snapshot, base::Instant now, int limit);
/// Those whose `reminders_sent` is below `reminder` and that expire at `until` at the latest.
std::vector<Registration> due_to_remind(database::Snapshot& snapshot, base::Instant now,
                                        base::Instant until, int reminder, int limit);
std::vector<Registration> overdue(database::Snapshot& snapshot, base::Instant now, int limit);

}  // namespace registrations::store
