#include "registrations/exports.hpp"

#include <boost/json.hpp>
#include <fstream>

#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"
#include "registrations/export_store.hpp"
#include "registrations/export_table.hpp"

namespace registrations {
namespace {

using store::Export;
using store::ExportState;

constexpr std::string_view job_name = "export_registrations";
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

std::string file_name(spreadsheet::Format format, base::Instant at, std::string_view zone) {
  return "registrations-" + base::to_iso_day(base::day_in_zone(at, zone)) +
         std::string(spreadsheet::file_ending(format));
}

http::Response download(Temporary& file, spreadsheet::Format format, const std::string& name) {
  http::Response response =
      http::download(std::string(spreadsheet::content_type(format)), name, {});
  response.temporary_file = file.hand_on();
  return response;
}

/// What the list was asked, to be asked again by the job.
std::string stored_query(const http::Request& request) {
  boost::json::array pairs;
  for (const auto& [name, value] : request.query) {
    if (name != "limit" && name != "cursor") pairs.push_back(boost::json::array{name, value});
  }
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
  std::string out = fmt::format(
      R"({{"id":"{}","state":"{}","format":"{}","rows_total":{},"rows_done":{},"created_at":)",
      exported.id.text(), store::name_of(exported.state),
      exported.format == spreadsheet::Format::xlsx ? "xlsx" : "csv", exported.rows_total,
      exported.rows_done);
  append_moment(out, exported.created_at);
  return out + "}";
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

Exports::Exports(database::Database& database, const Installation& installation,
                 const clock_source::Clock& clock, crypto::Random& random,
                 std::filesystem::path directory)
    : database_(database),
      installation_(installation),
      clock_(clock),
      random_(random),
      directory_(std::move(directory)) {
  std::filesystem::create_directories(directory_);
  std::filesystem::permissions(directory_, std::filesystem::perms::owner_all);
}

Exports::Answer Exports::answer(const Asked& asked, const http::Request& request,
                                const identity::Actor& actor) const {
  const std::int64_t at_once = installation_.settings.export_rows_at_once;
  const std::int64_t rows = database_.read([&](database::Snapshot& snapshot) {
    return plan(snapshot, actor.scope(), asked.filter, asked.order, Counting::to_the_end)
        .total.registrations;
  });
  if (rows > at_once) return queue(asked, request, actor, rows);
  const View view{actor, installation_, actor.language, clock_.now()};
  Temporary file(temporary(spreadsheet::file_ending(*asked.format)));
  write_table(database_, asked, view, file.path(), [](std::int64_t) { return true; });
  return download(file, *asked.format,
                  file_name(*asked.format, view.now, installation_.settings.zone));
}

Exports::Answer Exports::queue(const Asked& asked, const http::Request& request,
                               const identity::Actor& actor, std::int64_t rows) const {
  crypto::Fresh fresh(clock_.now(), random_);
  const Export exported{.id = fresh.id<base::ExportId>(),
                        .owner_id = actor.id,
                        .partner_id = actor.scope().partner(),
                        .language = actor.language,
                        .format = *asked.format,
                        .asked = stored_query(request),
                        .rows_total = rows,
                        .created_at = fresh.now()};
  const auto job = fresh.id<base::JobId>();
  return database_.write([&](database::Transaction& transaction) -> Answer {
    if (store::unfinished_exports(transaction, actor.id) >= unfinished_at_once)
      return base::fail(base::ErrorKind::too_many, "registrations.too_many_exports",
                        {{"retry_after_seconds", "60"}});
    store::insert(transaction, exported);
    jobs::enqueue(transaction, job, job_name, exported.id.text(), exported.created_at);
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
    return base::fail(base::ErrorKind::conflict, "registrations.export_not_ready");
  Temporary file(temporary(spreadsheet::file_ending(exported.format)));
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
                  file_name(exported.format, exported.created_at, installation_.settings.zone));
}

jobs::Kind Exports::job() const {
  return {.name = std::string(job_name),
          .run = [this](const std::string& payload,
                        base::Instant now) { run(base::ExportId::stored(payload), now); },
          .attempts = attempts};
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
  const identity::Actor reader = reader_of(mine);
  const auto asked = read_asked(request_of(mine.asked), reader, installation_.key);
  if (!asked)
    throw std::runtime_error("an export asks for what is no filter: " + asked.error().code);
  const View view{reader, installation_, mine.language, now};
  const Temporary file(temporary(spreadsheet::file_ending(mine.format)));
  const auto rows = write_table(database_, *asked, view, file.path(), [&](std::int64_t done) {
    return tell(mine, ExportState::running, done);
  });
  if (rows && store_file(mine, file.path())) {
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

std::filesystem::path Exports::temporary(std::string_view ending) const {
  return directory_ / (random_.token() + std::string(ending));
}

}  // namespace registrations
