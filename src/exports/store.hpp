#pragma once
// Rows of `export` and the pieces of its file. Only this room includes it.

#include "base/id.hpp"
#include "exports/exports.hpp"
#include "platform/database/database.hpp"

namespace exports::store {

enum class ExportState { queued, running, done, failed };
std::string_view name_of(ExportState state);

struct Export {
  base::ExportId id;
  std::string table;                          // the name of the table that it is of
  std::string owner_id;                       // usr_… or key_…: whoever asked
  std::optional<base::PartnerId> partner_id;  // nothing: the whole channel
  i18n::Language language = i18n::Language::vi;
  spreadsheet::Format format = spreadsheet::Format::csv;
  std::string asked;  // the query of the request, JSON
  ExportState state = ExportState::queued;
  std::int64_t attempts = 0;
  std::int64_t rows_total = 0;
  std::int64_t rows_done = 0;
  base::Instant created_at;
};

void insert(database::Transaction& transaction, const Export& exported);
std::optional<Export> find_export(database::Snapshot& snapshot, const base::ExportId& id);
std::int64_t unfinished_exports(database::Snapshot& snapshot, const std::string& owner_id);

/// A run of the job takes over from earlier ones, whose pieces go. Nothing when it is done or gone.
std::optional<Export> start(database::Transaction& transaction, const base::ExportId& id);
/// Of the run with this number of attempts; false when a later run took over.
bool move_to(database::Transaction& transaction, const Export& run, ExportState state,
             std::int64_t rows_done);
bool finish(database::Transaction& transaction, const Export& run, std::int64_t rows);

void insert_chunk(database::Transaction& transaction, const base::ExportId& id,
                  std::int64_t sequence, std::string_view bytes);
/// The bytes of one piece; nothing behind the last.
std::optional<std::string> find_chunk(database::Snapshot& snapshot, const base::ExportId& id,
                                      std::int64_t sequence);
/// True when there may be more.
bool purge_exports(database::Transaction& transaction, base::Instant before, int most_chunks);

}  // namespace exports::store
