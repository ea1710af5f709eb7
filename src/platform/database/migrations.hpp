#pragma once
// The migrations that this program carries, and the order in which they are applied. A migration is
// the files migrations/NNNN_name.sql (both engines) and then NNNN_name.sqlite.sql or
// NNNN_name.postgres.sql of one number, applied together in one transaction. The table
// schema_migration says which were applied, with the checksum of their text.

#include <string>
#include <string_view>
#include <vector>

#include "platform/database/database.hpp"

namespace database {

struct Migration {
  std::int64_t version = 0;
  std::string name;  // "0001_platform"
  std::vector<std::string_view> texts;
  std::string checksum;  // SHA-256 of the texts
};

struct AppliedMigration {
  std::int64_t version = 0;
  std::string name;
  std::string checksum;
};

/// By number, ascending.
std::vector<Migration> known_migrations(Engine engine);

/// Those of `known` that are not among `applied`. Throws OpenError "database.newer_schema" when a
/// number was applied that `known` has not, "database.altered_migration" when a text has changed
/// since it was applied.
std::vector<Migration> pending_of(const std::vector<Migration>& known,
                                  const std::vector<AppliedMigration>& applied);

/// Makes schema_migration where it is missing.
extern const char* const create_schema_migration;

}  // namespace database
