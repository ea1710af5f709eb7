#include "platform/database/sqlite_constraint.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <regex>

namespace database::sqlite {
namespace {

struct Columns {
  std::string table;
  std::string list;  // "a, b"
};

/// "UNIQUE constraint failed: job.id, job.kind" names a table and its columns.
std::optional<Columns> columns_in(const std::string& message) {
  const auto colon = message.find(": ");
  if (colon == std::string::npos) return std::nullopt;
  const std::string rest = message.substr(colon + 2);
  const auto dot = rest.find('.');
  if (dot == std::string::npos) return std::nullopt;
  Columns columns{rest.substr(0, dot), {}};
  const std::string prefix = columns.table + ".";
  for (std::size_t begin = 0; begin < rest.size();) {
    auto end = rest.find(", ", begin);
    if (end == std::string::npos) end = rest.size();
    if (!columns.list.empty()) columns.list += ", ";
    columns.list += rest.substr(begin + prefix.size(), end - begin - prefix.size());
    begin = end + 2;
  }
  return columns;
}

std::string ask_about(Connection& connection, const char* sql, const std::string& table,
                      const std::string& columns) {
  Prepared prepared;
  if (sqlite3_prepare_v2(connection.handle(), sql, -1, &prepared.handle, nullptr) != SQLITE_OK)
    return {};
  sqlite3_bind_text(prepared.handle, 1, table.c_str(), -1, SQLITE_TRANSIENT);
  if (sqlite3_bind_parameter_count(prepared.handle) > 1)
    sqlite3_bind_text(prepared.handle, 2, columns.c_str(), -1, SQLITE_TRANSIENT);
  if (sqlite3_step(prepared.handle) != SQLITE_ROW) return {};
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared.handle, 0));
  return text == nullptr ? std::string() : std::string(text);
}

/// A name given in CREATE TABLE: CONSTRAINT name PRIMARY KEY (a, b).
std::string named_in_table(const std::string& create_table, const char* kind,
                           const std::string& columns) {
  static const std::regex spaces("\\s+");
  const std::string flat = std::regex_replace(create_table, spaces, " ");
  const std::regex constraint(fmt::format("CONSTRAINT (\\w+) {} ?\\( ?([^)]*?) ?\\)", kind),
                              std::regex::icase);
  for (std::sregex_iterator match(flat.begin(), flat.end(), constraint), end; match != end; ++match)
    if ((*match)[2].str() == columns) return (*match)[1].str();
  return {};
}

std::string unique_name(Connection& connection, const Columns& columns) {
  const char* const indexes =
      "SELECT l.name FROM pragma_index_list(?1) AS l WHERE l.\"unique\" AND l.origin = 'c'"
      " AND (SELECT group_concat(i.name, ', ') FROM"
      "   (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) AS i) = ?2";
  std::string index = ask_about(connection, indexes, columns.table, columns.list);
  if (!index.empty()) return index;
  const std::string create_table =
      ask_about(connection, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
                columns.table, {});
  std::string unique = named_in_table(create_table, "UNIQUE", columns.list);
  if (!unique.empty()) return unique;
  std::string primary = named_in_table(create_table, "PRIMARY KEY", columns.list);
  if (!primary.empty()) return primary;
  const char* const keys =
      "SELECT group_concat(name, ', ') FROM"
      " (SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)";
  if (ask_about(connection, keys, columns.table, {}) == columns.list)
    return columns.table + "_pkey";
  static const std::regex commas(", ");
  return columns.table + "_" + std::regex_replace(columns.list, commas, "_") + "_key";
}

}  // namespace

std::string violated_constraint(Connection& connection, int code) {
  const std::string message = sqlite3_errmsg(connection.handle());
  const auto colon = message.find(": ");
  std::string after_colon = colon == std::string::npos ? message : message.substr(colon + 2);
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: {
      constexpr std::string_view by_expression = "index '";
      if (after_colon.starts_with(by_expression))
        return after_colon.substr(by_expression.size(),
                                  after_colon.size() - by_expression.size() - 1);
      const auto columns = columns_in(message);
      return columns ? unique_name(connection, *columns) : after_colon;
    }
    case SQLITE_CONSTRAINT_NOTNULL: {
      const auto columns = columns_in(message);
      return columns ? columns->table + "_" + columns->list + "_not_null" : after_colon;
    }
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return "foreign_key";
    default:
      return after_colon;  // the name of a CHECK, or what a trigger raised
  }
}

}  // namespace database::sqlite
