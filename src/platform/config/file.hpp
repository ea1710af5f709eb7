#pragma once
// The settings file as a flat list of names. Of platform/config only.

#include "platform/config/config.hpp"

namespace config {

/// Names of nested tables are joined by dots. Throws std::runtime_error with line and column.
std::map<std::string, Given, std::less<>> read_file(const std::filesystem::path& file);

}  // namespace config
