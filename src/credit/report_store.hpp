#pragma once
// Rows and sums of the reports. Only this room includes it.

#include "credit/reading_store.hpp"

namespace credit::store {

struct ReportFilter {
  std::optional<base::PartnerId> partner;
  std::optional<base::AccountId> account;
  std::vector<Kind> effects;  // 1 to 4
  base::Instant from;
  base::Instant to;
};
/// Newest first; reversals too, and without what reversed them.
std::vector<ListedMoved> list_report(database::Snapshot& snapshot, const ReportFilter& filter,
                                     const Place& before, int limit);
struct ReportSum {
  std::int64_t movements;
  std::int64_t amount_minor;  // what undoes, or comes back, counts against it
};
ReportSum sum_report(database::Snapshot& snapshot, const ReportFilter& filter);
/// As it counts in a report: below zero where it undoes or comes back.
std::int64_t counted_amount(const Moved& moved);

enum class WalletKind { all, partner, customer };
struct SummaryFilter {
  std::optional<base::PartnerId> partner;
  std::optional<base::AccountId> account;
  WalletKind kind = WalletKind::all;
  base::Instant from;
  base::Instant to;
};
/// Everything that came in and went out before the period, and before its end.
struct Flow {
  std::int64_t in_before = 0;
  std::int64_t out_before = 0;
  std::int64_t in_after = 0;
  std::int64_t out_after = 0;
  std::int64_t opening() const { return in_before - out_before; }
  std::int64_t in() const { return in_after - in_before; }
  std::int64_t out() const { return out_after - out_before; }
  std::int64_t closing() const { return in_after - out_after; }
};
struct SummaryRow {
  std::int64_t ledger_account;
  std::string partner;
  std::string partner_name;
  std::optional<AccountName> account;  // nothing: the partner's own
  Flow flow;
};
struct SummaryPlace {
  std::string partner;
  std::string email;
  std::int64_t ledger_account = 0;
};
std::vector<SummaryRow> list_summary(database::Snapshot& snapshot, const SummaryFilter& filter,
                                     const std::string& currency, const SummaryPlace& after,
                                     int limit);
struct SummarySum {
  std::int64_t wallets;
  Flow flow;
};
SummarySum sum_summary(database::Snapshot& snapshot, const SummaryFilter& filter,
                       const std::string& currency);

}  // namespace credit::store
