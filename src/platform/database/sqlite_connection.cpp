#include "platform/database/sqlite_connection.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include "platform/database/body.hpp"

namespace database::sqlite {
namespace {

constexpr int busy_ms = 5000;

const char* text_of(Control what) {
  switch (what) {
    case Control::begin_write:
      return "BEGIN IMMEDIATE";
    case Control::begin_read:
      return "BEGIN DEFERRED";
    case Control::commit:
      return "COMMIT";
    case Control::rollback:
      return "ROLLBACK";
    case Control::savepoint:
      return "SAVEPOINT body";
    case Control::release:
      return "RELEASE body";
    case Control::rollback_to:
      return "ROLLBACK TO body";
  }
  return "";
}

int flags_of(Access access) {
  constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case Access::writer:
      return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::reader:
    case Access::copy:
      return common | SQLITE_OPEN_READWRITE;
    case Access::beside:
      return common | SQLITE_OPEN_READONLY;
  }
  return common;
}

Prepared::Declared declared_as(const char* type) {
  if (type == nullptr) return Prepared::Declared::unknown;
  const std::string_view name = type;
  if (name == "BIGINT" || name == "INTEGER") return Prepared::Declared::integer;
  if (name == "BOOLEAN") return Prepared::Declared::boolean;
  if (name == "TEXT") return Prepared::Declared::text;
  return Prepared::Declared::unknown;
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(const Prepared& prepared) : prepared_(prepared) {}

 protected:
  int column_count() const override { return static_cast<int>(prepared_.names.size()); }
  std::string_view column_name(int index) const override { return prepared_.names[at(index)]; }
  std::optional<std::string_view> text_at(int index) const override {
    if (!holds(index, SQLITE_TEXT)) return std::nullopt;
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(prepared_.handle, index));
    if (bytes == nullptr) throw std::bad_alloc();
    return std::string_view(
        bytes, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.handle, index)));
  }
  std::optional<std::int64_t> integer_at(int index) const override {
    if (!holds(index, SQLITE_INTEGER)) return std::nullopt;
    if (prepared_.declared[at(index)] == Prepared::Declared::boolean) refuse(index);
    return sqlite3_column_int64(prepared_.handle, index);
  }
  std::optional<bool> boolean_at(int index) const override {
    if (!holds(index, SQLITE_INTEGER)) return std::nullopt;
    const std::int64_t value = sqlite3_column_int64(prepared_.handle, index);
    if (prepared_.declared[at(index)] == Prepared::Declared::integer || value < 0 || value > 1)
      refuse(index);
    return value == 1;
  }

 private:
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }
  bool holds(int index, int type) const {
    const int held = sqlite3_column_type(prepared_.handle, index);
    if (held != type && held != SQLITE_NULL) refuse(index);
    return held == type;
  }
  [[noreturn]] void refuse(int index) const {
    throw std::logic_error("column " + prepared_.names[at(index)] + " is of another type");
  }
  const Prepared& prepared_;
};

std::string complaint(sqlite3* handle, const std::filesystem::path& file, const char* cause) {
  switch (sqlite3_errcode(handle) & 0xff) {
    case SQLITE_NOTADB:
      return fmt::format("{} is no SQLite database; restore a backup, or move it away",
                         file.string());
    case SQLITE_CORRUPT:
      return fmt::format("{} is damaged; restore a backup ({})", file.string(), cause);
    default:
      return fmt::format("{}: {}", file.string(), cause);
  }
}

}  // namespace

void raise(sqlite3* handle, int code, std::string_view during) {
  const std::string what = fmt::format("{}: SQLite {} ({})", during, sqlite3_errstr(code), code);
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:
      throw Unavailable(what);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw std::runtime_error(what);
    default:
      throw std::logic_error(fmt::format("{}: {}", what, sqlite3_errmsg(handle)));
  }
}

Prepared::~Prepared() {
  sqlite3_finalize(handle);
}

Connection::Connection(const std::filesystem::path& file, Access access) {
  // Its statistics of memory would take one mutex of the process for each allocation.
  [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  const int code = sqlite3_open_v2(file.c_str(), &handle_, flags_of(access), nullptr);
  try {
    if (code != SQLITE_OK) raise(handle_, code, "open");
    sqlite3_busy_timeout(handle_, busy_ms);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (access == Access::writer) {
      if (ask("PRAGMA journal_mode = WAL") != "wal")
        throw Unavailable("no WAL on this file system");
      run("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
    } else {
      keep_log_on_close();
    }
    // The writer checkpoints by itself, after it has answered.
    run("PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192");
    if (access == Access::reader || access == Access::beside) run("PRAGMA query_only = ON");
    ask("SELECT count(*) FROM sqlite_schema");
  } catch (const std::exception& error) {
    const std::string what = complaint(handle_, file, error.what());
    sqlite3_close(handle_);
    throw OpenError("database.unavailable", what);
  }
}

Connection::~Connection() {
  kept_.clear();
  controls_.clear();
  sqlite3_close(handle_);
}

void Connection::run(const char* statements) {
  const int code = sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) raise(handle_, code, "run");
}

std::string Connection::ask(const char* statement) {
  Prepared prepared;
  int code = sqlite3_prepare_v2(handle_, statement, -1, &prepared.handle, nullptr);
  if (code != SQLITE_OK) raise(handle_, code, "ask");
  code = sqlite3_step(prepared.handle);
  if (code == SQLITE_DONE) return {};
  if (code != SQLITE_ROW) raise(handle_, code, "ask");
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared.handle, 0));
  return text == nullptr ? std::string() : std::string(text);
}

int Connection::control(Control what) noexcept {
  const auto index = static_cast<std::size_t>(what);
  try {
    if (controls_.size() <= index) controls_.resize(index + 1);
    if (!controls_[index]) {
      auto prepared = std::make_unique<Prepared>();
      const int code = sqlite3_prepare_v3(handle_, text_of(what), -1, SQLITE_PREPARE_PERSISTENT,
                                          &prepared->handle, nullptr);
      if (code != SQLITE_OK) return code;
      controls_[index] = std::move(prepared);
    }
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
  const int code = sqlite3_step(controls_[index]->handle);
  sqlite3_reset(controls_[index]->handle);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

bool Connection::in_transaction() const noexcept {
  return sqlite3_get_autocommit(handle_) == 0;
}

void Connection::keep_log_on_close() noexcept {
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

std::unique_ptr<Prepared> Connection::prepare(const Query& query) {
  auto prepared = std::make_unique<Prepared>();
  const int code =
      sqlite3_prepare_v3(handle_, query.sqlite.data(), static_cast<int>(query.sqlite.size()),
                         SQLITE_PREPARE_PERSISTENT, &prepared->handle, nullptr);
  if (code != SQLITE_OK) raise(handle_, code, query.name);
  const int columns = sqlite3_column_count(prepared->handle);
  for (int index = 0; index < columns; ++index) {
    prepared->names.emplace_back(sqlite3_column_name(prepared->handle, index));
    prepared->declared.push_back(declared_as(sqlite3_column_decltype(prepared->handle, index)));
  }
  const auto parameters = static_cast<std::size_t>(sqlite3_bind_parameter_count(prepared->handle));
  ENSURE(parameters == query.parameters.size());
  return prepared;
}

Prepared& Connection::kept(const Query& query) {
  auto found = kept_.find(query.sqlite);
  if (found == kept_.end()) {
    found = kept_.emplace(std::string(query.sqlite), prepare(query)).first;
    note_run(query.name);
  }
  return *found->second;
}

Use::Use(Connection& connection, const Query& query, Parameters parameters)
    : prepared_(&connection.kept(query)) {
  if (prepared_->in_use) {
    own_ = connection.prepare(query);
    prepared_ = own_.get();
  }
  bind(query, parameters);
  prepared_->in_use = true;
}

Use::~Use() {
  sqlite3_reset(prepared_->handle);
  sqlite3_clear_bindings(prepared_->handle);
  prepared_->in_use = false;
}

void Use::bind(const Query& query, Parameters parameters) {
  const Arranged arranged = arrange(query, parameters);
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    const int place = static_cast<int>(index) + 1;
    const Value::Held& value = *arranged[index];
    int code = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&value))
      code = sqlite3_bind_int64(prepared_->handle, place, *integer);
    else if (const auto* truth = std::get_if<bool>(&value))
      code = sqlite3_bind_int(prepared_->handle, place, *truth ? 1 : 0);
    else if (const auto* text = std::get_if<std::string_view>(&value))
      code =
          sqlite3_bind_text64(prepared_->handle, place, text->data() == nullptr ? "" : text->data(),
                              text->size(), SQLITE_STATIC, SQLITE_UTF8);
    else
      code = sqlite3_bind_null(prepared_->handle, place);
    if (code != SQLITE_OK) raise(sqlite3_db_handle(prepared_->handle), code, query.name);
  }
}

int Use::step() noexcept {
  return sqlite3_step(prepared_->handle);
}

int each_row(Connection& connection, const Query& query, Parameters parameters,
             const std::function<bool(const Row&)>& use) {
  Use statement(connection, query, parameters);
  const SqliteRow row(statement.prepared());
  for (;;) {
    const int code = statement.step();
    if (code == SQLITE_DONE) return SQLITE_OK;
    if (code != SQLITE_ROW) {
      if ((code & 0xff) == SQLITE_CONSTRAINT) return code;
      raise(connection.handle(), code, query.name);
    }
    if (!use(row)) return SQLITE_OK;
  }
}

}  // namespace database::sqlite
