#pragma once
// Registrations as CSV and XLSX. What is small is written to a temporary file and sent at once;
// what is larger becomes a job, whose file lies in the database, so that every copy of the program
// can serve it, and is kept for a day. An export belongs to the person, or the key, that asked for
// it; to everybody else it is not there.

#include <filesystem>

#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "platform/jobs/jobs.hpp"
#include "registrations/registrations.hpp"

namespace registrations {

struct Asked;
namespace store {
struct Export;
enum class ExportState;
}  // namespace store

class Exports {
 public:
  /// Temporary files are made in `directory`, which becomes readable by its owner alone.
  Exports(database::Database& database, const Installation& installation,
          const clock_source::Clock& clock, crypto::Random& random,
          std::filesystem::path directory);

  using Answer = base::Result<http::Response>;
  /// The file; over Settings::export_rows_at_once rows 202 and the export. 429
  /// `registrations.too_many_exports` when five of this person's are not finished.
  Answer answer(const Asked& asked, const http::Request& request,
                const identity::Actor& actor) const;
  /// GET /exports/{id} and GET /exports/{id}/file: 409 `registrations.export_not_ready` before it
  /// is done.
  Answer state(const http::Request& request, const identity::Actor& actor) const;
  Answer file(const http::Request& request, const identity::Actor& actor) const;

  jobs::Kind job() const;
  jobs::Recurring purge() const;

 private:
  Answer queue(const Asked& asked, const http::Request& request, const identity::Actor& actor,
               std::int64_t rows) const;
  void run(const base::ExportId& id, base::Instant now) const;
  /// Of one run of the job; what it writes counts only while no later run took over.
  void write_out(const store::Export& mine, base::Instant now) const;
  bool tell(const store::Export& mine, store::ExportState state, std::int64_t rows) const;
  bool store_file(const store::Export& mine, const std::filesystem::path& path) const;
  std::filesystem::path temporary(std::string_view ending) const;

  database::Database& database_;
  const Installation& installation_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
  std::filesystem::path directory_;
};

}  // namespace registrations
