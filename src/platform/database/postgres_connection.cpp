#include "platform/database/postgres_connection.hpp"

#include <fmt/core.h>
#include <poll.h>

#include <charconv>

#include "platform/database/body.hpp"

namespace database::postgres {
namespace {

constexpr Oid boolean_type = 16;
constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid text_type = 25;
constexpr Oid name_type = 19;
constexpr Oid varchar_type = 1043;

bool is_integer(Oid type) {
  return type == int8_type || type == int4_type || type == int2_type;
}
bool is_text(Oid type) {
  return type == text_type || type == varchar_type || type == name_type;
}

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(const PGresult* result) : result_(result) {}
  void move_to(int row) { row_ = row; }

 protected:
  int column_count() const override { return PQnfields(result_); }
  std::string_view column_name(int index) const override { return PQfname(result_, index); }
  std::optional<std::string_view> text_at(int index) const override {
    if (is_null(index)) return std::nullopt;
    if (!is_text(PQftype(result_, index))) refuse(index);
    return value(index);
  }
  std::optional<std::int64_t> integer_at(int index) const override {
    if (is_null(index)) return std::nullopt;
    if (!is_integer(PQftype(result_, index))) refuse(index);
    std::int64_t number = 0;
    const std::string_view digits = value(index);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  std::optional<bool> boolean_at(int index) const override {
    if (is_null(index)) return std::nullopt;
    if (PQftype(result_, index) != boolean_type) refuse(index);
    return value(index) == "t";
  }

 private:
  bool is_null(int index) const { return PQgetisnull(result_, row_, index) == 1; }
  std::string_view value(int index) const {
    return {PQgetvalue(result_, row_, index),
            static_cast<std::size_t>(PQgetlength(result_, row_, index))};
  }
  [[noreturn]] void refuse(int index) const {
    throw std::logic_error(fmt::format("column {} is of another type", PQfname(result_, index)));
  }
  const PGresult* result_;
  int row_ = 0;
};

/// Parameters as PQexecPrepared wants them: text in binary, since it is not zero-terminated and
/// binary text is its bytes; the rest written out.
class Bound {
 public:
  Bound(const Query& query, Parameters parameters, const std::vector<Oid>& types)
      : arranged_(arrange(query, parameters)) {
    for (std::size_t index = 0; index < types.size(); ++index) {
      const Value::Held& value = *arranged_[index];
      const Oid type = types[index];
      if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        if (!is_integer(type)) refuse(query, index);
        *std::to_chars(digits_[index].begin(), digits_[index].end() - 1, *integer).ptr = '\0';
        set(index, digits_[index].data(), 0, 0);
      } else if (const auto* truth = std::get_if<bool>(&value)) {
        if (type != boolean_type) refuse(query, index);
        set(index, *truth ? "t" : "f", 0, 0);
      } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        if (!is_text(type)) refuse(query, index);
        set(index, text->data() == nullptr ? "" : text->data(), static_cast<int>(text->size()), 1);
      }
    }
  }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void set(std::size_t index, const char* value, int length, int format) {
    values_[index] = value;
    lengths_[index] = length;
    formats_[index] = format;
  }
  [[noreturn]] static void refuse(const Query& query, std::size_t index) {
    throw std::logic_error(
        fmt::format("{}: parameter {} is of another type", query.name, query.parameters[index]));
  }

  Arranged arranged_;
  std::array<const char*, 64> values_{};
  std::array<int, 64> lengths_{};
  std::array<int, 64> formats_{};
  std::array<std::array<char, 24>, 64> digits_;
};

std::string field(const PGresult* result, int code) {
  const char* const text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

/// A text of comments alone, such as a migration that has statements for SQLite only, is no
/// failure.
bool succeeded(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

std::string violated_constraint(const PGresult* result) {
  const std::string state = state_of(result);
  if (state == "23503") return "foreign_key";  // SQLite gives no name to it
  if (state == "23502")
    return field(result, PG_DIAG_TABLE_NAME) + "_" + field(result, PG_DIAG_COLUMN_NAME) +
           "_not_null";
  return field(result, PG_DIAG_CONSTRAINT_NAME);
}

void be_silent(void*, const char*) {}

}  // namespace

std::string state_of(const PGresult* result) {
  return field(result, PG_DIAG_SQLSTATE);
}

void raise(const PGresult* result, std::string_view during) {
  const std::string state = state_of(result);
  if (state.empty()) throw Unavailable(fmt::format("{}: no connection to PostgreSQL", during));
  const std::string what = fmt::format("{}: PostgreSQL {}", during, state);
  if (state == "40001" || state == "40P01") throw SerializationFailure(what);
  if (state == "55P03") throw LockTimeout(what);
  const std::string kind = state.substr(0, 2);
  if (kind == "08" || kind == "28" || kind == "53" || kind == "57" || kind == "58" ||
      state == "25006" || state == "25P03" || state == "3D000")
    throw Unavailable(what);
  if (kind == "XX") throw std::runtime_error(what);
  // The sentence of a syntax error or a missing column holds no bound value.
  throw std::logic_error(
      kind == "42" ? fmt::format("{}: {}", what, field(result, PG_DIAG_MESSAGE_PRIMARY)) : what);
}

void each_row(const PGresult* result, const std::function<bool(const Row&)>& use) {
  PostgresRow row(result);
  const int count = PQntuples(result);
  for (int index = 0; index < count; ++index) {
    row.move_to(index);
    if (!use(row)) return;
  }
}

Connection::Connection(const std::string& url) {
  const std::array<const char*, 9> names{"dbname",
                                         "client_encoding",
                                         "application_name",
                                         "connect_timeout",
                                         "tcp_user_timeout",
                                         "keepalives_idle",
                                         "keepalives_interval",
                                         "keepalives_count",
                                         nullptr};
  const std::array<const char*, 9> values{url.c_str(), "UTF8", "partner-portal", "5", "10000", "30",
                                          "10",        "3",    nullptr};
  handle_ = PQconnectdbParams(names.data(), values.data(), 1);
  if (!usable()) {
    const std::string why = handle_ == nullptr ? "no memory" : PQerrorMessage(handle_);
    PQfinish(handle_);
    throw Unavailable(why);
  }
  PQsetNoticeProcessor(handle_, be_silent, nullptr);
  try {
    run("SET statement_timeout = '30s'; SET lock_timeout = '10s';"
        "SET idle_in_transaction_session_timeout = '60s'; SET TimeZone = 'UTC';"
        // Answers are given after the commit is durable; a stricter setting of the server stays.
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'");
  } catch (...) {
    PQfinish(handle_);
    throw;
  }
}

Connection::~Connection() {
  PQfinish(handle_);
}

Result Connection::run(const char* statements) {
  Result result(PQexec(handle_, statements));
  if (!succeeded(result.get())) raise(result.get(), "run");
  return result;
}

std::string Connection::ask(const char* statement) {
  const Result result = run(statement);
  return PQntuples(result.get()) == 0 ? std::string() : PQgetvalue(result.get(), 0, 0);
}

std::optional<std::string> Connection::ask_within(const char* statement,
                                                  std::chrono::milliseconds patience) {
  if (PQsendQuery(handle_, statement) == 0) return std::nullopt;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (PQisBusy(handle_) != 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd waiting{PQsocket(handle_), POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
      return std::nullopt;
    if (PQconsumeInput(handle_) == 0) return std::nullopt;
  }
  std::optional<std::string> answer;
  while (const Result result{PQgetResult(handle_)})
    if (PQresultStatus(result.get()) == PGRES_TUPLES_OK && PQntuples(result.get()) > 0)
      answer = PQgetvalue(result.get(), 0, 0);
  return answer;
}

Result Connection::commit() {
  return Result(PQexec(handle_, "COMMIT"));
}

std::expected<Result, Violation> Connection::run(const Query& query, Parameters parameters) {
  const Kept& statement = kept(query);
  const Bound bound(query, parameters, statement.types);
  Result result(PQexecPrepared(handle_, statement.name.c_str(),
                               static_cast<int>(statement.types.size()), bound.values(),
                               bound.lengths(), bound.formats(), 0));
  if (succeeded(result.get())) return result;
  if (state_of(result.get()).starts_with("23"))
    return std::unexpected(Violation{violated_constraint(result.get())});
  raise(result.get(), query.name);
}

const Connection::Kept& Connection::kept(const Query& query) {
  auto found = kept_.find(query.postgres);
  if (found == kept_.end()) {
    found = kept_.emplace(std::string(query.postgres), prepare(query)).first;
    note_run(query.name);
  }
  return found->second;
}

Connection::Kept Connection::prepare(const Query& query) {
  Kept fresh{fmt::format("q{}", prepared_++), {}};
  const std::string text(query.postgres);
  const Result prepared(PQprepare(handle_, fresh.name.c_str(), text.c_str(), 0, nullptr));
  if (!succeeded(prepared.get())) raise(prepared.get(), query.name);
  const Result described(PQdescribePrepared(handle_, fresh.name.c_str()));
  if (!succeeded(described.get())) raise(described.get(), query.name);
  for (int index = 0; index < PQnparams(described.get()); ++index)
    fresh.types.push_back(PQparamtype(described.get(), index));
  ENSURE(fresh.types.size() == query.parameters.size());
  return fresh;
}

}  // namespace database::postgres
