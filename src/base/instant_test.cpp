#include "base/instant.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

constexpr const char* vietnam = "Asia/Ho_Chi_Minh";

Instant at(int y, unsigned month, unsigned day, std::chrono::microseconds time = 0us) {
  return sys_days{year{y} / std::chrono::month{month} / std::chrono::day{day}} + time;
}

Day on(int y, unsigned month, unsigned day) {
  return year{y} / std::chrono::month{month} / std::chrono::day{day};
}

TEST(Instant, IsMicrosecondsSince1970) {
  EXPECT_EQ(microseconds(at(1970, 1, 1, 1s)), 1'000'000);
  EXPECT_EQ(from_microseconds(-1), at(1970, 1, 1, -1us));
}

TEST(Instant, IsWrittenInRfc3339) {
  EXPECT_EQ(to_rfc3339(at(2026, 11, 22, 10h + 41min + 5s)), "2026-11-22T10:41:05Z");
  EXPECT_EQ(to_rfc3339(at(2026, 11, 22, 10h + 5us)), "2026-11-22T10:00:00.000005Z");
  EXPECT_EQ(to_rfc3339(at(2026, 1, 1, -1us)), "2025-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_rfc3339(at(1969, 12, 31, 23h)), "1969-12-31T23:00:00Z");
}

TEST(Day, IsWrittenAndReadAsYearMonthDay) {
  EXPECT_EQ(to_iso_day(on(2026, 7, 3)), "2026-07-03");
  EXPECT_EQ(parse_iso_day("2026-07-03"), on(2026, 7, 3));
  EXPECT_EQ(parse_iso_day("2028-02-29"), on(2028, 2, 29));
  EXPECT_EQ(parse_iso_day("1900-01-01"), on(1900, 1, 1));
  EXPECT_EQ(parse_iso_day("2999-12-31"), on(2999, 12, 31));
}

TEST(Day, RefusesWhatIsNone) {
  for (const std::string text : {"",           "2026-7-3",    "2026-07-3",   "26-07-03",
                                 "2026/07/03", "2026-07-03 ", " 2026-07-03", "2026-13-01",
                                 "2026-00-01", "2026-01-00",  "2026-04-31",  "2027-02-29",
                                 "1900-02-29", "1899-12-31",  "3000-01-01",  "2026-07-0x",
                                 "+026-07-03", "2026-07-03T", "0000-00-00",  "２026-07-03",
                                 "-026-07-03"})
    EXPECT_FALSE(parse_iso_day(text)) << text;
  EXPECT_FALSE(parse_iso_day(std::string("2026-07-") + '\0' + "03"));
}

TEST(Zone, ExistsOrDoesNot) {
  EXPECT_TRUE(zone_exists(vietnam));
  EXPECT_TRUE(zone_exists("UTC"));
  EXPECT_FALSE(zone_exists("Mars/Olympus"));
  EXPECT_FALSE(zone_exists(""));
  EXPECT_FALSE(zone_exists("../../etc/passwd"));
}

TEST(Zone, DecidesTheDay) {
  EXPECT_EQ(day_in_zone(at(2026, 7, 3, 16h + 59min + 59s), vietnam), on(2026, 7, 3));
  EXPECT_EQ(day_in_zone(at(2026, 7, 3, 17h), vietnam), on(2026, 7, 4));
  EXPECT_EQ(day_in_zone(at(2026, 12, 31, 17h), vietnam), on(2027, 1, 1));
  EXPECT_EQ(day_in_zone(at(2026, 7, 3, 3h), "America/New_York"), on(2026, 7, 2));
}

TEST(Zone, TellsTheTimeOnTheWall) {
  const auto local = local_time(at(2026, 11, 22, 20h + 1us), vietnam);
  EXPECT_EQ(local.day, on(2026, 11, 23));
  EXPECT_EQ(local.since_midnight, 3h + 1us);
}

TEST(Zone, FindsTheStartOfADay) {
  EXPECT_EQ(start_of_day(on(2026, 7, 4), vietnam), at(2026, 7, 3, 17h));
  EXPECT_EQ(start_of_day(on(2026, 7, 4), "UTC"), at(2026, 7, 4));
}

TEST(Zone, FindsTheStartOfADayThatHasNoMidnight) {
  // Chile moved its clocks on from 24:00 to 01:00 on 7 September 2024.
  const auto start = start_of_day(on(2024, 9, 8), "America/Santiago");
  EXPECT_EQ(start, at(2024, 9, 8, 4h));
  EXPECT_EQ(day_in_zone(start, "America/Santiago"), on(2024, 9, 8));
  EXPECT_EQ(day_in_zone(start - 1us, "America/Santiago"), on(2024, 9, 7));
}

TEST(Zone, TakesTheFirstOfTwoMidnights) {
  // Cuba sets its clocks back from 01:00 to 00:00.
  EXPECT_EQ(start_of_day(on(2024, 11, 3), "America/Havana"), at(2024, 11, 3, 4h));
}

TEST(Zone, IsHowPeopleReadAMoment) {
  EXPECT_EQ(to_local_time(at(2026, 11, 22, 10h + 41min + 59s), vietnam), "22/11/2026 17:41");
  EXPECT_EQ(to_local_day(at(2026, 11, 22, 17h), vietnam), "23/11/2026");
  EXPECT_EQ(to_local_time(at(2026, 1, 2, 1h + 5min), "UTC"), "02/01/2026 01:05");
}

TEST(Zone, IsToldWhereAMomentIsReadFarAway) {
  EXPECT_EQ(to_zoned_time(at(2026, 11, 22, 10h + 41min), vietnam), "22/11/2026 17:41 (UTC+07:00)");
  EXPECT_EQ(to_zoned_time(at(2026, 1, 2, 1h), "UTC"), "02/01/2026 01:00 (UTC+00:00)");
  EXPECT_EQ(to_zoned_time(at(2026, 1, 2, 12h), "America/St_Johns"), "02/01/2026 08:30 (UTC-03:30)");
}

}  // namespace
}  // namespace base
