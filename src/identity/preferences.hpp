#pragma once
// How a person likes the page: colours, rows of one page, columns that are hidden. The program only
// keeps them; whoever never changed anything has the defaults, under version 0.

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/result.hpp"
#include "platform/database/database.hpp"

namespace identity {

struct Preferences {
  std::string theme = "system";  // or "light", "dark"
  std::int64_t page_size = 20;
  boost::json::object hidden_columns;  // names of columns by the name of a list
  std::int64_t version = 0;
};

/// What is not named stays.
struct PreferencesChange {
  std::optional<std::string> theme;
  std::optional<std::int64_t> page_size;
  std::optional<boost::json::object> hidden_columns;
};
/// 400 `invalid_body` with a pointer to each field that the contract does not take.
base::Result<PreferencesChange> read_preferences_change(const boost::json::value& body);
Preferences changed(Preferences before, const PreferencesChange& change);
boost::json::object preferences_json(const Preferences& preferences);

Preferences find_preferences(database::Snapshot& snapshot, const base::UserId& person);
/// Under the version that `preferences` carries.
void put_preferences(database::Transaction& transaction, const base::UserId& person,
                     const Preferences& preferences);

}  // namespace identity
