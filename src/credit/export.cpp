#include "credit/credit.hpp"
#include "embedded/credit_queries.hpp"

namespace credit {
namespace {

using spreadsheet::Cell;

constexpr int page_rows = 2000;

Cell text(const std::optional<std::string>& value) {
  return value ? Cell(*value) : Cell();
}

std::vector<Cell> cells_in(const database::Row& row) {
  return {Cell(row.integer("ledger_account_id")),
          Cell(row.integer("number")),
          Cell(std::string(row.text("account_kind"))),
          Cell(std::string(row.text("partner_id"))),
          text(row.optional_text("account_id")),
          Cell(std::string(row.text("transaction_id"))),
          Cell(std::string(row.text("kind"))),
          Cell(std::string(row.text("effect"))),
          Cell(row.instant("at_us")),
          Cell(row.integer("amount_minor")),
          Cell(row.integer("before_minor")),
          Cell(row.integer("after_minor")),
          Cell(std::string(row.text("currency"))),
          Cell(std::string(row.text("receipt_number"))),
          text(row.optional_text("reference")),
          text(row.optional_text("note")),
          Cell(std::string(row.text("mac")))};
}

}  // namespace

std::int64_t export_ledger(database::Database& database, const Installation& installation,
                           spreadsheet::Format format, const std::filesystem::path& file,
                           const std::function<void(std::int64_t entries)>& progress) {
  const auto writer = spreadsheet::create(
      format, file, "ledger",
      {"ledger_account_id", "number", "account_kind", "partner_id", "account_id", "transaction_id",
       "kind", "effect", "at", "amount_minor", "before_minor", "after_minor", "currency",
       "receipt_number", "reference", "note", "mac"},
      installation.settings.zone);
  std::int64_t written = 0;
  std::int64_t account = 0;
  std::int64_t number = 0;
  for (int rows = page_rows; rows == page_rows;) {
    rows = 0;
    database.read([&](database::Snapshot& snapshot) {
      snapshot.each(queries::export_ledger_entries,
                    {{"after_account", account}, {"after_number", number}, {"limit", page_rows}},
                    [&](const database::Row& row) {
                      account = row.integer("ledger_account_id");
                      number = row.integer("number");
                      writer->row(cells_in(row));
                      ++rows;
                      return true;
                    });
    });
    written += rows;
    progress(written);
  }
  writer->finish();
  return written;
}

}  // namespace credit
