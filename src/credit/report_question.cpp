#include "credit/report_question.hpp"

#include "credit/asked.hpp"

namespace credit {
namespace {

using std::chrono::sys_days;

std::vector<Kind> effects_of(ReportKind which, store::WalletKind kind) {
  const bool partners = kind != store::WalletKind::customer;
  const bool customers = kind != store::WalletKind::partner;
  std::vector<Kind> effects;
  if (which == ReportKind::top_ups) {
    if (partners) effects.push_back(Kind::grant);
    if (customers) effects.push_back(Kind::top_up);
  } else {
    if (partners) effects.insert(effects.end(), {Kind::top_up, Kind::reclaim});
    if (customers) effects.insert(effects.end(), {Kind::purchase, Kind::refund});
  }
  return effects;
}

base::Instant begin_of(base::Day day, const Settings& settings) {
  return base::start_of_day(day, settings.zone);
}
base::Instant end_of(base::Day day, const Settings& settings) {
  return base::start_of_day(base::Day(sys_days(day) + std::chrono::days{1}), settings.zone);
}

}  // namespace

std::string_view table_name_of(ReportKind kind) {
  switch (kind) {
    case ReportKind::top_ups:
      return "credit_top_ups";
    case ReportKind::usage:
      return "credit_usage";
    case ReportKind::summary:
      return "credit_summary";
  }
  return "";
}

store::ReportFilter ReportQuestion::report_filter(ReportKind which,
                                                  const Settings& settings) const {
  return {partner, account, effects_of(which, kind), begin_of(from, settings),
          end_of(to, settings)};
}

store::SummaryFilter ReportQuestion::summary_filter(const Settings& settings) const {
  return {partner, account, kind, begin_of(from, settings), end_of(to, settings)};
}

base::Result<ReportQuestion> read_question(const http::Request& request,
                                           const identity::Actor& reader, const Settings& settings,
                                           base::Instant now) {
  Asked asked(request);
  const auto today = base::day_in_zone(now, settings.zone);
  const base::Day first{today.year(), today.month(), std::chrono::day{1}};
  const auto from = asked.day("from");
  const auto to = asked.day("to");
  const auto kind = asked.choice("account_kind", {"all", "partner", "customer"});
  const auto format = asked.choice("format", {"csv", "xlsx", "json"});
  ReportQuestion question{.from = from.value_or(to ? std::min(first, *to) : first),
                          .to = to.value_or(from ? std::max(today, *from) : today),
                          .kind = static_cast<store::WalletKind>(kind.value_or(0)),
                          .partner = asked.partner(reader),
                          .account = asked.account(),
                          .format = std::nullopt};
  if (format && *format < 2) question.format = format;
  if (question.to < question.from ||
      sys_days(question.to) - sys_days(question.from) > longest_period)
    asked.refuse("to", "credit.invalid_period");
  TRY(asked.finish());
  return question;
}

}  // namespace credit
