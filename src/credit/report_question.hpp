#pragma once
// What somebody asked of a report, for its pages and its files alike. Only this room includes it.

#include "credit/report_store.hpp"
#include "platform/http/http.hpp"

namespace credit {

enum class ReportKind { top_ups, usage, summary };
/// Of the table that the room exports knows.
std::string_view table_name_of(ReportKind kind);

struct ReportQuestion {
  base::Day from;
  base::Day to;
  store::WalletKind kind = store::WalletKind::all;
  std::optional<base::PartnerId> partner;
  std::optional<base::AccountId> account;
  std::optional<std::size_t> format;  // 0: csv, 1: xlsx

  store::ReportFilter report_filter(ReportKind which, const Settings& settings) const;
  store::SummaryFilter summary_filter(const Settings& settings) const;
};

constexpr std::chrono::days longest_period{3660};

/// The present month when no day is given. 400 `credit.invalid_period` when `to` is before `from`
/// or further than `longest_period` from it.
base::Result<ReportQuestion> read_question(const http::Request& request,
                                           const identity::Actor& reader, const Settings& settings,
                                           base::Instant now);

}  // namespace credit
