#pragma once
// Rows of partner and partner_service_account, for the rules in partner.cpp and the lists in
// http.cpp.

#include "partners/partners.hpp"

namespace partners {

enum class Order { ascending, descending };

struct ListFilter {
  std::string folded_search;  // "" finds all
  std::optional<bool> suspended;
};

struct ListPage {
  std::string sort;  // "name" or "created_at"
  Order order = Order::ascending;
  int limit = 50;
  std::optional<std::string> after_key;  // of the row behind which the page begins
  std::string after_id;
};

struct Listed {
  Partner partner;
  std::string sort_key;
  std::vector<std::string> service_accounts;
};

std::vector<Listed> list(database::Snapshot& snapshot, const ListFilter& filter,
                         const ListPage& page);
std::int64_t count(database::Snapshot& snapshot, const ListFilter& filter);

base::Result<> insert(database::Transaction& transaction, const NewPartner& partner,
                      base::Instant now);
/// The ETag of the partner is another one from now on.
void touch(database::Transaction& transaction, const base::PartnerId& id);

}  // namespace partners
