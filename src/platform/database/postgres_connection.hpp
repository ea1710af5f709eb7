#pragma once
// One connection to PostgreSQL by libpq and its kept statements. Used by one thread at a time.
// Parameters and results are checked against the types that the server says: BIGINT (and smaller)
// for integers, BOOLEAN, TEXT. Errors are known by SQLSTATE and constraint name; the server's
// sentences may hold values and are not repeated
// (https://www.postgresql.org/docs/15/errcodes-appendix.html).

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/database/database.hpp"

namespace database::postgres {

/// 40001 or 40P01: run the transaction again.
struct SerializationFailure : Unavailable {
  using Unavailable::Unavailable;
};
/// 55P03: somebody held a row or a table for longer than lock_timeout.
struct LockTimeout : Unavailable {
  using Unavailable::Unavailable;
};

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

class Connection {
 public:
  /// Throws Unavailable when the server cannot be reached or turns us away.
  explicit Connection(const std::string& url);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool usable() const { return PQstatus(handle_) == CONNECTION_OK; }
  bool in_transaction() const { return PQtransactionStatus(handle_) != PQTRANS_IDLE; }

  /// A text of any number of statements without parameters; throws like `raise`.
  Result run(const char* statements);
  /// The first column of the first row as text; "" when there is none or it is NULL.
  std::string ask(const char* statement);
  /// The same, but gives up after `patience`: nothing when no answer came.
  std::optional<std::string> ask_within(const char* statement, std::chrono::milliseconds patience);
  /// Runs COMMIT and gives its result as it is, whatever happened.
  Result commit();
  /// The result of a kept statement, or the constraint that it violated; throws like `raise`.
  std::expected<Result, Violation> run(const Query& query, Parameters parameters);

  /// A prepared statement with the types of its parameters.
  struct Kept {
    std::string name;
    std::vector<Oid> types;
  };
  Kept prepare(const Query& query);

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  const Kept& kept(const Query& query);

  PGconn* handle_;
  int prepared_ = 0;
  std::unordered_map<std::string, Kept, TextHash, std::equal_to<>> kept_;
};

/// What a failed result means: SerializationFailure, LockTimeout, Unavailable (no connection, no
/// resources, shutdown, timeout) or std::logic_error (a statement of ours is wrong). `result` may
/// be null.
[[noreturn]] void raise(const PGresult* result, std::string_view during);

std::string state_of(const PGresult* result);

/// Hands out the rows of `result` until `use` returns false.
void each_row(const PGresult* result, const std::function<bool(const Row&)>& use);

}  // namespace database::postgres
