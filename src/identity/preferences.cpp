#include "identity/preferences.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "embedded/identity_queries.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

constexpr std::array<std::string_view, 3> themes{"system", "light", "dark"};
constexpr std::array<std::int64_t, 5> page_sizes{10, 20, 50, 100, 200};
constexpr std::size_t most_lists = 30;
constexpr std::size_t most_columns = 30;
constexpr std::size_t longest_name = 40;

using Errors = std::vector<base::FieldError>;

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name &&
         std::ranges::all_of(text, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
}

base::FieldError wrong_count(std::string pointer, std::size_t most) {
  return {std::move(pointer), "wrong_count", {{"least", "0"}, {"most", std::to_string(most)}}};
}

void check_columns(const boost::json::value& value, const std::string& pointer, Errors& errors) {
  if (!value.is_array()) {
    errors.push_back({pointer, "wrong_type", {{"expected", "array"}}});
    return;
  }
  const auto& columns = value.get_array();
  if (columns.size() > most_columns) return errors.push_back(wrong_count(pointer, most_columns));
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string at = pointer + "/" + std::to_string(i);
    if (!columns[i].is_string())
      errors.push_back({at, "wrong_type", {{"expected", "string"}}});
    else if (const std::string_view name = columns[i].get_string();
             !is_name(name) || !seen.insert(name).second)
      errors.push_back({at, "invalid_choice", {}});
  }
}

std::optional<boost::json::object> read_hidden(const boost::json::value& value,
                                               const std::string& pointer, Errors& errors) {
  if (!value.is_object()) {
    errors.push_back({pointer, "wrong_type", {{"expected", "object"}}});
    return std::nullopt;
  }
  const auto& lists = value.get_object();
  if (lists.size() > most_lists) {
    errors.push_back(wrong_count(pointer, most_lists));
    return std::nullopt;
  }
  for (const auto& [name, columns] : lists) {
    const std::string at = pointer + "/" + json::escaped(name);
    if (!is_name(name))
      errors.push_back({at, "unknown_field", {}});
    else
      check_columns(columns, at, errors);
  }
  return lists;
}

}  // namespace

base::Result<PreferencesChange> read_preferences_change(const boost::json::value& body) {
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  PreferencesChange change;
  change.theme = reader.optional_text("theme", longest_name);
  if (change.theme && std::ranges::find(themes, *change.theme) == themes.end())
    reader.refuse("theme", "invalid_choice");
  change.page_size = reader.optional_integer("page_size", page_sizes.front(), page_sizes.back());
  if (change.page_size && std::ranges::find(page_sizes, *change.page_size) == page_sizes.end())
    reader.refuse("page_size", "invalid_choice");
  if (const auto* value = reader.optional_value("hidden_columns"))
    change.hidden_columns = read_hidden(*value, reader.pointer_to("hidden_columns"), errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return change;
}

Preferences changed(Preferences before, const PreferencesChange& change) {
  if (change.theme) before.theme = *change.theme;
  if (change.page_size) before.page_size = *change.page_size;
  if (change.hidden_columns) before.hidden_columns = *change.hidden_columns;
  ++before.version;
  return before;
}

boost::json::object preferences_json(const Preferences& preferences) {
  return {{"theme", preferences.theme},
          {"page_size", preferences.page_size},
          {"hidden_columns", preferences.hidden_columns}};
}

Preferences find_preferences(database::Snapshot& snapshot, const base::UserId& person) {
  const auto found = snapshot.first(
      queries::find_preferences, {{"person_id", person}}, [](const database::Row& row) {
        return Preferences{std::string(row.text("theme")), row.integer("page_size"),
                           boost::json::parse(row.text("hidden_columns")).as_object(),
                           row.integer("version")};
      });
  return found.value_or(Preferences{});
}

void put_preferences(database::Transaction& transaction, const base::UserId& person,
                     const Preferences& preferences) {
  transaction.execute(queries::put_preferences,
                      {{"person_id", person},
                       {"theme", preferences.theme},
                       {"page_size", preferences.page_size},
                       {"hidden_columns", boost::json::serialize(preferences.hidden_columns)},
                       {"version", preferences.version}});
}

}  // namespace identity
