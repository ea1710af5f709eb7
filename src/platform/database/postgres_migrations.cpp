#include "platform/database/postgres_migrations.hpp"

#include <charconv>

namespace database::postgres {
namespace {

// "portal" in ASCII: any number that no other program takes for its own lock.
constexpr const char* lock_migrations = "SELECT pg_advisory_lock(123610720560492)";
constexpr const char* unlock_migrations = "SELECT pg_advisory_unlock(123610720560492)";

constexpr std::array<std::string_view, 4> note_parameters{"version", "name", "applied_at_us",
                                                          "checksum"};
constexpr Query note_migration{
    "database/note_migration", "",
    "INSERT INTO schema_migration (version, name, applied_at_us, checksum)"
    " VALUES ($1, $2, $3, $4)",
    note_parameters};

std::int64_t now_us() {
  return base::microseconds(
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()));
}

void apply_one(Connection& connection, const Migration& migration) {
  try {
    connection.run("BEGIN");
    for (const std::string_view text : migration.texts) connection.run(std::string(text).c_str());
    const auto noted = connection.run(note_migration, {{"version", migration.version},
                                                       {"name", migration.name},
                                                       {"applied_at_us", now_us()},
                                                       {"checksum", migration.checksum}});
    if (!noted) throw std::runtime_error("noted already");
    connection.run("COMMIT");
  } catch (const std::exception& error) {
    if (connection.usable()) connection.run("ROLLBACK");
    throw std::runtime_error("migration " + migration.name + ": " + error.what());
  }
}

}  // namespace

void check_fit(Connection& connection) {
  if (connection.ask("SELECT CASE WHEN rolsuper OR rolbypassrls THEN 'yes' ELSE 'no' END"
                     " FROM pg_roles WHERE rolname = current_user") != "no")
    throw OpenError("database.superuser", "the role of the database is a superuser");
  if (connection
          .ask("SELECT datname FROM pg_database WHERE datname = current_database()"
               " AND pg_encoding_to_char(encoding) = 'UTF8'"
               " AND (datcollate IN ('C', 'POSIX') OR datcollate ILIKE 'C.UTF%8')")
          .empty())
    throw OpenError("database.collation",
                    "the database must be made with TEMPLATE template0 ENCODING 'UTF8'"
                    " LC_COLLATE 'C' LC_CTYPE 'C'");
}

std::vector<AppliedMigration> applied_migrations(Connection& connection) {
  std::vector<AppliedMigration> applied;
  if (connection.ask("SELECT to_regclass('schema_migration')").empty()) return applied;
  const Result rows = connection.run("SELECT version, name, checksum FROM schema_migration");
  each_row(rows.get(), [&](const Row& row) {
    applied.push_back(
        {row.integer("version"), std::string(row.text("name")), std::string(row.text("checksum"))});
    return true;
  });
  return applied;
}

std::vector<std::string> apply_migrations(Connection& connection,
                                          const std::vector<Migration>& known) {
  // Without time limits: another copy may take long, and so may a migration.
  connection.run("SET statement_timeout = 0; SET lock_timeout = 0");
  connection.run(lock_migrations);
  connection.run(create_schema_migration);
  std::vector<std::string> names;
  for (const Migration& migration : pending_of(known, applied_migrations(connection))) {
    apply_one(connection, migration);
    names.push_back(migration.name);
  }
  connection.run(unlock_migrations);
  return names;
}

}  // namespace database::postgres
