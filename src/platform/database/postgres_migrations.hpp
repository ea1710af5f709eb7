#pragma once
// What is asked of a PostgreSQL database once, and migrations.

#include "platform/database/migrations.hpp"
#include "platform/database/postgres_connection.hpp"

namespace database::postgres {

/// Throws OpenError when the role is a superuser ("database.superuser") or the database is not one
/// of UTF-8 that sorts by code point ("database.collation").
void check_fit(Connection& connection);

std::vector<AppliedMigration> applied_migrations(Connection& connection);

/// Applies those of `known` that the database has not, each in a transaction; returns their names.
/// Copies of the program that start together wait for each other (an advisory lock).
std::vector<std::string> apply_migrations(Connection& connection,
                                          const std::vector<Migration>& known);

}  // namespace database::postgres
