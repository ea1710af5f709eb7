#pragma once
// One record of the directory's CSV file as an account. Only this room includes it.

#include <string>
#include <vector>

#include "accounts/import.hpp"
#include "platform/spreadsheet/spreadsheet.hpp"

namespace accounts {

/// Which column is which field, from the header line.
class CsvHeader {
 public:
  static base::Result<CsvHeader> read(const spreadsheet::CsvRecord& record);

  /// Nothing when a cell is wrong; each one is then in `bad`.
  std::optional<NewAccount> read_row(const spreadsheet::CsvRecord& record,
                                     const std::string& currency, std::vector<BadRow>& bad) const;

 private:
  std::vector<std::string> columns_;
};

}  // namespace accounts
