#include "base/instant.hpp"

#include <date/tz.h>
#include <fmt/core.h>

#include <sstream>

namespace base {
namespace {

LocalTime split(std::chrono::microseconds since_epoch) {
  const Instant as_if_utc{since_epoch};
  const auto day = std::chrono::floor<std::chrono::days>(as_if_utc);
  return {Day{day}, as_if_utc - day};
}

std::string to_people_day(Day day) {
  return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(day.day()),
                     static_cast<unsigned>(day.month()), static_cast<int>(day.year()));
}

}  // namespace

std::string to_rfc3339(Instant at) {
  const auto [day, since_midnight] = split(at.time_since_epoch());
  const std::chrono::hh_mm_ss time(since_midnight);
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", to_iso_day(day), time.hours().count(),
                                 time.minutes().count(), time.seconds().count());
  if (time.subseconds().count() != 0) text += fmt::format(".{:06}", time.subseconds().count());
  return text + "Z";
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  constexpr std::size_t shortest = 20;
  if (text.size() < shortest || text[10] != 'T' || !parse_iso_day(text.substr(0, 10)))
    return std::nullopt;
  std::istringstream in{std::string(text)};
  Instant at;
  in >> date::parse(text.ends_with('Z') ? "%FT%TZ" : "%FT%T%Ez", at);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return at;
}

std::string to_iso_day(Day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::optional<Day> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto digits = [&](std::size_t from, std::size_t count) {
    unsigned number = 0;
    for (const char c : text.substr(from, count)) {
      if (c < '0' || c > '9') return 0U;  // 0 is no year, month or day that we take
      number = number * 10 + static_cast<unsigned>(c - '0');
    }
    return number;
  };
  const unsigned year = digits(0, 4);
  const Day day{std::chrono::year{static_cast<int>(year)}, std::chrono::month{digits(5, 2)},
                std::chrono::day{digits(8, 2)}};
  if (year < 1900 || year > 2999 || !day.ok()) return std::nullopt;
  return day;
}

bool zone_exists(std::string_view zone) {
  try {
    return date::locate_zone(zone) != nullptr;
  } catch (const std::runtime_error&) {
    return false;
  }
}

LocalTime local_time(Instant at, std::string_view zone) {
  return split(date::locate_zone(zone)->to_local(at).time_since_epoch());
}

Day day_in_zone(Instant at, std::string_view zone) {
  return local_time(at, zone).day;
}

Instant start_of_day(Day day, std::string_view zone) {
  const date::local_time<std::chrono::microseconds> midnight{
      std::chrono::sys_days{day}.time_since_epoch()};
  // Where midnight comes twice the first one is taken; where the clocks jump over it, the jump.
  return date::locate_zone(zone)->to_sys(midnight, date::choose::earliest);
}

std::string to_local_time(Instant at, std::string_view zone) {
  const auto [day, since_midnight] = local_time(at, zone);
  const std::chrono::hh_mm_ss time(since_midnight);
  return fmt::format("{} {:02}:{:02}", to_people_day(day), time.hours().count(),
                     time.minutes().count());
}

std::string to_local_day(Instant at, std::string_view zone) {
  return to_people_day(day_in_zone(at, zone));
}

std::string to_zoned_time(Instant at, std::string_view zone) {
  const auto offset = date::locate_zone(zone)->get_info(at).offset;
  const std::chrono::hh_mm_ss distance(std::chrono::abs(offset));
  return fmt::format("{} (UTC{}{:02}:{:02})", to_local_time(at, zone),
                     offset < std::chrono::seconds{0} ? '-' : '+', distance.hours().count(),
                     distance.minutes().count());
}

}  // namespace base
