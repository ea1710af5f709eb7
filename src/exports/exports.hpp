#pragma once
// Tables that leave the portal as CSV and XLSX. The rooms below say what the rows of a table are
// (`Table`); this one answers with the file at once where it is small, and makes a job of it where
// it is not. A job's file lies in the database, so that every copy of the program can serve it, and
// is kept for a day. An export belongs to the person, or the key, that asked for it; to everybody
// else it is not there.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.hpp"
#include "platform/clock/clock.hpp"
#include "platform/config/config.hpp"
#include "platform/http/http.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/spreadsheet/spreadsheet.hpp"

namespace exports {

struct Settings {
  int rows_at_once = 10'000;
  std::string zone = "Asia/Ho_Chi_Minh";  // of the day in a file's name
};
/// Declares and reads `export.…`; the caller fills in what belongs to the whole program.
Settings read_settings(config::Reader& reader);

/// What somebody asked of a table. A job asks it again, for the same reader with the same words,
/// but may do so hours later.
struct Question {
  /// Of it only the query, as it was asked, without `limit` and `cursor`.
  const http::Request& request;
  /// Of a job: whose side, person and partner it is; without roles, name and address.
  const identity::Actor& reader;
  i18n::Language language;
  base::Instant asked_at;  // what "this month" means
  base::Instant now;       // by which the state of a row is judged
};

struct Target {
  spreadsheet::Format format;
  std::filesystem::path file;  // does not exist yet
};

/// Told from time to time how many rows are written. False: nobody wants them any longer, stop.
using Progress = std::function<bool(std::int64_t rows)>;

/// What a room contributes.
struct Table {
  /// Letters, digits and "_"; stored with each export, so it never changes. It names the file too:
  /// "credit_top_ups" is "credit-top-ups-2026-09-22.csv".
  std::string name;
  /// How many rows the answer has, exactly.
  std::function<base::Result<std::int64_t>(const Question&)> count;
  /// Writes them and returns how many. Memory does not grow with the rows, and no snapshot is held
  /// from the first to the last one.
  std::function<base::Result<std::int64_t>(const Question&, const Target&, const Progress&)> write;
};

namespace store {
struct Export;
enum class ExportState;
}  // namespace store

class Exports {
 public:
  /// Temporary files are made in `directory`, which becomes readable by its owner alone. The
  /// settings may change while this lives.
  Exports(database::Database& database, std::vector<Table> tables, const Settings& settings,
          const clock_source::Clock& clock, crypto::Random& random,
          std::filesystem::path directory);

  using Answer = base::Result<http::Response>;
  /// The file of the table with this name, which must be there; over Settings::rows_at_once rows
  /// 202 and the export. 429 `exports.too_many` when five of this person's are not finished; else
  /// what Table::count answers.
  Answer answer(std::string_view table, spreadsheet::Format format, const http::Request& request,
                const identity::Actor& actor) const;
  /// GET /exports/{id} and GET /exports/{id}/file: 409 `exports.not_ready` before it is done.
  Answer state(const http::Request& request, const identity::Actor& actor) const;
  Answer file(const http::Request& request, const identity::Actor& actor) const;

  /// One kind for each table, so that a copy of the program that does not know a table leaves its
  /// jobs to one that does.
  std::vector<jobs::Kind> jobs() const;
  jobs::Recurring purge() const;

 private:
  const Table* find(std::string_view name) const;
  Answer queue(const store::Export& exported, const base::JobId& job) const;
  void run(const base::ExportId& id, base::Instant now) const;
  /// Of one run of the job; what it writes counts only while no later run took over.
  void write_out(const store::Export& mine, base::Instant now) const;
  bool tell(const store::Export& mine, store::ExportState state, std::int64_t rows) const;
  bool store_file(const store::Export& mine, const std::filesystem::path& path) const;
  std::filesystem::path temporary(spreadsheet::Format format) const;
  std::string file_name(std::string name, spreadsheet::Format format, base::Instant at) const;

  database::Database& database_;
  std::vector<Table> tables_;
  const Settings& settings_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
  std::filesystem::path directory_;
};

}  // namespace exports
