#pragma once
// The name of a violated constraint, as PostgreSQL would say it. SQLite names a UNIQUE or PRIMARY
// KEY by its columns; the name comes from the unique index of exactly these columns, so two unique
// indexes of one table over the same columns cannot be told apart.

#include <string>

#include "platform/database/sqlite_connection.hpp"

namespace database::sqlite {

/// Right after a statement of `connection` gave `code`, an extended SQLITE_CONSTRAINT code.
std::string violated_constraint(Connection& connection, int code);

}  // namespace database::sqlite
