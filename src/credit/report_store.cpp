#include "credit/report_store.hpp"

#include "embedded/credit_queries.hpp"

namespace credit::store {
namespace {

constexpr std::array<std::string_view, 4> effect_names{"effect_0", "effect_1", "effect_2",
                                                       "effect_3"};

enum class Of { channel, partner, account };

std::size_t axis_of(const ReportFilter& filter) {
  if (filter.account) return static_cast<std::size_t>(Of::account);
  return static_cast<std::size_t>(filter.partner ? Of::partner : Of::channel);
}

std::vector<database::Parameter> parameters_of(const ReportFilter& filter) {
  std::vector<database::Parameter> parameters{{"from_us", filter.from}, {"to_us", filter.to}};
  if (filter.account) parameters.push_back({"account_id", filter.account});
  if (filter.account || filter.partner) parameters.push_back({"partner_id", filter.partner});
  for (std::size_t i = 0; i < effect_names.size(); ++i)
    parameters.push_back(
        {effect_names[i], name_of(filter.effects[std::min(i, filter.effects.size() - 1)])});
  return parameters;
}

std::vector<database::Parameter> parameters_of(const SummaryFilter& filter,
                                               const std::string& currency) {
  return {{"currency", currency},
          {"partner_id", filter.partner},
          {"account_id", filter.account},
          {"from_us", filter.from},
          {"to_us", filter.to}};
}

Flow flow_in(const database::Row& row) {
  Flow flow;
  flow.in_before = row.integer("in_before");
  flow.out_before = row.integer("out_before");
  flow.in_after = row.integer("in_after");
  flow.out_after = row.integer("out_after");
  return flow;
}

std::optional<AccountName> account_in(const database::Row& row, std::string id) {
  auto email = row.optional_text("account_email");
  auto name = row.optional_text("account_name");
  if (!email) return std::nullopt;
  return AccountName{std::move(id), *std::move(email), name.value_or("")};
}

}  // namespace

static_assert(queries::list_credit_report_axes == "of: channel partner account");
static_assert(queries::sum_credit_report_axes == "of: channel partner account");
static_assert(queries::list_credit_summary_axes == "kind: all partner customer");
static_assert(queries::sum_credit_summary_axes == "kind: all partner customer");

std::vector<ListedMoved> list_report(database::Snapshot& snapshot, const ReportFilter& filter,
                                     const Place& before, int limit) {
  auto parameters = parameters_of(filter);
  parameters.push_back({"before_us", before.at});
  parameters.push_back({"before_id", before.id});
  parameters.push_back({"limit", limit});
  return snapshot.all(
      *queries::list_credit_report[axis_of(filter)], parameters, [](const database::Row& row) {
        ListedMoved listed{moved_in(row), std::string(row.text("partner_name")), std::nullopt};
        if (listed.moved.wallet.account)
          listed.account = account_in(row, listed.moved.wallet.account->text());
        return listed;
      });
}

ReportSum sum_report(database::Snapshot& snapshot, const ReportFilter& filter) {
  return snapshot
      .first(*queries::sum_credit_report[axis_of(filter)], parameters_of(filter),
             [](const database::Row& row) {
               const auto movements = row.integer("movements");
               return ReportSum{movements, row.integer("amount_minor")};
             })
      .value();
}

std::int64_t counted_amount(const Moved& moved) {
  const bool undoes = moved.kind == Kind::reversal;
  const bool comes_back = moved.effect == Kind::refund || moved.effect == Kind::reclaim;
  return undoes == comes_back ? moved.amount_minor : -moved.amount_minor;
}

std::vector<SummaryRow> list_summary(database::Snapshot& snapshot, const SummaryFilter& filter,
                                     const std::string& currency, const SummaryPlace& after,
                                     int limit) {
  auto parameters = parameters_of(filter, currency);
  parameters.push_back({"after_partner", after.partner});
  parameters.push_back({"after_email", after.email});
  parameters.push_back({"after_id", after.ledger_account});
  parameters.push_back({"limit", limit});
  return snapshot.all(*queries::list_credit_summary[static_cast<std::size_t>(filter.kind)],
                      parameters, [](const database::Row& row) {
                        const auto id = row.integer("id");
                        std::string partner(row.text("partner_id"));
                        std::string account(row.text("account_id"));
                        std::string name(row.text("partner_name"));
                        auto shown = account_in(row, std::move(account));
                        return SummaryRow{id, std::move(partner), std::move(name), std::move(shown),
                                          flow_in(row)};
                      });
}

SummarySum sum_summary(database::Snapshot& snapshot, const SummaryFilter& filter,
                       const std::string& currency) {
  return snapshot
      .first(*queries::sum_credit_summary[static_cast<std::size_t>(filter.kind)],
             parameters_of(filter, currency),
             [](const database::Row& row) {
               const auto wallets = row.integer("wallets");
               return SummarySum{wallets, flow_in(row)};
             })
      .value();
}

}  // namespace credit::store
