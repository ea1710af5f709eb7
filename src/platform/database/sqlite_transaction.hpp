#pragma once
// What a body does to an SQLite file, inside a transaction that others began and will end.

#include "platform/database/sqlite_connection.hpp"

namespace database::sqlite {

class SqliteTransaction final : public Transaction {
 public:
  explicit SqliteTransaction(Connection& connection) : connection_(connection) {}

  void each(const Query& query, Parameters parameters,
            const std::function<bool(const Row&)>& use) override;
  std::expected<std::int64_t, Violation> attempt(const Query& query,
                                                 Parameters parameters) override;

  bool violated() const { return violated_; }

 private:
  std::optional<Violation> run(const Query& query, Parameters parameters,
                               const std::function<bool(const Row&)>& use);

  Connection& connection_;
  bool violated_ = false;
};

}  // namespace database::sqlite
