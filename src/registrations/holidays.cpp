#include "registrations/registrations.hpp"

namespace registrations {

// 2026 by the Labour Code of 2019, article 112: New Year, Tết from 16 to 20 February, Hùng Kings
// (26 April is a Sunday, so the 27th), 30 April and 1 May, National Day. The days that the
// government swaps each year are configuration.
std::vector<std::string> default_holidays() {
  return {"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20",
          "2026-04-27", "2026-04-30", "2026-05-01", "2026-09-01", "2026-09-02"};
}

}  // namespace registrations
