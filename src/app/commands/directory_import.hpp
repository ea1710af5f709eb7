#pragma once
// `directory import FILE.csv`: the local directory from a file, with progress on a terminal and the
// bad rows by line. See accounts/import.hpp for the file's form.

#include <filesystem>
#include <iosfwd>

#include "accounts/http.hpp"
#include "accounts/import.hpp"
#include "platform/i18n/i18n.hpp"

namespace app {

/// Rewritten in place where stderr is a terminal, else a line every 10,000 rows.
enum class Progress { in_place, by_line };

struct DirectoryImport {
  std::filesystem::path file;
  std::string currency;  // of the installation
  accounts::Truth truth = accounts::Truth::here;
  identity::Origin origin;  // who runs the command
  i18n::Language language = i18n::Language::en;
  Progress progress = Progress::by_line;
};

/// The summary goes to `out`; bad rows, progress and what went wrong to `error`. 0 when every row
/// was taken, else 1; the good rows are stored either way.
int directory_import(database::Database& database, const clock_source::Clock& clock,
                     crypto::Random& random, const i18n::Catalog& catalog,
                     const DirectoryImport& task, std::ostream& out, std::ostream& error);

}  // namespace app
