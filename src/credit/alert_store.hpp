#pragma once
// Wallets that somebody must be told of, and the comparison with the directory. Only this room
// includes it.

#include "credit/credit.hpp"

namespace credit::store {

enum class AlertKind { level, zero, arrears, days_left };
std::string_view name_of(AlertKind kind);

struct AlertQuestion {
  std::string currency;
  std::string day;            // today, in the provider's zone
  base::Instant week_ago;     // since when spending counts
  base::Instant moved_since;  // wallets that nothing moved in since then are left alone
  int days_left;              // 0: not asked for
};
struct Alarming {
  Wallet wallet;
  std::int64_t available_minor;
  std::optional<std::int64_t> level_minor;
  std::int64_t spent_minor;
};
/// Present customers at their level, at zero, in arrears or about to run out, of whom nothing was
/// told today for that reason.
std::vector<Alarming> list_alarming(database::Snapshot& snapshot, const AlertQuestion& question,
                                    int limit);
void insert_alert(database::Transaction& transaction, const Wallet& wallet, const std::string& day,
                  AlertKind kind, base::Instant now);

/// A customer whose balance is compared.
struct Compared {
  base::AccountId account;
  std::string email;
};
std::vector<Compared> list_compared(database::Snapshot& snapshot, const std::string& after_id,
                                    int limit);
/// Stores the differences of these customers, and how many there were.
void compare(database::Transaction& transaction, const std::string& day,
             const std::string& currency, const std::string& after_id, const std::string& last_id);
bool is_compared(database::Snapshot& snapshot, const std::string& day);
void finish_comparison(database::Transaction& transaction, const std::string& day,
                       std::int64_t compared, base::Instant now);

}  // namespace credit::store
