// From which day on a discount may begin.

#include "pricing/pricing.hpp"

namespace pricing {
namespace {

base::Day ahead(base::Day today, const Lead& lead, const base::WorkingDays& days) {
  if (lead.unit == Unit::working_days) return days.after(today, lead.days);
  return std::chrono::sys_days{today} + std::chrono::days{lead.days};
}

}  // namespace

base::Day earliest_for_partner(base::Day today, const Lead& lead, const base::WorkingDays& days) {
  return std::chrono::sys_days{ahead(today, lead, days)} + std::chrono::days{1};
}

base::Day earliest_for_customer(base::Day today, const Lead& lead, const base::WorkingDays& days) {
  return ahead(today, lead, days);
}

}  // namespace pricing
