#pragma once
// A query is one file `queries/<verb>_<noun>.sql` of a room, embedded by cmake/embed.py as a
// constant
// `<room>::queries::<verb>_<noun>` with the text for each engine.

#include <array>
#include <span>
#include <string_view>

namespace database {

struct Query {
  std::string_view name;                         // "registrations/find_registration"
  std::string_view sqlite;                       // with :name
  std::string_view postgres;                     // with $1 …
  std::span<const std::string_view> parameters;  // in the order of $1 …
};

}  // namespace database

namespace embedded {

struct File {
  std::string_view path;  // "migrations/0001_platform.sql", "locales/vi.json", …
  std::string_view text;
};

std::span<const File> files();
std::span<const database::Query* const> all_queries();

}  // namespace embedded
