#include "credit/asked.hpp"

namespace credit {

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
  for (const std::string_view text : request().query_values("kind")) {
    const auto kind = kind_named(text);
    if (!kind)
      refuse("kind", "invalid_parameter");
    else if (std::ranges::find(kinds, *kind) == kinds.end())
      kinds.push_back(*kind);
  }
  return kinds;
}

std::optional<base::PartnerId> Asked::partner(const identity::Actor& actor) {
  if (!actor.partner) return id<base::PartnerId>("partner_id");
  if (request().query_value("partner_id")) refuse("partner_id", "unknown_parameter");
  return actor.partner;
}

http::ListEnd counted(std::int64_t found) {
  return {.next_cursor = std::nullopt,
          .total = std::min(found, store::most_counted),
          .is_exact = found <= store::most_counted};
}

}  // namespace credit
