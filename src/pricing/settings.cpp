#include "pricing/pricing.hpp"

namespace pricing {
namespace {

int read_int(config::Reader& reader, std::string_view name, int otherwise, int least, int most,
             std::string_view explanation) {
  return static_cast<int>(reader.integer(name, otherwise, least, most, explanation));
}

Unit read_unit(config::Reader& reader, std::string_view name, Unit otherwise,
               std::string_view explanation) {
  const auto unit = reader.one_of(name, {"calendar_days", "working_days"},
                                  std::string(name_of(otherwise)), explanation);
  return unit == name_of(Unit::working_days) ? Unit::working_days : Unit::calendar_days;
}

BelowCost below_cost_of(std::string_view word) {
  if (word == "refuse") return BelowCost::refuse;
  return word == "allow" ? BelowCost::allow : BelowCost::reason;
}

}  // namespace

Settings read_settings(config::Reader& reader) {
  Settings settings;
  settings.partner_lead.days =
      read_int(reader, "pricing.partner_lead_days", settings.partner_lead.days, 0, 365,
               "A partner's discount begins more than so many days after it was asked for.");
  settings.partner_lead.unit = read_unit(reader, "pricing.partner_lead_unit",
                                         settings.partner_lead.unit, "What those days are.");
  settings.customer_lead.days =
      read_int(reader, "pricing.customer_lead_days", settings.customer_lead.days, 0, 365,
               "A customer's discount begins at least so many days after it was set; with 0 at "
               "once.");
  settings.customer_lead.unit = read_unit(reader, "pricing.customer_lead_unit",
                                          settings.customer_lead.unit, "What those days are.");
  settings.answer_working_days =
      read_int(reader, "pricing.answer_working_days", settings.answer_working_days, 0, 60,
               "Working days in which partner discounts are answered; 0 promises nothing.");
  settings.most_partner_points =
      read_int(reader, "pricing.partner_discount_most", settings.most_partner_points, 0, 10'000,
               "Largest partner discount of one product, in basis points (500 is 5 %).");
  settings.most_customer_points =
      read_int(reader, "pricing.customer_discount_most", settings.most_customer_points, 0, 10'000,
               "Largest customer discount of one product, in basis points.");
  settings.below_cost = below_cost_of(reader.one_of(
      "pricing.below_cost", {"reason", "refuse", "allow"}, "reason",
      "A customer discount that makes the sale price lower than the partner's cost needs a reason, "
      "is refused, or allowed; only a partner_admin may set one."));
  settings.end_notice_days =
      read_int(reader, "pricing.end_notice_days", settings.end_notice_days, 0, 90,
               "Days before a customer's discount ends that its partner is told; 0: never.");
  settings.rise_notice_days =
      read_int(reader, "pricing.rise_notice_days", settings.rise_notice_days, 0, 90,
               "Days before a customer's price rises that the customer is told; 0: never.");
  return settings;
}

}  // namespace pricing
