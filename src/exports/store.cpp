#include "exports/store.hpp"

#include "embedded/exports_queries.hpp"

namespace exports::store {
namespace {

constexpr std::array<std::string_view, 4> state_names{"queued", "running", "done", "failed"};

ExportState state_of(std::string_view name) {
  const auto* const found = std::ranges::find(state_names, name);
  ENSURE(found != state_names.end());
  return static_cast<ExportState>(found - state_names.begin());
}

Export export_of(const database::Row& row) {
  Export exported{.id = base::ExportId::stored(std::string(row.text("id"))),
                  .table = std::string(row.text("table_name")),
                  .owner_id = std::string(row.text("owner_id")),
                  .partner_id = {},
                  .asked = {},
                  .created_at = {}};
  if (auto partner = row.optional_text("partner_id"))
    exported.partner_id = base::PartnerId::stored(*std::move(partner));
  exported.language = i18n::language_of(row.text("language"), i18n::Language::vi);
  exported.format = spreadsheet::format_named(row.text("format")).value();
  exported.asked = row.text("asked");
  exported.state = state_of(row.text("state"));
  exported.attempts = row.integer("attempts");
  exported.rows_total = row.integer("rows_total");
  exported.rows_done = row.integer("rows_done");
  exported.created_at = row.instant("created_at_us");
  return exported;
}

}  // namespace

std::string_view name_of(ExportState state) {
  return state_names[static_cast<std::size_t>(state)];
}

void insert(database::Transaction& transaction, const Export& exported) {
  transaction.execute(queries::insert_export, {{"id", exported.id},
                                               {"table", exported.table},
                                               {"owner_id", exported.owner_id},
                                               {"partner_id", exported.partner_id},
                                               {"language", i18n::code_of(exported.language)},
                                               {"format", spreadsheet::name_of(exported.format)},
                                               {"asked", exported.asked},
                                               {"rows_total", exported.rows_total},
                                               {"created_at_us", exported.created_at}});
}

std::optional<Export> find_export(database::Snapshot& snapshot, const base::ExportId& id) {
  return snapshot.first(queries::find_export, {{"id", id}}, export_of);
}

std::int64_t unfinished_exports(database::Snapshot& snapshot, const std::string& owner_id) {
  return snapshot.count(queries::count_unfinished_exports, {{"owner_id", owner_id}});
}

std::optional<Export> start(database::Transaction& transaction, const base::ExportId& id) {
  if (transaction.execute(queries::start_export, {{"id", id}}) == 0) return std::nullopt;
  transaction.execute(queries::delete_export_chunks, {{"export_id", id}});
  return find_export(transaction, id);
}

bool move_to(database::Transaction& transaction, const Export& run, ExportState state,
             std::int64_t rows_done) {
  return transaction.execute(queries::update_export, {{"id", run.id},
                                                      {"attempt", run.attempts},
                                                      {"state", name_of(state)},
                                                      {"rows_done", rows_done}}) == 1;
}

bool finish(database::Transaction& transaction, const Export& run, std::int64_t rows) {
  return transaction.execute(queries::finish_export,
                             {{"id", run.id}, {"attempt", run.attempts}, {"rows_done", rows}}) == 1;
}

void insert_chunk(database::Transaction& transaction, const base::ExportId& id,
                  std::int64_t sequence, std::string_view bytes) {
  const std::string content = crypto::base64url(bytes);
  transaction.execute(queries::insert_export_chunk,
                      {{"export_id", id}, {"sequence", sequence}, {"content", content}});
}

std::optional<std::string> find_chunk(database::Snapshot& snapshot, const base::ExportId& id,
                                      std::int64_t sequence) {
  return snapshot.first(
      queries::find_export_chunk, {{"export_id", id}, {"sequence", sequence}},
      [](const database::Row& row) { return crypto::from_base64url(row.text("content")).value(); });
}

bool purge_exports(database::Transaction& transaction, base::Instant before, int most_chunks) {
  const std::int64_t gone = transaction.execute(queries::delete_old_export_chunks,
                                                {{"before_us", before}, {"limit", most_chunks}});
  if (gone >= most_chunks) return true;
  transaction.execute(queries::delete_old_exports, {{"before_us", before}});
  return false;
}

}  // namespace exports::store
