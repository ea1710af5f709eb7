#include "app/commands/directory_import.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <fstream>

namespace app {
namespace {

constexpr std::int64_t rows_between_lines = 10'000;

std::string sentence(const i18n::Catalog& catalog, i18n::Language language, const std::string& code,
                     const base::Values& values) {
  return catalog.text(language, "errors." + code, values);
}

void report(const accounts::BadRow& bad, const i18n::Catalog& catalog, const DirectoryImport& task,
            std::ostream& error) {
  fmt::print(error, "line {}{}{}: {} ({})\n", bad.line, bad.column.empty() ? "" : ", ", bad.column,
             sentence(catalog, task.language, bad.code, bad.values), bad.code);
}

}  // namespace

int directory_import(database::Database& database, const clock_source::Clock& clock,
                     crypto::Random& random, const i18n::Catalog& catalog,
                     const DirectoryImport& task, std::ostream& out, std::ostream& error) {
  if (task.truth == accounts::Truth::remote) {
    fmt::print(error, "{}\n", sentence(catalog, task.language, "accounts.directory_is_remote", {}));
    return 1;
  }
  std::ifstream input(task.file, std::ios::binary);
  if (!input || std::filesystem::is_directory(task.file)) {
    fmt::print(error, "cannot read {}\n", task.file.string());
    return 1;
  }
  accounts::ImportOptions options{.currency = task.currency, .origin = task.origin};
  const bool in_place = task.progress == Progress::in_place;
  std::int64_t told = 0;
  options.on_bad_row = [&](const accounts::BadRow& bad) {
    if (in_place) fmt::print(error, "\r\x1b[K");
    report(bad, catalog, task, error);
  };
  options.on_progress = [&](const accounts::ImportCounts& counts) {
    if (!in_place && counts.rows - told < rows_between_lines) return;
    told = counts.rows;
    fmt::print(error, "{}{} rows, {} bad{}", in_place ? "\r" : "", counts.rows, counts.bad,
               in_place ? "" : "\n");
    error.flush();
  };
  const auto counts = accounts::import_csv(database, clock, random, input, options);
  if (in_place) fmt::print(error, "\r\x1b[K");
  if (!counts) {
    const base::Error& failure = counts.error();
    fmt::print(error, "{}: {} ({})\n", task.file.string(),
               sentence(catalog, task.language, failure.code, failure.values), failure.code);
    return 1;
  }
  fmt::print(out, "{} rows: {} created, {} updated, {} unchanged, {} bad\n", counts->rows,
             counts->created, counts->updated, counts->unchanged, counts->bad);
  return counts->bad == 0 ? 0 : 1;
}

}  // namespace app
