#pragma once
// Moments, days and zones. A stored moment is `Instant`, microseconds since 1970 in UTC; a `Day` is
// a calendar day in the provider's zone and is written YYYY-MM-DD. Conversions between the two
// always name the zone. Zone data comes from the system's tz database (Howard Hinnant's date
// library).

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Day = std::chrono::year_month_day;

constexpr std::int64_t microseconds(Instant at) {
  return at.time_since_epoch().count();
}
constexpr Instant from_microseconds(std::int64_t at_us) {
  return Instant{std::chrono::microseconds{at_us}};
}

/// RFC 3339 in UTC with `Z`, whole seconds when the fraction is zero, else microseconds.
std::string to_rfc3339(Instant at);

/// "YYYY-MM-DD".
std::string to_iso_day(Day day);

/// A moment as RFC 3339 writes it, with `Z` or a distance from UTC, to microseconds; nothing
/// otherwise.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// A real calendar day written exactly YYYY-MM-DD, years 1900 to 2999; nothing otherwise.
std::optional<Day> parse_iso_day(std::string_view text);

/// True when the system's tz database knows the name.
bool zone_exists(std::string_view zone);

/// The calendar day of a moment in `zone`. The zone must exist.
Day day_in_zone(Instant at, std::string_view zone);

/// The calendar and the clock on the wall of a moment in `zone`.
struct LocalTime {
  Day day;
  std::chrono::microseconds since_midnight;
};
LocalTime local_time(Instant at, std::string_view zone);

/// The first moment of `day` in `zone`.
Instant start_of_day(Day day, std::string_view zone);

/// A moment as people read it in `zone`: "22/11/2026 17:41" and "22/11/2026".
std::string to_local_time(Instant at, std::string_view zone);
std::string to_local_day(Instant at, std::string_view zone);
/// With its distance from UTC, where it is read far from its maker: "22/11/2026 17:41 (UTC+07:00)".
std::string to_zoned_time(Instant at, std::string_view zone);

}  // namespace base
