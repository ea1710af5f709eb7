#include "platform/database/migrations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "platform/crypto/crypto.hpp"

namespace database {

const char* const create_schema_migration =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " version BIGINT NOT NULL CONSTRAINT schema_migration_pkey PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " applied_at_us BIGINT NOT NULL,"
    " checksum TEXT NOT NULL)";

namespace {

std::string checksum_of(const std::vector<std::string_view>& texts) {
  std::string all;
  for (const std::string_view text : texts) all += text;
  return crypto::sha256_hex(all);
}

/// "0001_platform" of "migrations/0001_platform.sqlite.sql", when the file is for this engine.
std::optional<std::string_view> stem_for(Engine engine, std::string_view path) {
  constexpr std::string_view folder = "migrations/";
  if (!path.starts_with(folder) || !path.ends_with(".sql")) return std::nullopt;
  path.remove_prefix(folder.size());
  path.remove_suffix(std::string_view(".sql").size());
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return path;
  const std::string_view own = engine == Engine::sqlite ? "sqlite" : "postgres";
  if (path.substr(dot + 1) != own) return std::nullopt;
  return path.substr(0, dot);
}

}  // namespace

std::vector<Migration> known_migrations(Engine engine) {
  std::map<std::int64_t, Migration> by_version;
  for (const bool shared : {true, false}) {
    for (const embedded::File& file : embedded::files()) {
      const auto stem = stem_for(engine, file.path);
      if (!stem) continue;
      const bool is_shared = file.path.find('.') == file.path.size() - 4;
      if (is_shared != shared) continue;
      std::int64_t version = 0;
      const auto number = stem->substr(0, 4);
      std::from_chars(number.data(), number.data() + number.size(), version);
      ENSURE(version > 0 && stem->size() > 5);
      Migration& migration = by_version[version];
      ENSURE(migration.name.empty() || migration.name == *stem);
      migration.version = version;
      migration.name = *stem;
      migration.texts.push_back(file.text);
    }
  }
  std::vector<Migration> known;
  for (auto& [version, migration] : by_version) {
    migration.checksum = checksum_of(migration.texts);
    known.push_back(std::move(migration));
  }
  return known;
}

std::vector<Migration> pending_of(const std::vector<Migration>& known,
                                  const std::vector<AppliedMigration>& applied) {
  for (const AppliedMigration& one : applied) {
    const auto same = std::ranges::find(known, one.version, &Migration::version);
    if (same == known.end())
      throw OpenError(
          "database.newer_schema",
          fmt::format("the database has migration {}, which this program does not know", one.name));
    if (same->checksum != one.checksum)
      throw OpenError("database.altered_migration",
                      fmt::format("migration {} differs from the one that was applied", one.name));
  }
  std::vector<Migration> pending;
  for (const Migration& migration : known)
    if (std::ranges::find(applied, migration.version, &AppliedMigration::version) == applied.end())
      pending.push_back(migration);
  return pending;
}

}  // namespace database
