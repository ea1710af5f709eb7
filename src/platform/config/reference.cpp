#include <fmt/core.h>

#include <algorithm>

#include "platform/config/config.hpp"

namespace config {
namespace {

std::string in_cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string toml_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string as_toml_value(const Reader::Declared& declared) {
  if (declared.type == "yes or no" || declared.type.starts_with("integer"))
    return declared.otherwise;
  if (declared.type != "list") return toml_text(declared.otherwise);
  std::string entries;
  std::string_view rest = declared.otherwise;
  while (!rest.empty()) {
    const auto comma = rest.find(", ");
    entries += (entries.empty() ? "" : ", ") + toml_text(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
  }
  return "[" + entries + "]";
}

// A comment of lines of at most 100 characters.
std::string commented(std::string_view text) {
  constexpr std::size_t widest = 98;
  std::string result;
  std::string line;
  const auto end_line = [&] {
    if (!line.empty()) result += "#" + line + "\n";
    line.clear();
  };
  while (!text.empty()) {
    const auto word = text.substr(0, text.find_first_of(" \n"));
    if (line.size() + 1 + word.size() > widest) end_line();
    if (!word.empty()) line += " " + std::string(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  end_line();
  return result;
}

}  // namespace

std::string as_markdown(const std::vector<Reader::Declared>& declared) {
  std::string table = "| setting | environment | type | default | what it does |\n";
  table += "|---|---|---|---|---|\n";
  for (const auto& one : declared) {
    const auto otherwise = one.otherwise.empty() ? "" : "`" + in_cell(one.otherwise) + "`";
    table += fmt::format("| `{}` | `{}` | {} | {} | {} |\n", one.name, environment_name(one.name),
                         in_cell(one.type), otherwise, in_cell(one.explanation));
  }
  return table;
}

std::string as_toml(const std::vector<Reader::Declared>& declared) {
  std::string file;
  for (const auto& one : declared) {
    if (!file.empty()) file += "\n";
    file += commented(one.explanation);
    file += fmt::format("# {}; {}\n", one.type, environment_name(one.name));
    file += fmt::format("#{} = {}\n", one.name, as_toml_value(one));
  }
  return file;
}

}  // namespace config
