#include "base/working_days.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

using std::chrono::year;

Day on(int y, unsigned m, unsigned d) {
  return Day{year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

TEST(WorkingDays, SkipTheWeekend) {
  const WorkingDays days;
  EXPECT_TRUE(days.is_working(on(2026, 7, 3)));   // Friday
  EXPECT_FALSE(days.is_working(on(2026, 7, 4)));  // Saturday
  EXPECT_FALSE(days.is_working(on(2026, 7, 5)));  // Sunday
  EXPECT_TRUE(days.is_working(on(2026, 7, 6)));
}

TEST(WorkingDays, ThreeAfterFridayTheThirdOfJuly2026IsWednesday) {
  EXPECT_EQ(WorkingDays().after(on(2026, 7, 3), 3), on(2026, 7, 8));
}

TEST(WorkingDays, NoneAfterADayIsTheDayItself) {
  EXPECT_EQ(WorkingDays().after(on(2026, 7, 4), 0), on(2026, 7, 4));
}

TEST(WorkingDays, CountFromASaturdayOrSundayAlike) {
  EXPECT_EQ(WorkingDays().after(on(2026, 7, 4), 1), on(2026, 7, 6));
  EXPECT_EQ(WorkingDays().after(on(2026, 7, 5), 1), on(2026, 7, 6));
}

TEST(WorkingDays, LeaveOutHolidaysAndTakeMakeUpDays) {
  // National day 2026: Wednesday 2 September and the Tuesday before; Monday 31 August is off too
  // and made up for on Saturday 22 August.
  const WorkingDays days({on(2026, 8, 31), on(2026, 9, 1), on(2026, 9, 2)}, {on(2026, 8, 22)});
  EXPECT_EQ(days.after(on(2026, 8, 21), 1), on(2026, 8, 22));
  EXPECT_EQ(days.after(on(2026, 8, 21), 2), on(2026, 8, 24));
  EXPECT_EQ(days.after(on(2026, 8, 28), 1), on(2026, 9, 3));
  EXPECT_EQ(days.after(on(2026, 8, 28), 3), on(2026, 9, 7));
  EXPECT_FALSE(days.is_working(on(2026, 8, 23)));
}

TEST(WorkingDays, AMakeUpDayWorksEvenWhereAHolidayIsListed) {
  EXPECT_TRUE(WorkingDays({on(2026, 5, 9)}, {on(2026, 5, 9)}).is_working(on(2026, 5, 9)));
}

TEST(WorkingDays, CrossTheTetOfTheYear2026) {
  // 16 to 20 February 2026.
  const WorkingDays days(
      {on(2026, 2, 16), on(2026, 2, 17), on(2026, 2, 18), on(2026, 2, 19), on(2026, 2, 20)}, {});
  EXPECT_EQ(days.after(on(2026, 2, 12), 3), on(2026, 2, 24));
}

TEST(WorkingDays, CrossTheEndOfAYear) {
  const WorkingDays days({on(2027, 1, 1)}, {});
  EXPECT_EQ(days.after(on(2026, 12, 31), 1), on(2027, 1, 4));  // 1 January 2027 is a Friday
  EXPECT_EQ(days.after(on(2026, 12, 30), 2), on(2027, 1, 4));
}

TEST(WorkingDays, CrossALeapDay) {
  EXPECT_EQ(WorkingDays().after(on(2028, 2, 28), 1), on(2028, 2, 29));  // a Tuesday
  EXPECT_EQ(WorkingDays().after(on(2028, 2, 28), 2), on(2028, 3, 1));
  EXPECT_EQ(WorkingDays().after(on(2027, 2, 26), 1), on(2027, 3, 1));
}

TEST(WorkingDays, CountFarAhead) {
  // 3,660 working days are 732 whole weeks.
  const auto there = std::chrono::sys_days{on(2026, 7, 3)} + std::chrono::weeks{732};
  EXPECT_EQ(WorkingDays().after(on(2026, 7, 3), 3660), Day{there});
}

TEST(WorkingDays, KnowAYearOnlyWhenSomeDayOfItIsListed) {
  const WorkingDays days({on(2026, 1, 1)}, {on(2027, 12, 31)});
  EXPECT_TRUE(days.knows(year{2026}));
  EXPECT_TRUE(days.knows(year{2027}));
  EXPECT_FALSE(days.knows(year{2025}));
  EXPECT_FALSE(days.knows(year{2028}));
  EXPECT_FALSE(WorkingDays().knows(year{2026}));
}

TEST(WorkingDaysDeathTest, RefuseACountThatIsNone) {
  EXPECT_DEATH(WorkingDays().after(on(2026, 7, 3), -1), "broken promise");
  EXPECT_DEATH(WorkingDays().after(on(2026, 7, 3), 3661), "broken promise");
}

}  // namespace
}  // namespace base
