#include "platform/database/sqlite_transaction.hpp"

#include <sqlite3.h>

#include "platform/database/sqlite_constraint.hpp"

namespace database::sqlite {

void SqliteTransaction::each(const Query& query, Parameters parameters,
                             const std::function<bool(const Row&)>& use) {
  if (const auto violation = run(query, parameters, use))
    throw std::logic_error(std::string(query.name) + " violates " + violation->constraint);
}

std::expected<std::int64_t, Violation> SqliteTransaction::attempt(const Query& query,
                                                                  Parameters parameters) {
  const auto before = sqlite3_total_changes64(connection_.handle());
  if (auto violation = run(query, parameters, [](const Row&) { return true; }))
    return std::unexpected(*std::move(violation));
  const bool changed = sqlite3_total_changes64(connection_.handle()) != before;
  return changed ? sqlite3_changes64(connection_.handle()) : 0;
}

std::optional<Violation> SqliteTransaction::run(const Query& query, Parameters parameters,
                                                const std::function<bool(const Row&)>& use) {
  if (violated_) throw std::logic_error("a statement after a violated constraint");
  const int code = each_row(connection_, query, parameters, use);
  if (code == SQLITE_OK) return std::nullopt;
  violated_ = true;
  return Violation{violated_constraint(connection_, code)};
}

}  // namespace database::sqlite
