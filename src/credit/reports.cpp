#include "credit/reports.hpp"

#include <charconv>

#include "credit/asked.hpp"
#include "credit/render.hpp"
#include "credit/report_question.hpp"

namespace credit {
namespace {

using boost::json::object;

const std::string behind_all = "~";

http::ListRules rules(std::string_view name) {
  return {.name = name,
          .sortable = {},
          .filters = {"from", "to", "account_kind", "account_id", "partner_id", "format"},
          .default_sort = {{"row", false}}};
}

http::Response answer(const object& body) {
  return http::json(200, boost::json::serialize(body));
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Which wallet a movement of a report belongs to.
std::string_view account_kind_of(ReportKind which, const Moved& moved) {
  const bool partners = which == ReportKind::top_ups
                            ? moved.effect == Kind::grant
                            : moved.effect == Kind::top_up || moved.effect == Kind::reclaim;
  return partners ? "partner" : "customer";
}

object row_json(ReportKind which, const store::ListedMoved& listed, const View& view) {
  const Moved& moved = listed.moved;
  return {{"transaction_id", moved.id.text()},
          {"account_kind", account_kind_of(which, moved)},
          {"at", base::to_rfc3339(moved.at)},
          {"kind", name_of(moved.kind)},
          {"partner", partner_json(moved.wallet.partner.text(), listed.partner_name)},
          {"account", account_json(listed.account)},
          {"amount", money(store::counted_amount(moved), moved.currency)},
          {"receipt_number", moved.receipt_number},
          {"reference", text_or_null(moved.reference)},
          {"note", text_or_null(moved.note)},
          {"who", who_json(moved.origin, moved.side, view)}};
}

object sums_json(const store::Flow& flow, const std::string& currency) {
  return {{"opening", money(flow.opening(), currency)},
          {"in", money(flow.in(), currency)},
          {"out", money(flow.out(), currency)},
          {"closing", money(flow.closing(), currency)}};
}

object summary_json(const store::SummaryRow& row, const std::string& currency) {
  object json = sums_json(row.flow, currency);
  json["account_kind"] = row.account ? "customer" : "partner";
  json["partner"] = partner_json(row.partner, row.partner_name);
  json["account"] = account_json(row.account);
  return json;
}

void add_period(object& body, const ReportQuestion& question) {
  body["from"] = base::to_iso_day(question.from);
  body["to"] = base::to_iso_day(question.to);
}

/// What moved in the partner's own wallet is not for everybody of the partner. The words of the
/// question are changed, since a job asks it again without knowing who it was.
http::Request narrowed(const http::Request& request, const identity::Actor& actor) {
  http::Request narrow = request;
  if (identity::may(actor, identity::Act::read_grants)) return narrow;
  std::erase_if(narrow.query, [](const auto& pair) {
    return pair.first == "account_kind" && (pair.second == "all" || pair.second == "partner");
  });
  if (!narrow.query_value("account_kind")) narrow.query.emplace_back("account_kind", "customer");
  return narrow;
}

spreadsheet::Format format_of(const ReportQuestion& question) {
  return question.format == 0U ? spreadsheet::Format::csv : spreadsheet::Format::xlsx;
}

}  // namespace

enum class Reports::Which { top_ups, usage };

Reports::Answer Reports::movements(Which which, const http::Request& asked,
                                   const identity::Actor& actor) const {
  const auto kind = which == Which::top_ups ? ReportKind::top_ups : ReportKind::usage;
  const http::Request request = narrowed(asked, actor);
  const View view{actor, installation_.settings, clock_.now()};
  const auto page =
      TRY(http::parse_page(request, rules(table_name_of(kind)), actor.tenant(), installation_.key));
  const auto question = TRY(read_question(request, actor, installation_.settings, view.now));
  if (question.format)
    return exports_.answer(table_name_of(kind), format_of(question), request, actor);
  const auto filter = question.report_filter(kind, installation_.settings);
  store::Place before{.id = behind_all};
  if (!page.after.empty())
    before = {base::from_microseconds(number_of(page.after.front())), page.after.back()};
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_report(snapshot, filter, before, page.limit + 1);
    const auto sum = store::sum_report(snapshot, filter);
    auto body = page_of(
        rows, page, installation_.key, 0,
        [&](const store::ListedMoved& row) { return row_json(kind, row, view); },
        [](const store::ListedMoved& row) {
          return std::vector<std::string>{std::to_string(base::microseconds(row.moved.at)),
                                          row.moved.id.text()};
        });
    body["total"] = sum.movements;
    body["total_is_exact"] = true;
    body["total_amount"] = money(sum.amount_minor, installation_.settings.currency);
    add_period(body, question);
    return answer(body);
  });
}

Reports::Answer Reports::top_ups(const http::Request& request, const identity::Actor& actor) const {
  return movements(Which::top_ups, request, actor);
}

Reports::Answer Reports::usage(const http::Request& request, const identity::Actor& actor) const {
  return movements(Which::usage, request, actor);
}

Reports::Answer Reports::summary(const http::Request& asked, const identity::Actor& actor) const {
  const http::Request request = narrowed(asked, actor);
  const auto name = table_name_of(ReportKind::summary);
  http::ListRules list = rules(name);
  list.default_sort = {{"partner", false}, {"account", false}};
  const auto page = TRY(http::parse_page(request, list, actor.tenant(), installation_.key));
  const auto question = TRY(read_question(request, actor, installation_.settings, clock_.now()));
  if (question.format) return exports_.answer(name, format_of(question), request, actor);
  const auto filter = question.summary_filter(installation_.settings);
  const std::string& currency = installation_.settings.currency;
  store::SummaryPlace after;
  if (!page.after.empty())
    after = {page.after.at(0), page.after.at(1), number_of(page.after.back())};
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    auto rows = store::list_summary(snapshot, filter, currency, after, page.limit + 1);
    const auto sum = store::sum_summary(snapshot, filter, currency);
    auto body = page_of(
        rows, page, installation_.key, 0,
        [&](const store::SummaryRow& row) { return summary_json(row, currency); },
        [](const store::SummaryRow& row) {
          return std::vector<std::string>{row.partner, row.account ? row.account->email : "",
                                          std::to_string(row.ledger_account)};
        });
    body["total"] = sum.wallets;
    body["total_is_exact"] = true;
    body["totals"] = sums_json(sum.flow, currency);
    add_period(body, question);
    return answer(body);
  });
}

}  // namespace credit
