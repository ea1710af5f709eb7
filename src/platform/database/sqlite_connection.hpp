#pragma once
// One connection to the SQLite file and its kept statements. Used by one thread at a time. Every
// statement is reset when its use ends, since one that is not holds its snapshot. Result codes are
// SQLite's extended ones (https://www.sqlite.org/rescode.html).

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/database/database.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace database::sqlite {

enum class Access {
  writer,  // the one connection that writes and checkpoints
  reader,  // beside the writer of this process
  beside,  // beside another process that may write
  copy,    // of a backup: no WAL
};

/// Commands around queries, kept as statements as well.
enum class Control { begin_write, begin_read, commit, rollback, savepoint, release, rollback_to };

/// A prepared statement with what reading needs to know about its columns.
struct Prepared {
  enum class Declared { unknown, integer, boolean, text };
  sqlite3_stmt* handle = nullptr;
  std::vector<std::string> names;
  std::vector<Declared> declared;
  bool in_use = false;

  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared();
};

class Connection {
 public:
  /// Throws OpenError "database.unavailable" when the file cannot be opened or is damaged.
  Connection(const std::filesystem::path& file, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs a text of any number of statements; throws like `raise`.
  void run(const char* statements);
  /// The first column of the first row as text; "" when there is none.
  std::string ask(const char* statement);
  /// The result code: SQLITE_OK or what went wrong.
  int control(Control what) noexcept;
  bool in_transaction() const noexcept;
  /// Leaves the log as it is when this connection closes.
  void keep_log_on_close() noexcept;

  /// The kept statement of a query, prepared when it is new to this connection.
  std::unique_ptr<Prepared> prepare(const Query& query);
  Prepared& kept(const Query& query);

  sqlite3* handle() const { return handle_; }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  sqlite3* handle_ = nullptr;
  std::vector<std::unique_ptr<Prepared>> controls_;
  std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>> kept_;
};

/// Throws what a result code means: Unavailable when the world is short of something,
/// std::runtime_error when the file is damaged, std::logic_error when a statement of ours is wrong.
[[noreturn]] void raise(sqlite3* handle, int code, std::string_view during);

/// Binds, steps, hands out rows, and resets at its end.
class Use {
 public:
  Use(Connection& connection, const Query& query, Parameters parameters);
  ~Use();
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  /// SQLITE_ROW, SQLITE_DONE or an error's extended code.
  int step() noexcept;
  const Prepared& prepared() const { return *prepared_; }

 private:
  void bind(const Query& query, Parameters parameters);
  std::unique_ptr<Prepared> own_;  // while the kept one is in use further out
  Prepared* prepared_;
};

/// Runs a query and calls `use` for each row until it returns false. Returns SQLITE_OK, or the code
/// of a violated constraint; throws `raise` otherwise.
int each_row(Connection& connection, const Query& query, Parameters parameters,
             const std::function<bool(const Row&)>& use);

}  // namespace database::sqlite
