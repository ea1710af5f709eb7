#include "partners/partners.hpp"

#include "embedded/partners_queries.hpp"

namespace partners {

std::optional<Holder> holder_of(database::Snapshot& snapshot, const base::AccountId& account) {
  return snapshot.first(
      queries::find_holder, {{"account_id", account}}, [](const database::Row& row) {
        auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
        return Holder{std::move(partner),
                      base::RegistrationId::stored(std::string(row.text("registration_id")))};
      });
}

std::optional<Customer> customer_of(database::Snapshot& snapshot, const base::AccountId& account) {
  return snapshot.first(
      queries::find_customer, {{"account_id", account}}, [](const database::Row& row) {
        auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
        auto registration = base::RegistrationId::stored(std::string(row.text("registration_id")));
        const auto since = row.optional_instant("since_at_us");
        const auto until = row.optional_instant("until_at_us");
        return Customer{std::move(partner), std::move(registration), since, until,
                        row.boolean("reclaim_agreed")};
      });
}

base::Result<> claim(database::Transaction& transaction, const base::AccountId& account,
                     const base::PartnerId& partner, const base::RegistrationId& registration,
                     Agreed agreed, base::Instant now) {
  const auto changed =
      transaction.execute(queries::claim_account, {{"account_id", account},
                                                   {"partner_id", partner},
                                                   {"registration_id", registration},
                                                   {"reclaim_agreed", agreed == Agreed::reclaim},
                                                   {"now", now}});
  if (changed == 0) return base::fail(base::ErrorKind::conflict, "belongs_to_partner");
  return {};
}

void confirm(database::Transaction& transaction, const base::AccountId& account,
             const base::RegistrationId& registration, base::Instant now) {
  const auto changed = transaction.execute(
      queries::confirm_customer,
      {{"account_id", account}, {"registration_id", registration}, {"now", now}});
  ENSURE(changed == 1);
}

void give_up(database::Transaction& transaction, const base::AccountId& account,
             const base::RegistrationId& registration) {
  transaction.execute(queries::give_up_claim,
                      {{"account_id", account}, {"registration_id", registration}});
}

void end(database::Transaction& transaction, const base::AccountId& account,
         const base::RegistrationId& registration, base::Instant now) {
  const auto changed = transaction.execute(
      queries::end_customer,
      {{"account_id", account}, {"registration_id", registration}, {"now", now}});
  ENSURE(changed == 1);
}

}  // namespace partners
