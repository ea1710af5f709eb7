#include "platform/http/query_reader.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace http {

void QueryReader::refuse(std::string_view name, const char* code, base::Values values) {
  errors_.push_back({"/" + std::string(name), code, std::move(values)});
}

std::optional<base::Day> QueryReader::day(std::string_view name) {
  const auto text = request_.query_value(name);
  if (!text) return std::nullopt;
  const auto day = base::parse_iso_day(*text);
  if (!day) refuse(name, "invalid_parameter");
  return day;
}

std::optional<std::string> QueryReader::text(std::string_view name, std::size_t most) {
  const auto given = request_.query_value(name);
  if (!given) return std::nullopt;
  auto tidy = base::tidy(*given);
  if (base::length(tidy) > most) refuse(name, "too_long", {{"most", std::to_string(most)}});
  if (tidy.empty()) return std::nullopt;
  return tidy;
}

std::optional<std::size_t> QueryReader::choice(std::string_view name,
                                               const std::vector<std::string_view>& choices) {
  const auto text = request_.query_value(name);
  if (!text) return std::nullopt;
  const auto found = std::ranges::find(choices, *text);
  if (found == choices.end()) {
    refuse(name, "invalid_parameter");
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - choices.begin());
}

base::Result<> QueryReader::finish() {
  for (const auto& [name, value] : request_.query)
    if (std::ranges::find(repeatable_, name) == repeatable_.end() &&
        request_.query_values(name).size() > 1 &&
        std::ranges::none_of(errors_,
                             [&](const auto& error) { return error.pointer == "/" + name; }))
      refuse(name, "repeated_parameter");
  if (errors_.empty()) return {};
  base::Error error{base::ErrorKind::malformed, "invalid_query", {}, std::move(errors_), {}};
  if (error.fields.size() == 1) {
    error.code = error.fields.front().code;
    error.values = error.fields.front().values;
  }
  return base::fail(std::move(error));
}

}  // namespace http
