#pragma once
// The directory from a CSV file. The header names the fields of the HTTP contract: email, name,
// kind, payment_type, credit_balance, services_in_use, provider_discount, in_poc and
// provider_customer are required; external_id, language, verified, credit_held and credit_advance
// are not. Amounts are whole numbers of the currency's minor unit; truth is yes/no, true/false, 1/0
// or có/không. Rows are stored in batches, a transaction each; a file imported again changes
// nothing, so an import that broke off is resumed by importing the file once more.

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

#include "accounts/accounts.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"

namespace accounts {

/// One row that was not taken, by the line of the file on which it begins.
struct BadRow {
  std::size_t line;
  std::string column;  // empty: the row as a whole
  std::string code;    // the sentence is errors.<code>
  base::Values values;
};

struct ImportCounts {
  std::int64_t rows = 0;  // read so far, bad ones too
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t bad = 0;
};

struct ImportOptions {
  std::string currency;
  identity::Origin origin;
  int batch = 500;
  std::function<void(const BadRow&)> on_bad_row = {};
  std::function<void(const ImportCounts&)> on_progress = {};  // after each batch
};

/// The rows of a whole file of this form, none stored. The first thing wrong is the Error.
base::Result<std::vector<NewAccount>> read_accounts(std::istream& input,
                                                    const std::string& currency);

/// Reads to the end of the file; bad rows are told of and left out. An Error means that the file as
/// a whole cannot be read: `csv.…`, `accounts.unknown_column`, `accounts.missing_column`,
/// `accounts.repeated_column`, `accounts.empty_file`; the batches before it stay.
base::Result<ImportCounts> import_csv(database::Database& database,
                                      const clock_source::Clock& clock, crypto::Random& random,
                                      std::istream& input, const ImportOptions& options);

}  // namespace accounts
