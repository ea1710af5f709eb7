#include "base/text.hpp"
#include "embedded/identity_queries.hpp"
#include "identity/people.hpp"

namespace identity {

void add_organization(database::Transaction& transaction, const base::PartnerId& id,
                      std::string_view name) {
  transaction.execute(queries::add_organization,
                      {{"id", id}, {"name", name}, {"folded_name", base::fold(name)}});
}

std::optional<std::string> find_organization_name(database::Snapshot& snapshot,
                                                  const base::PartnerId& id) {
  return snapshot.first(queries::find_organization, {{"id", id}},
                        [](const database::Row& row) { return std::string(row.text("name")); });
}

bool suspend_organization(database::Transaction& transaction, const base::PartnerId& id,
                          base::Instant now) {
  return transaction.execute(queries::suspend_organization, {{"id", id}, {"now", now}}) == 1;
}

bool reopen_organization(database::Transaction& transaction, const base::PartnerId& id) {
  return transaction.execute(queries::reopen_organization, {{"id", id}}) == 1;
}

}  // namespace identity
