#include "credit/report_question.hpp"
#include "credit/reports.hpp"

namespace credit {
namespace {

using spreadsheet::Cell;

constexpr int batch_rows = 2000;

/// The columns and words of a report, for one reader.
struct Writing {
  const Installation& installation;
  const exports::Question& question;
  ReportKind kind;

  std::string say(const std::string& key) const {
    return installation.catalog.text(question.language, "tables.credit." + key);
  }
  std::unique_ptr<spreadsheet::Writer> open(const exports::Target& target,
                                            const std::vector<std::string>& columns) const {
    std::vector<std::string> header;
    header.reserve(columns.size());
    for (const std::string& column : columns) header.push_back(say(column));
    return spreadsheet::create(target.format, target.file,
                               say("sheets." + std::string(table_name_of(kind))), header,
                               installation.settings.zone);
  }
};

Cell text(const std::optional<std::string>& value) {
  return value ? Cell(*value) : Cell();
}

void add_account(std::vector<Cell>& cells, const std::optional<AccountName>& account) {
  cells.push_back(account ? Cell(account->email) : Cell());
  cells.push_back(account ? Cell(account->name) : Cell());
}

/// Walks a list by batches, each from a snapshot of its own, until it ends or nobody wants it.
template <class Read, class Write>
std::int64_t walk(database::Database& database, spreadsheet::Writer& writer,
                  const exports::Progress& progress, Read&& read, Write&& write) {
  std::int64_t written = 0;
  for (;;) {
    const auto rows = database.read([&](database::Snapshot& snapshot) { return read(snapshot); });
    for (const auto& row : rows) writer.row(write(row));
    written += static_cast<std::int64_t>(rows.size());
    if (!progress(written)) return written;
    if (rows.size() < static_cast<std::size_t>(batch_rows)) break;
  }
  writer.finish();
  return written;
}

std::int64_t write_movements(database::Database& database, const Writing& writing,
                             const store::ReportFilter& filter, const exports::Target& target,
                             const exports::Progress& progress) {
  const auto writer =
      writing.open(target, {"at", "receipt_number", "kind", "partner", "email", "account_name",
                            "amount", "currency", "reference", "note"});
  store::Place before{.id = "~"};
  return walk(
      database, *writer, progress,
      [&](database::Snapshot& snapshot) {
        return store::list_report(snapshot, filter, before, batch_rows);
      },
      [&](const store::ListedMoved& row) {
        before = {row.moved.at, row.moved.id.text()};
        std::vector<Cell> cells{Cell(row.moved.at), Cell(row.moved.receipt_number),
                                Cell(writing.say("kinds." + std::string(name_of(row.moved.kind)))),
                                Cell(row.partner_name)};
        add_account(cells, row.account);
        cells.emplace_back(store::counted_amount(row.moved));
        cells.emplace_back(row.moved.currency);
        cells.push_back(text(row.moved.reference));
        cells.push_back(text(row.moved.note));
        return cells;
      });
}

std::int64_t write_summary(database::Database& database, const Writing& writing,
                           const store::SummaryFilter& filter, const exports::Target& target,
                           const exports::Progress& progress) {
  const auto writer = writing.open(target, {"account_kind", "partner", "email", "account_name",
                                            "opening", "in", "out", "closing", "currency"});
  const std::string& currency = writing.installation.settings.currency;
  store::SummaryPlace after;
  return walk(
      database, *writer, progress,
      [&](database::Snapshot& snapshot) {
        return store::list_summary(snapshot, filter, currency, after, batch_rows);
      },
      [&](const store::SummaryRow& row) {
        after = {row.partner, row.account ? row.account->email : "", row.ledger_account};
        std::vector<Cell> cells{Cell(writing.say(row.account ? "customer" : "partner_wallet")),
                                Cell(row.partner_name)};
        add_account(cells, row.account);
        for (const std::int64_t amount :
             {row.flow.opening(), row.flow.in(), row.flow.out(), row.flow.closing()})
          cells.emplace_back(amount);
        cells.emplace_back(currency);
        return cells;
      });
}

base::Result<ReportQuestion> read(const exports::Question& asked,
                                  const Installation& installation) {
  return read_question(asked.request, asked.reader, installation.settings, asked.asked_at);
}

exports::Table table_of(database::Database& database, const Installation& installation,
                        ReportKind kind) {
  return {.name = std::string(table_name_of(kind)),
          .count = [&database, &installation,
                    kind](const exports::Question& asked) -> base::Result<std::int64_t> {
            const auto question = TRY(read(asked, installation));
            return database.read([&](database::Snapshot& snapshot) {
              const Settings& settings = installation.settings;
              return kind == ReportKind::summary
                         ? store::sum_summary(snapshot, question.summary_filter(settings),
                                              settings.currency)
                               .wallets
                         : store::sum_report(snapshot, question.report_filter(kind, settings))
                               .movements;
            });
          },
          .write = [&database, &installation, kind](
                       const exports::Question& asked, const exports::Target& target,
                       const exports::Progress& progress) -> base::Result<std::int64_t> {
            const auto question = TRY(read(asked, installation));
            const Writing writing{installation, asked, kind};
            const Settings& settings = installation.settings;
            if (kind == ReportKind::summary)
              return write_summary(database, writing, question.summary_filter(settings), target,
                                   progress);
            return write_movements(database, writing, question.report_filter(kind, settings),
                                   target, progress);
          }};
}

}  // namespace

std::vector<exports::Table> report_tables(database::Database& database,
                                          const Installation& installation) {
  return {table_of(database, installation, ReportKind::top_ups),
          table_of(database, installation, ReportKind::usage),
          table_of(database, installation, ReportKind::summary)};
}

}  // namespace credit
