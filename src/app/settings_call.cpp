#include "app/settings_call.hpp"

#include <boost/json.hpp>

namespace app {
namespace {

boost::json::value amount_or_null(std::optional<std::int64_t> amount) {
  if (amount) return *amount;
  return nullptr;
}

boost::json::object credit_json(const credit::Settings& credit) {
  const credit::SecondPerson& second = credit.second_person;
  return {{"presets", boost::json::value_from(credit.presets)},
          {"reclaim", credit.reclaim},
          {"second_person",
           {{"grant", amount_or_null(second.grant)},
            {"top_up", amount_or_null(second.top_up)},
            {"payout", amount_or_null(second.payout)}}},
          {"alert_days_left", credit.alert_days_left}};
}

}  // namespace

base::Result<http::Response> SettingsCall::get(const http::Request&, const identity::Actor&) const {
  const registrations::Settings& own = settings_.registrations;
  boost::json::array roles;
  for (const auto& role : own.roles) roles.emplace_back(role);
  const boost::json::object answer{
      {"provider", {{"name", settings_.provider_name}, {"sign_up_url", settings_.sign_up_url}}},
      {"roles", roles},
      {"default_role", own.roles.front()},
      {"valid_days", own.valid_days},
      {"languages", {"vi", "en"}},
      {"currency", settings_.currency},
      {"time_zone", settings_.time_zone},
      {"demo", demo_},
      {"resend_after_seconds",
       std::chrono::seconds(std::chrono::minutes(own.resend_minutes)).count()},
      {"existing_customer", registrations::name_of(own.existing_customer)},
      {"sla_working_days", own.sla_working_days},
      {"disclosure", registrations::name_of(own.disclosure)},
      {"credit", credit_json(settings_.credit)}};
  return http::json(200, boost::json::serialize(answer));
}

}  // namespace app
