#include "embedded/partners_queries.hpp"
#include "partners/partners.hpp"

namespace partners {

std::optional<Partner> find(database::Snapshot& snapshot, const base::PartnerId& id) {
  return snapshot.first(queries::find_partner, {{"id", id}}, [](const database::Row& row) {
    Partner partner{base::PartnerId::stored(std::string(row.text("id"))),
                    std::string(row.text("name")),
                    std::string(row.text("legal_name")),
                    std::string(row.text("tax_code")),
                    row.integer("version"),
                    row.optional_instant("suspended_at_us").has_value(),
                    row.instant("created_at_us")};
    return partner;
  });
}

std::optional<base::PartnerId> owner_of_service_account(database::Snapshot& snapshot,
                                                        const base::Email& email) {
  return snapshot.first(queries::find_owner_of_service_account, {{"email", email}},
                        [](const database::Row& row) {
                          return base::PartnerId::stored(std::string(row.text("partner_id")));
                        });
}

}  // namespace partners
