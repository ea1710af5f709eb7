#include "accounts/import.hpp"

#include <unordered_map>

#include "accounts/csv_row.hpp"
#include "platform/crypto/fresh.hpp"

namespace accounts {
namespace {

class Import {
 public:
  Import(database::Database& database, const clock_source::Clock& clock, crypto::Random& random,
         const ImportOptions& options)
      : database_(database), clock_(clock), random_(random), options_(options) {}

  /// False to stop; the reason is then in `failure`.
  bool take(const spreadsheet::CsvRecord& record) {
    if (!header_) return take_header(record);
    ++counts_.rows;
    std::vector<BadRow> bad;
    std::optional<NewAccount> row = header_->read_row(record, options_.currency, bad);
    if (row && !is_first_of_its_address(*row, record.line, bad)) row.reset();
    if (!row) {
      ++counts_.bad;
      for (const BadRow& each : bad) tell(each);
      return true;
    }
    lines_.push_back(record.line);
    waiting_.push_back(*std::move(row));
    return waiting_.size() < static_cast<std::size_t>(options_.batch) || store_batch();
  }

  /// `read` is how reading the file ended; what was whole before is stored.
  base::Result<ImportCounts> finish(const base::Result<>& read) {
    if (!failure_ && !waiting_.empty()) store_batch();
    if (failure_) return base::fail(*failure_);
    if (!read) return base::fail(read.error());
    if (!header_) return base::fail(base::ErrorKind::malformed, "accounts.empty_file");
    return counts_;
  }

 private:
  bool take_header(const spreadsheet::CsvRecord& record) {
    auto header = CsvHeader::read(record);
    if (header) {
      header_ = *std::move(header);
      return true;
    }
    failure_ = std::move(header).error();
    return false;
  }

  /// Two rows of one account in a file would make its facts depend on their order, and a second
  /// import of the file would change it back and forth.
  bool is_first_of_its_address(const NewAccount& row, std::size_t line, std::vector<BadRow>& bad) {
    const auto [address, new_address] = line_of_.try_emplace(row.email.text(), line);
    if (!new_address) {
      bad.push_back({line,
                     "email",
                     "accounts.repeated_in_file",
                     {{"line", std::to_string(address->second)}}});
      return false;
    }
    const std::string number = row.external_id.value_or("");
    if (number.empty()) return true;
    const auto [earlier, new_number] = line_of_.try_emplace("#" + number, line);
    if (new_number) return true;
    bad.push_back({line,
                   "external_id",
                   "accounts.repeated_in_file",
                   {{"line", std::to_string(earlier->second)}}});
    return false;
  }

  bool store_batch() {
    crypto::Fresh fresh(clock_.now(), random_);
    std::vector<PutRow> rows;
    rows.reserve(waiting_.size());
    for (NewAccount& row : waiting_) rows.push_back({fresh.id<base::AccountId>(), std::move(row)});
    const auto audit_id = fresh.id<base::AuditId>();
    waiting_.clear();
    const auto results = database_.write([&](database::Transaction& transaction) {
      return put(transaction, rows, {Source::import, options_.origin}, audit_id, fresh.now());
    });
    if (!results) {
      failure_ = results.error();
      return false;
    }
    for (std::size_t i = 0; i < results->size(); ++i) count((*results)[i], lines_[i]);
    lines_.clear();
    if (options_.on_progress) options_.on_progress(counts_);
    return true;
  }

  void count(const PutResult& result, std::size_t line) {
    switch (result.outcome) {
      case PutOutcome::created:
        ++counts_.created;
        return;
      case PutOutcome::updated:
        ++counts_.updated;
        return;
      case PutOutcome::unchanged:
        ++counts_.unchanged;
        return;
      case PutOutcome::refused:
        ++counts_.bad;
        tell({line, "", result.code, {}});
        return;
    }
  }

  void tell(const BadRow& bad) const {
    if (options_.on_bad_row) options_.on_bad_row(bad);
  }

  database::Database& database_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
  const ImportOptions& options_;
  std::optional<CsvHeader> header_;
  std::vector<NewAccount> waiting_;
  std::vector<std::size_t> lines_;  // of the rows that wait
  std::unordered_map<std::string, std::size_t> line_of_;
  ImportCounts counts_;
  std::optional<base::Error> failure_;
};

}  // namespace

base::Result<std::vector<NewAccount>> read_accounts(std::istream& input,
                                                    const std::string& currency) {
  std::optional<base::Result<CsvHeader>> header;
  std::vector<NewAccount> rows;
  std::vector<BadRow> bad;
  TRY(spreadsheet::read_csv(input, {}, [&](const spreadsheet::CsvRecord& record) {
    if (!header) {
      header = CsvHeader::read(record);
      return header->has_value();
    }
    std::optional<NewAccount> row = (*header)->read_row(record, currency, bad);
    if (row) rows.push_back(*std::move(row));
    return bad.empty();
  }));
  if (!header) return base::fail(base::ErrorKind::malformed, "accounts.empty_file");
  TRY(*std::move(header));
  if (!bad.empty())
    return base::fail(base::ErrorKind::malformed, bad[0].code, std::move(bad[0].values));
  return rows;
}

base::Result<ImportCounts> import_csv(database::Database& database,
                                      const clock_source::Clock& clock, crypto::Random& random,
                                      std::istream& input, const ImportOptions& options) {
  Import import(database, clock, random, options);
  const auto read = spreadsheet::read_csv(
      input, {.bytes = std::size_t{4} << 30},
      [&](const spreadsheet::CsvRecord& record) { return import.take(record); });
  return import.finish(read);
}

}  // namespace accounts
