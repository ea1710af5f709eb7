#include "exports/exports.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>

#include "exports/store.hpp"
#include "platform/crypto/fresh.hpp"
#include "platform/http/resource.hpp"

namespace exports {
namespace {

using store::Export;
using store::ExportState;

constexpr std::string_view job_prefix = "export_";
constexpr int attempts = 5;
constexpr std::int64_t unfinished_at_once = 5;
constexpr std::chrono::hours kept{24};
constexpr std::size_t chunk_bytes = std::size_t{48} * 1024;
constexpr int chunks_a_write = 16;

/// Removes a file that was not handed on.
class Temporary {
 public:
  explicit Temporary(std::filesystem::path path) : path_(std::move(path)) {}
  ~Temporary() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path hand_on() { return std::exchange(path_, {}); }

 private:
  std::filesystem::path path_;
};

http::Response download(Temporary& file, spreadsheet::Format format, const std::string& name) {
  http::Response response =
      http::download(std::string(spreadsheet::content_type(format)), name, {});
  response.temporary_file = file.hand_on();
  return response;
}

http::Request without_page(const http::Request& request) {
  http::Request whole;
  std::ranges::copy_if(request.query, std::back_inserter(whole.query), [](const auto& parameter) {
    return parameter.first != "limit" && parameter.first != "cursor";
  });
  return whole;
}

/// To be asked again by the job.
std::string stored_query(const http::Request& request) {
  boost::json::array pairs;
  for (const auto& [name, value] : request.query) pairs.push_back(boost::json::array{name, value});
  return boost::json::serialize(pairs);
}

http::Request request_of(const std::string& query) {
  http::Request request;
  const boost::json::value pairs = boost::json::parse(query);
  for (const boost::json::value& pair : pairs.as_array()) {
    request.query.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
  }
  return request;
}

/// The reader whom the job stands in for.
identity::Actor reader_of(const Export& exported) {
  identity::Actor reader{
      .audience = exported.partner_id ? identity::Audience::partner : identity::Audience::provider,
      .user = {},
      .id = exported.owner_id,
      .name = {},
      .email = {},
      .roles = {},
      .partner = exported.partner_id,
      .partner_name = {},
      .suspended = false,
      .language = exported.language,
      .address = {},
      .session = {}};
  if (auto user = base::UserId::parse(exported.owner_id)) reader.user = *std::move(user);
  return reader;
}

std::string render(const Export& exported) {
  return fmt::format(
      R"({{"id":"{}","state":"{}","format":"{}","rows_total":{},"rows_done":{},"created_at":"{}"}})",
      exported.id.text(), store::name_of(exported.state), spreadsheet::name_of(exported.format),
      exported.rows_total, exported.rows_done, base::to_rfc3339(exported.created_at));
}

base::Result<Export> visible(database::Snapshot& snapshot, const http::Request& request,
                             const identity::Actor& actor) {
  const auto id = base::ExportId::parse(request.path_parameter("id"));
  auto found = id ? store::find_export(snapshot, *id) : std::nullopt;
  if (!found || found->owner_id != actor.id || found->partner_id != actor.scope().partner())
    return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(found);
}

}  // namespace

Exports::Exports(database::Database& database, std::vector<Table> tables, const Settings& settings,
                 const clock_source::Clock& clock, crypto::Random& random,
                 std::filesystem::path directory)
    : database_(database),
      tables_(std::move(tables)),
      settings_(settings),
      clock_(clock),
      random_(random),
      directory_(std::move(directory)) {
  std::filesystem::create_directories(directory_);
  std::filesystem::permissions(directory_, std::filesystem::perms::owner_all);
}

Exports::Answer Exports::answer(std::string_view name, spreadsheet::Format format,
                                const http::Request& request, const identity::Actor& actor) const {
  const Table* const asked = find(name);
  ENSURE(asked != nullptr);
  crypto::Fresh fresh(clock_.now(), random_);
  const http::Request whole = without_page(request);
  const Question question{whole, actor, actor.language, fresh.now(), fresh.now()};
  const std::int64_t rows = TRY(asked->count(question));
  if (rows > settings_.rows_at_once) {
    return queue({.id = fresh.id<base::ExportId>(),
                  .table = asked->name,
                  .owner_id = actor.id,
                  .partner_id = actor.scope().partner(),
                  .language = actor.language,
                  .format = format,
                  .asked = stored_query(whole),
                  .rows_total = rows,
                  .created_at = fresh.now()},
                 fresh.id<base::JobId>());
  }
  Temporary file(temporary(format));
  TRY(asked->write(question, {format, file.path()}, [](std::int64_t) { return true; }));
  return download(file, format, file_name(asked->name, format, fresh.now()));
}

Exports::Answer Exports::queue(const Export& exported, const base::JobId& job) const {
  return database_.write([&](database::Transaction& transaction) -> Answer {
    if (store::unfinished_exports(transaction, exported.owner_id) >= unfinished_at_once)
      return base::fail(base::ErrorKind::too_many, "exports.too_many",
                        {{"retry_after_seconds", "60"}});
    store::insert(transaction, exported);
    jobs::enqueue(transaction, job, std::string(job_prefix) + exported.table, exported.id.text(),
                  exported.created_at);
    return http::json(202, render(exported));
  });
}

Exports::Answer Exports::state(const http::Request& request, const identity::Actor& actor) const {
  return database_.read([&](database::Snapshot& snapshot) -> Answer {
    http::Response response = http::json(200, render(TRY(visible(snapshot, request, actor))));
    response.headers.emplace_back("ETag", http::etag_of(response.body));
    return response;
  });
}

Exports::Answer Exports::file(const http::Request& request, const identity::Actor& actor) const {
  const Export exported =
      TRY(database_.read([&](database::Snapshot& snapshot) -> base::Result<Export> {
        return visible(snapshot, request, actor);
      }));
  if (exported.state != ExportState::done)
    return base::fail(base::ErrorKind::conflict, "exports.not_ready");
  Temporary file(temporary(exported.format));
  std::ofstream out(file.path(), std::ios::binary);
  out.exceptions(std::ios::badbit | std::ios::failbit);
  database_.read([&](database::Snapshot& snapshot) {
    for (std::int64_t sequence = 0;; ++sequence) {
      const auto bytes = store::find_chunk(snapshot, exported.id, sequence);
      if (!bytes) return;
      out.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
    }
  });
  out.close();
  return download(file, exported.format,
                  file_name(exported.table, exported.format, exported.created_at));
}

std::vector<jobs::Kind> Exports::jobs() const {
  std::vector<jobs::Kind> kinds;
  for (const Table& table : tables_) {
    kinds.push_back(
        {.name = std::string(job_prefix) + table.name,
         .run = [this](const std::string& payload,
                       base::Instant now) { run(base::ExportId::stored(payload), now); },
         .attempts = attempts});
  }
  return kinds;
}

jobs::Recurring Exports::purge() const {
  return {
      .name = "purge_exports", .every = std::chrono::hours(1), .run = [this](base::Instant now) {
        return *database_.write([&](database::Transaction& transaction) -> base::Result<bool> {
          return store::purge_exports(transaction, now - kept, 64 * chunks_a_write);
        });
      }};
}

void Exports::run(const base::ExportId& id, base::Instant now) const {
  const auto mine = *database_.write(
      [&](database::Transaction& transaction) -> base::Result<std::optional<Export>> {
        return store::start(transaction, id);
      });
  if (!mine) return;
  try {
    write_out(*mine, now);
  } catch (const std::exception&) {
    if (mine->attempts >= attempts) tell(*mine, ExportState::failed, 0);
    throw;
  }
}

void Exports::write_out(const store::Export& mine, base::Instant now) const {
  const Table* const table = find(mine.table);
  if (table == nullptr) throw std::runtime_error("no room has a table " + mine.table);
  const identity::Actor reader = reader_of(mine);
  const http::Request request = request_of(mine.asked);
  const Temporary file(temporary(mine.format));
  bool still_mine = true;
  const auto rows = table->write({request, reader, mine.language, mine.created_at, now},
                                 {mine.format, file.path()}, [&](std::int64_t done) {
                                   still_mine = tell(mine, ExportState::running, done);
                                   return still_mine;
                                 });
  if (!rows)
    throw std::runtime_error("an export asks for what is not answered: " + rows.error().code);
  if (still_mine && store_file(mine, file.path())) {
    static_cast<void>(
        *database_.write([&](database::Transaction& transaction) -> base::Result<bool> {
          return store::finish(transaction, mine, *rows);
        }));
  }
}

bool Exports::tell(const store::Export& mine, store::ExportState state, std::int64_t rows) const {
  return *database_.write([&](database::Transaction& transaction) -> base::Result<bool> {
    return store::move_to(transaction, mine, state, rows);
  });
}

bool Exports::store_file(const store::Export& mine, const std::filesystem::path& path) const {
  std::ifstream in(path, std::ios::binary);
  in.exceptions(std::ios::badbit);
  for (std::int64_t sequence = 0; in;) {
    std::vector<std::string> pieces;
    while (pieces.size() < chunks_a_write && in) {
      std::string piece(chunk_bytes, '\0');
      in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      piece.resize(static_cast<std::size_t>(in.gcount()));
      if (!piece.empty()) pieces.push_back(std::move(piece));
    }
    const bool still_mine =
        *database_.write([&](database::Transaction& transaction) -> base::Result<bool> {
          if (!store::move_to(transaction, mine, ExportState::running, mine.rows_total))
            return false;
          for (std::size_t i = 0; i < pieces.size(); ++i) {
            store::insert_chunk(transaction, mine.id, sequence + static_cast<std::int64_t>(i),
                                pieces[i]);
          }
          return true;
        });
    if (!still_mine) return false;
    sequence += static_cast<std::int64_t>(pieces.size());
  }
  return true;
}

const Table* Exports::find(std::string_view name) const {
  const auto found = std::ranges::find(tables_, name, &Table::name);
  return found == tables_.end() ? nullptr : &*found;
}

std::filesystem::path Exports::temporary(spreadsheet::Format format) const {
  return directory_ / (random_.token() + std::string(spreadsheet::file_ending(format)));
}

std::string Exports::file_name(std::string name, spreadsheet::Format format,
                               base::Instant at) const {
  std::ranges::replace(name, '_', '-');
  return fmt::format("{}-{}{}", name, base::to_iso_day(base::day_in_zone(at, settings_.zone)),
                     spreadsheet::file_ending(format));
}

}  // namespace exports
