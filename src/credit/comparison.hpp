#pragma once
// Once a day the ledger's balances are held against the directory's, for the provider's finance.

#include "accounts/accounts.hpp"
#include "credit/credit.hpp"

namespace credit {

/// Compares every present customer, once a day after `Settings::compare_hour`; does nothing before
/// and a second time. A remote directory is asked anew. Differences stay as they were found.
void compare_with_directory(database::Database& database, const Installation& installation,
                            accounts::Directory& directory, base::Instant now);

}  // namespace credit
