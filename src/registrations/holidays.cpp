#include "registrations/registrations.hpp"

namespace registrations {

// 2026: Tết from 16 to 20 February, Hùng Kings 26 April (observed on Monday the 27th), 30 April and
// 1 May, National Day 1 and 2 September. 2027: Tết from 5 to 11 February, Hùng Kings 16 April.
std::vector<std::string> default_holidays() {
  return {"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20",
          "2026-04-27", "2026-04-30", "2026-05-01", "2026-09-01", "2026-09-02", "2027-01-01",
          "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-16",
          "2027-04-30", "2027-05-03", "2027-09-02", "2027-09-03"};
}

}  // namespace registrations
