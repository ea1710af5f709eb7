#include "credit/asked.hpp"

namespace credit {

void Asked::refuse(std::string_view name, const char* code) {
  errors_.push_back({"/" + std::string(name), code, {}});
}

std::optional<base::Day> Asked::day(std::string_view name) {
  const auto text = request_.query_value(name);
  if (!text) return std::nullopt;
  const auto day = base::parse_iso_day(*text);
  if (!day) refuse(name, "invalid_parameter");
  return day;
}

Period Asked::period(const Settings& settings) {
  Period period;
  const auto from = day("from");
  const auto to = day("to");
  if (from) period.begin = base::start_of_day(*from, settings.zone);
  if (to)
    period.end =
        base::start_of_day(std::chrono::sys_days(*to) + std::chrono::days{1}, settings.zone);
  return period;
}

std::vector<Kind> Asked::kinds() {
  std::vector<Kind> kinds;
  for (const std::string_view text : request_.query_values("kind")) {
    const auto kind = kind_named(text);
    if (!kind)
      refuse("kind", "invalid_parameter");
    else if (std::ranges::find(kinds, *kind) == kinds.end())
      kinds.push_back(*kind);
  }
  return kinds;
}

std::optional<base::PartnerId> Asked::partner(const identity::Actor& actor) {
  const auto text = request_.query_value("partner_id");
  if (actor.partner) {
    if (text) refuse("partner_id", "unknown_parameter");
    return actor.partner;
  }
  if (!text) return std::nullopt;
  const auto id = base::PartnerId::parse(*text);
  if (!id) refuse("partner_id", "invalid_id");
  return id;
}

std::optional<base::AccountId> Asked::account() {
  const auto text = request_.query_value("account_id");
  if (!text) return std::nullopt;
  const auto id = base::AccountId::parse(*text);
  if (!id) refuse("account_id", "invalid_id");
  return id;
}

std::optional<std::string> Asked::text(std::string_view name, std::size_t most) {
  const auto given = request_.query_value(name);
  if (!given) return std::nullopt;
  auto tidy = base::tidy(*given);
  if (base::length(tidy) > most)
    errors_.push_back({"/" + std::string(name), "too_long", {{"most", std::to_string(most)}}});
  if (tidy.empty()) return std::nullopt;
  return tidy;
}

std::optional<std::size_t> Asked::choice(std::string_view name,
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

base::Result<> Asked::finish() {
  for (const auto& [name, value] : request_.query)
    if (name != "kind" && request_.query_values(name).size() > 1 &&
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

ListEnd counted(std::int64_t found) {
  return {.next_cursor = std::nullopt,
          .total = std::min(found, store::most_counted),
          .is_exact = found <= store::most_counted};
}

void add_end(boost::json::object& body, const ListEnd& end) {
  body["next_cursor"] =
      end.next_cursor ? boost::json::value(*end.next_cursor) : boost::json::value(nullptr);
  body["total"] = end.total;
  body["total_is_exact"] = end.is_exact;
}

}  // namespace credit
