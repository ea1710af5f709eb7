#pragma once
// One database, two engines: SQLite embedded by default, PostgreSQL by URL. Shared SQL files, typed
// binding and reading, and two ways in:
//
//   database.read(body)    one snapshot from begin to end, on a pool of readers
//   database.write(body)   one transaction: commits when the body returns a value, rolls back when
//                          it returns an Error, and answers only after the commit is durable
//
// The body of a write does no other I/O and may run twice (group commit on SQLite, serialization
// failures on PostgreSQL): draw ids and the time before it. Calling read or write inside a body
// throws std::logic_error. On SQLite one thread owns the writer connection and takes all waiting
// bodies into one transaction, a savepoint each, with synchronous=FULL; on PostgreSQL each write is
// SERIALIZABLE with bounded retry of 40001 and 40P01. An exception from a body rolls it back and
// comes out of write(). Bound values never reach a log.

#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "platform/database/query.hpp"

namespace database {

/// A value to bind: nothing, an integer, a truth value or text. Instants bind as microseconds,
/// typed ids and addresses (anything with `.text()`) as their text, optionals as NULL when empty.
class Value {
 public:
  using Held = std::variant<std::monostate, std::int64_t, bool, std::string_view>;

  Value(std::nullopt_t) {}
  template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
  Value(T value) : held_(static_cast<std::int64_t>(value)) {}
  template <class T>
    requires std::is_same_v<T, bool>
  Value(T value) : held_(value) {}
  Value(std::string_view value) : held_(value) {}
  Value(const std::string& value) : held_(std::string_view(value)) {}
  Value(const char* value) : held_(std::string_view(value)) {}
  Value(base::Instant at) : held_(base::microseconds(at)) {}
  template <class T>
    requires requires(const T& value) {
      { value.text() } -> std::convertible_to<const std::string&>;
    }
  Value(const T& value) : held_(std::string_view(value.text())) {}
  template <class T>
  Value(const std::optional<T>& value) {
    if (value) held_ = Value(*value).held();
  }
  const Held& held() const { return held_; }

 private:
  Held held_;  // text is borrowed: it must outlive the call that binds it
};

/// `{"partner_id", id}`; the names must be exactly those of the query, in any order (ENSUREd).
struct Parameter {
  std::string_view name;
  Value value;
};
/// Braces at the call, or a vector where a query is chosen at run time. A view, for arguments
/// alone.
class Parameters {
 public:
  Parameters() = default;
  Parameters(std::initializer_list<Parameter> list)
      : first_(std::data(list)), count_(list.size()) {}
  Parameters(const std::vector<Parameter>& list) : first_(list.data()), count_(list.size()) {}
  const Parameter* begin() const { return first_; }
  const Parameter* end() const { return first_ + count_; }
  std::size_t size() const { return count_; }

 private:
  const Parameter* first_ = nullptr;
  std::size_t count_ = 0;
};

/// The current row of a running query. Columns are read by name; reading them in the order of the
/// SELECT costs no search. On PostgreSQL BIGINT and smaller integers are integers, NUMERIC is not.
/// A column of another type, or NULL where no optional is asked, is a bug of ours and throws
/// std::logic_error. Views die with the row.
class Row {
 public:
  virtual ~Row() = default;
  std::string_view text(std::string_view column) const;
  std::optional<std::string> optional_text(std::string_view column) const;
  std::int64_t integer(std::string_view column) const;
  std::optional<std::int64_t> optional_integer(std::string_view column) const;
  bool boolean(std::string_view column) const;
  base::Instant instant(std::string_view column) const;
  std::optional<base::Instant> optional_instant(std::string_view column) const;
  /// Of a query that gives a single integer column.
  std::int64_t only_integer() const;

 protected:
  virtual int column_count() const = 0;
  virtual std::string_view column_name(int index) const = 0;
  // Nothing for NULL; throws for a value of another type.
  virtual std::optional<std::string_view> text_at(int index) const = 0;
  virtual std::optional<std::int64_t> integer_at(int index) const = 0;
  virtual std::optional<bool> boolean_at(int index) const = 0;

 private:
  int find(std::string_view column) const;
  mutable int next_ = 0;
};

/// Reading inside a snapshot or a transaction.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  /// Calls `use` for each row; stops early when it returns false. PostgreSQL's answer is fetched
  /// whole before the first row is used: page through large ones.
  virtual void each(const Query& query, Parameters parameters,
                    const std::function<bool(const Row&)>& use) = 0;

  template <class Map>
  auto all(const Query& query, Parameters parameters, Map&& map) {
    std::vector<std::invoke_result_t<Map&, const Row&>> rows;
    each(query, parameters, [&](const Row& row) {
      rows.push_back(map(row));
      return true;
    });
    return rows;
  }
  /// The first row, or nothing.
  template <class Map>
  auto first(const Query& query, Parameters parameters, Map&& map) {
    std::optional<std::invoke_result_t<Map&, const Row&>> found;
    each(query, parameters, [&](const Row& row) {
      found.emplace(map(row));
      return false;
    });
    return found;
  }
  bool exists(const Query& query, Parameters parameters);
  /// The single integer column of the single row; throws when there is none.
  std::int64_t count(const Query& query, Parameters parameters);
};

/// A constraint that a statement ran into, by PostgreSQL's name for it on both engines. SQLite
/// names a UNIQUE or PRIMARY KEY by its columns, so there the name comes from the schema: the
/// unique index of exactly these columns, the `CONSTRAINT name` of the table, else `<table>_pkey`
/// or
/// `<table>_<columns>_key`. A CHECK has its name, NOT NULL is `<table>_<column>_not_null`, a
/// foreign key is `foreign_key` (SQLite knows no more), and a trigger says its own
/// (migrations/README.md).
struct Violation {
  std::string constraint;
};

class Transaction : public Snapshot {
 public:
  /// Rows changed. A violated constraint throws std::logic_error: use `attempt` where one is
  /// expected.
  std::int64_t execute(const Query& query, Parameters parameters);

  /// Rows changed, or the violated constraint; after a violation the body must return an Error,
  /// since PostgreSQL takes no further statement.
  virtual std::expected<std::int64_t, Violation> attempt(const Query& query,
                                                         Parameters parameters) = 0;
};

/// COMMIT reported an I/O error, or the connection broke while it ran: the outcome is not known.
/// The database takes no further write, `healthy()` is false, and the program must exit and
/// reconcile by idempotency key after it was started again.
struct CommitUnknown : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// No space, no connection, overload: nothing was stored, and the caller may try again later (503).
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  std::string url;                  // "postgresql://…"; empty: SQLite in `directory`
  std::filesystem::path directory;  // holds portal.db (mode 0600)
  int readers = 8;                 // reader connections, 1..64; on PostgreSQL the pool, writers too
  int group_limit = 64;            // bodies in one SQLite commit, 1..1024
  int retries = 10;                // of a serialization failure on PostgreSQL, 0..100
  std::size_t queue_limit = 4096;  // writes waiting; beyond it Unavailable
};

enum class Open {
  exclusive,  // the one writing process of an SQLite file; refuses when another one holds the lock
  read_only,  // beside a running server: `backup`, `ledger verify`, `config check`
};

/// Cannot be opened: locked by a running server (`code` "database.in_use"), a schema newer than the
/// program ("database.newer_schema"), a migration that was edited after it was applied
/// ("database.altered_migration"), not migrated and `read_only` ("database.not_migrated"), a
/// superuser role ("database.superuser"), a PostgreSQL database not in UTF-8 and LC_COLLATE C
/// ("database.collation"), damaged or unreachable ("database.unavailable").
struct OpenError : std::runtime_error {
  OpenError(std::string code_, const std::string& what)
      : std::runtime_error(what), code(std::move(code_)) {}
  std::string code;
};

enum class Engine { sqlite, postgres };

class Database {
 public:
  /// Opens; throws OpenError. Does not migrate.
  static std::unique_ptr<Database> open(const Options& options, Open mode = Open::exclusive);
  virtual ~Database() = default;

  virtual Engine engine() const = 0;

  /// Applies pending migrations in order, each in a transaction of its own; returns their names.
  virtual std::vector<std::string> migrate() = 0;
  /// Migrations that this program has and the database has not.
  virtual std::vector<std::string> pending_migrations() = 0;

  /// Body: `Result<T>(Transaction&)`.
  template <class Body>
  auto write(Body&& body) -> std::invoke_result_t<Body&, Transaction&> {
    std::optional<std::invoke_result_t<Body&, Transaction&>> result;
    run_write([&](Transaction& transaction) {
      result.emplace(body(transaction));
      return result->has_value();
    });
    return *std::move(result);
  }

  /// Body: `T(Snapshot&)`.
  template <class Body>
  auto read(Body&& body) -> std::invoke_result_t<Body&, Snapshot&> {
    using Returned = std::invoke_result_t<Body&, Snapshot&>;
    if constexpr (std::is_void_v<Returned>) {
      run_read([&](Snapshot& snapshot) { body(snapshot); });
    } else {
      std::optional<Returned> result;
      run_read([&](Snapshot& snapshot) { result.emplace(body(snapshot)); });
      return *std::move(result);
    }
  }

  /// A consistent copy while the server runs (SQLite's online backup), opened and checked
  /// (quick_check) before it returns. `amend` changes the copy alone, in one transaction, before
  /// it is checked. PostgreSQL: throws Unavailable, its own tools do it (pg_dump).
  using Amend = std::function<void(Transaction&)>;
  virtual void backup(const std::filesystem::path& target, const Amend& amend) = 0;
  /// The engine's whole-file check; empty when all is well, else its first complaint.
  virtual std::string deep_check() = 0;
  /// Answers a trivial query within about a second; false as well after CommitUnknown.
  virtual bool healthy() noexcept = 0;
  /// True after CommitUnknown: no write is taken any more, and only a restart can tell what
  /// happened.
  virtual bool stopped() const noexcept = 0;
  /// Names of the queries that ran since the process started; a test compares with all_queries().
  static std::vector<std::string_view> queries_run();

 protected:
  virtual void run_write(const std::function<bool(Transaction&)>& body) = 0;
  virtual void run_read(const std::function<void(Snapshot&)>& body) = 0;
};

}  // namespace database
