#include "platform/config/config.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "platform/config/file.hpp"

extern char** environ;

namespace config {
namespace {

constexpr std::string_view prefix = "PORTAL_";
constexpr std::string_view test_prefix = "PORTAL_TEST_";

std::string joined(const std::vector<std::string>& texts) {
  std::string result;
  for (const auto& text : texts) result += (result.empty() ? "" : ", ") + text;
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto part = trimmed(text.substr(0, comma));
    if (!part.empty()) parts.emplace_back(part);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return parts;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> truth(std::string_view text) {
  if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
  if (text == "false" || text == "no" || text == "off" || text == "0") return false;
  return std::nullopt;
}

// Letters to insert, leave out or change to get from one name to the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::string unknown(std::string_view name, const std::vector<std::string>& known) {
  const auto nearest = std::min_element(known.begin(), known.end(), [&](auto& a, auto& b) {
    return distance(name, a) < distance(name, b);
  });
  const bool near = nearest != known.end() && distance(name, *nearest) <= 3;
  return near ? fmt::format("{}: there is no such setting; did you mean {}?", name, *nearest)
              : fmt::format("{}: there is no such setting", name);
}

}  // namespace

std::string environment_name(std::string_view name) {
  std::string result(prefix);
  for (const char c : name)
    result += c == '.' ? '_' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  return result;
}

std::map<std::string, std::string> portal_environment() {
  std::map<std::string, std::string> found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (text.starts_with(prefix) && equals != std::string_view::npos)
      found.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return found;
}

Reader::Reader(std::optional<std::filesystem::path> file,
               const std::map<std::string, std::string>& environment)
    : environment_(environment) {
  if (file) file_values_ = read_file(*file);
  std::erase_if(environment_, [](const auto& variable) { return variable.second.empty(); });
}

std::optional<Given> Reader::given(std::string_view name) const {
  const auto variable = environment_.find(environment_name(name));
  if (variable != environment_.end()) return Given{Kind::environment, {variable->second}};
  const auto value = file_values_.find(name);
  if (value != file_values_.end()) return value->second;
  return std::nullopt;
}

void Reader::refuse(std::string_view name, std::string_view what) {
  const auto variable = environment_name(name);
  const bool outside = environment_.contains(variable);
  problems_.push_back(outside ? fmt::format("{} ({}): {}", name, variable, what)
                              : fmt::format("{}: {}", name, what));
}

void Reader::complain(std::string_view name, std::string_view what) {
  refuse(name, what);
}

std::optional<std::string> Reader::single(std::string_view name, Kind kind,
                                          std::string_view wanted) {
  const auto found = given(name);
  if (!found) return std::nullopt;
  if (found->kind == kind || found->kind == Kind::environment) return found->texts.front();
  refuse(name, fmt::format("not {}", wanted));
  return std::nullopt;
}

void Reader::declare(Declared declared) {
  const auto same = std::find_if(declared_.begin(), declared_.end(),
                                 [&](const Declared& one) { return one.name == declared.name; });
  if (same == declared_.end()) declared_.push_back(std::move(declared));
}

std::string Reader::text(std::string_view name, std::string_view otherwise,
                         std::string_view explanation) {
  auto value = single(name, Kind::text, "a text").value_or(std::string(otherwise));
  declare({std::string(name), "text", std::string(otherwise), value, std::string(explanation)});
  return value;
}

std::string Reader::secret(std::string_view name, std::string_view explanation) {
  auto value = single(name, Kind::text, "a text").value_or("");
  declare(
      {std::string(name), "secret", "", value.empty() ? "" : "(set)", std::string(explanation)});
  return value;
}

std::string Reader::one_of(std::string_view name, const std::vector<std::string>& choices,
                           std::string_view otherwise, std::string_view explanation) {
  const std::string wanted = "one of " + joined(choices);
  auto value = single(name, Kind::text, wanted).value_or(std::string(otherwise));
  if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
    refuse(name, fmt::format("\"{}\" is not {}", value, wanted));
    value = otherwise;
  }
  declare({std::string(name), wanted, std::string(otherwise), value, std::string(explanation)});
  return value;
}

std::int64_t Reader::integer(std::string_view name, std::int64_t otherwise, std::int64_t least,
                             std::int64_t most, std::string_view explanation) {
  const auto wanted = fmt::format("a whole number {}..{}", least, most);
  auto value = otherwise;
  if (const auto text = single(name, Kind::integer, wanted)) {
    const auto number = whole_number(trimmed(*text));
    if (number && *number >= least && *number <= most) {
      value = *number;
    } else {
      refuse(name, fmt::format("\"{}\" is not {}", *text, wanted));
    }
  }
  declare({std::string(name), fmt::format("integer {}..{}", least, most), std::to_string(otherwise),
           std::to_string(value), std::string(explanation)});
  return value;
}

bool Reader::boolean(std::string_view name, bool otherwise, std::string_view explanation) {
  auto value = otherwise;
  if (const auto text = single(name, Kind::boolean, "true or false")) {
    const auto read = truth(trimmed(*text));
    if (!read) refuse(name, fmt::format("\"{}\" is not true or false", *text));
    value = read.value_or(otherwise);
  }
  const auto shown = [](bool yes) { return std::string(yes ? "true" : "false"); };
  declare(
      {std::string(name), "yes or no", shown(otherwise), shown(value), std::string(explanation)});
  return value;
}

std::vector<std::string> Reader::list(std::string_view name,
                                      const std::vector<std::string>& otherwise,
                                      std::string_view explanation) {
  auto values = otherwise;
  if (const auto found = given(name)) {
    if (found->kind == Kind::environment) {
      values = split(found->texts.front());
    } else if (found->kind == Kind::list) {
      values = found->texts;
      for (auto& value : values) value = std::string(trimmed(value));
    } else {
      refuse(name, "not a list of texts in [ ]");
    }
  }
  declare({std::string(name), "list", joined(otherwise), joined(values), std::string(explanation)});
  return values;
}

std::vector<std::string> Reader::problems() const {
  std::vector<std::string> names;
  std::vector<std::string> variables;
  for (const auto& declared : declared_) {
    names.push_back(declared.name);
    variables.push_back(environment_name(declared.name));
  }
  const auto knows = [](const std::vector<std::string>& known, const std::string& name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  };
  auto all = problems_;
  for (const auto& [name, value] : file_values_)
    if (!knows(names, name)) all.push_back(unknown(name, names));
  for (const auto& [name, value] : environment_)
    if (name.starts_with(prefix) && !name.starts_with(test_prefix) && !knows(variables, name))
      all.push_back(unknown(name, variables));
  return all;
}

}  // namespace config
