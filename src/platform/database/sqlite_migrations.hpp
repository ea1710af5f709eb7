#pragma once
// Work on the whole SQLite file: migrations and copies.

#include <span>

#include "platform/database/migrations.hpp"
#include "platform/database/sqlite_connection.hpp"

namespace database::sqlite {

std::vector<AppliedMigration> applied_migrations(Connection& connection);

/// Applies those of `known` that the file has not, each in a transaction; returns their names.
/// Foreign keys are checked at the end of each one instead of at each statement, so that a table
/// can be made anew (https://www.sqlite.org/lang_altertable.html, section 7).
std::vector<std::string> apply_migrations(Connection& connection,
                                          const std::vector<Migration>& known);

/// Copies the file behind `source` into the new file `target`, mode 0600, changes the copy as
/// `amend` says, checks it and only then gives it its name. Throws std::runtime_error when `target`
/// exists.
void copy_checked(Connection& source, const std::filesystem::path& target,
                  const Database::Amend& amend);

}  // namespace database::sqlite
