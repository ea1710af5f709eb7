#include "platform/database/sqlite_migrations.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <system_error>

#include "platform/database/body.hpp"
#include "platform/database/sqlite_transaction.hpp"

namespace database::sqlite {
namespace {

constexpr std::array<std::string_view, 4> note_parameters{"version", "name", "applied_at_us",
                                                          "checksum"};
constexpr Query note_migration{
    "database/note_migration",
    "INSERT INTO schema_migration (version, name, applied_at_us, checksum)"
    " VALUES (:version, :name, :applied_at_us, :checksum)",
    "", note_parameters};
constexpr Query list_applied{
    "database/list_applied", "SELECT version, name, checksum FROM schema_migration", "", {}};

std::int64_t now_us() {
  return base::microseconds(
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()));
}

void apply_one(Connection& connection, const Migration& migration) {
  connection.run("BEGIN IMMEDIATE");
  try {
    for (const std::string_view text : migration.texts) connection.run(std::string(text).c_str());
    const std::string orphans = connection.ask("PRAGMA foreign_key_check");
    if (!orphans.empty()) throw std::runtime_error("foreign key of " + orphans + " leads nowhere");
    each_row(connection, note_migration,
             {{"version", migration.version},
              {"name", migration.name},
              {"applied_at_us", now_us()},
              {"checksum", migration.checksum}},
             [](const Row&) { return true; });
    connection.run("COMMIT");
  } catch (const std::exception& error) {
    if (connection.in_transaction()) connection.run("ROLLBACK");
    throw std::runtime_error("migration " + migration.name + ": " + error.what());
  }
}

void synchronize(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool stored = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!stored) throw std::system_error(reason, std::generic_category(), path.string());
}

void copy(Connection& source, Connection& target) {
  sqlite3_backup* const backup =
      sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
  if (backup == nullptr)
    raise(target.handle(), sqlite3_extended_errcode(target.handle()), "backup");
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) raise(target.handle(), code, "backup");
}

void amend_copy(Connection& copied, const Database::Amend& amend) {
  copied.run("BEGIN IMMEDIATE");
  SqliteTransaction transaction(copied);
  const InsideBody inside;
  amend(transaction);
  copied.run("COMMIT");
}

}  // namespace

std::vector<AppliedMigration> applied_migrations(Connection& connection) {
  std::vector<AppliedMigration> applied;
  if (connection.ask("SELECT name FROM sqlite_schema WHERE name = 'schema_migration'").empty())
    return applied;
  each_row(connection, list_applied, {}, [&](const Row& row) {
    applied.push_back(
        {row.integer("version"), std::string(row.text("name")), std::string(row.text("checksum"))});
    return true;
  });
  return applied;
}

std::vector<std::string> apply_migrations(Connection& connection,
                                          const std::vector<Migration>& known) {
  connection.run(create_schema_migration);
  std::vector<std::string> names;
  connection.run("PRAGMA foreign_keys = OFF");
  try {
    for (const Migration& migration : pending_of(known, applied_migrations(connection))) {
      apply_one(connection, migration);
      names.push_back(migration.name);
    }
  } catch (...) {
    connection.run("PRAGMA foreign_keys = ON");
    throw;
  }
  connection.run("PRAGMA foreign_keys = ON");
  return names;
}

void copy_checked(Connection& source, const std::filesystem::path& target,
                  const Database::Amend& amend) {
  if (std::filesystem::exists(target))
    throw std::runtime_error(target.string() + " exists already");
  std::filesystem::path partial = target;
  partial += ".partial";
  std::filesystem::remove(partial);
  const int descriptor = ::open(partial.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), partial.string());
  ::close(descriptor);
  try {
    {
      Connection copied(partial, Access::copy);
      copy(source, copied);
      // A single file, without a log beside it.
      if (copied.ask("PRAGMA journal_mode = DELETE") != "delete")
        throw std::runtime_error("the copy keeps its log");
      if (amend) amend_copy(copied, amend);
    }
    Connection reopened(partial, Access::beside);
    if (const std::string verdict = reopened.ask("PRAGMA quick_check(1)"); verdict != "ok")
      throw std::runtime_error("the copy is damaged: " + verdict);
  } catch (...) {
    std::filesystem::remove(partial);
    throw;
  }
  synchronize(partial);
  std::filesystem::rename(partial, target);
  const auto folder = target.parent_path();
  synchronize(folder.empty() ? "." : folder);
}

}  // namespace database::sqlite
