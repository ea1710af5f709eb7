#include "base/working_days.hpp"

#include "base/result.hpp"

namespace base {

WorkingDays::WorkingDays(std::vector<Day> holidays, std::vector<Day> make_up_days)
    : holidays_(holidays.begin(), holidays.end()),
      make_up_days_(make_up_days.begin(), make_up_days.end()) {}

bool WorkingDays::is_working(Day day) const {
  const std::chrono::sys_days at{day};
  if (make_up_days_.contains(at)) return true;
  const unsigned weekday = std::chrono::weekday{at}.iso_encoding();
  return weekday <= 5 && !holidays_.contains(at);
}

Day WorkingDays::after(Day day, int n) const {
  ENSURE(n >= 0 && n <= 3660);
  std::chrono::sys_days at{day};
  while (n > 0) {
    at += std::chrono::days{1};
    if (is_working(Day{at})) --n;
  }
  return Day{at};
}

bool WorkingDays::knows(std::chrono::year year) const {
  const std::chrono::sys_days first{year / std::chrono::January / 1};
  const std::chrono::sys_days next{(year + std::chrono::years{1}) / std::chrono::January / 1};
  const auto any_in = [&](const std::set<std::chrono::sys_days>& days) {
    const auto found = days.lower_bound(first);
    return found != days.end() && *found < next;
  };
  return any_in(holidays_) || any_in(make_up_days_);
}

}  // namespace base
