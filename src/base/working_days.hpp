#pragma once
// Working days: Monday to Friday, less listed holidays, plus listed make-up days (Vietnam swaps
// some working days each year by decision of the government). Lists are configuration, one entry a
// day.

#include <set>
#include <vector>

#include "base/instant.hpp"

namespace base {

class WorkingDays {
 public:
  WorkingDays() = default;
  WorkingDays(std::vector<Day> holidays, std::vector<Day> make_up_days);

  bool is_working(Day day) const;

  /// The n-th working day strictly after `day`; `day` itself when n is 0. n in 0..3660.
  Day after(Day day, int n) const;

  /// True when some holiday or make-up day of `year` is listed: without one the clock would count
  /// public holidays as working days, so the program warns.
  bool knows(std::chrono::year year) const;

 private:
  std::set<std::chrono::sys_days> holidays_;
  std::set<std::chrono::sys_days> make_up_days_;
};

}  // namespace base
