#include "platform/config/file.hpp"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace config {
namespace {

using Values = std::map<std::string, Given, std::less<>>;

// What one entry of a list may be; a day is written as TOML writes it, YYYY-MM-DD.
std::optional<std::string> entry(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* day = node.as_date()) {
    std::ostringstream shown;
    shown << day->get();
    return shown.str();
  }
  return std::nullopt;
}

Given list(const toml::array& array) {
  Given result{Kind::list, {}};
  for (const auto& node : array) {
    auto text = entry(node);
    if (!text) return {Kind::other, {}};
    result.texts.push_back(*std::move(text));
  }
  return result;
}

Given given(const toml::node& node) {
  if (const auto* array = node.as_array()) return list(*array);
  if (const auto* yes = node.as_boolean()) return {Kind::boolean, {yes->get() ? "true" : "false"}};
  if (const auto* number = node.as_integer())
    return {Kind::integer, {std::to_string(number->get())}};
  if (const auto* text = node.as_string()) return {Kind::text, {text->get()}};
  return {Kind::other, {}};
}

void collect(const toml::table& table, const std::string& path, Values& values) {
  for (const auto& [key, node] : table) {
    const std::string name = path.empty() ? std::string(key.str()) : path + "." + std::string(key);
    if (const auto* inner = node.as_table()) {
      collect(*inner, name, values);
    } else {
      values.insert_or_assign(name, given(node));
    }
  }
}

}  // namespace

Values read_file(const std::filesystem::path& file) {
  std::ifstream input(file);
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  if (!input.is_open() || input.bad())
    throw std::runtime_error(fmt::format("settings {}: cannot be read", file.string()));
  Values values;
  try {
    collect(toml::parse(text), "", values);
  } catch (const toml::parse_error& error) {
    const auto at = error.source().begin;
    throw std::runtime_error(fmt::format("settings {}: line {}, column {}: {}", file.string(),
                                         at.line, at.column, error.description()));
  }
  return values;
}

}  // namespace config
