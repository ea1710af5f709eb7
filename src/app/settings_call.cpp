#include "app/settings_call.hpp"

#include <boost/json.hpp>

namespace app {

base::Result<http::Response> SettingsCall::get(const http::Request&, const identity::Actor&) const {
  boost::json::array roles;
  for (const auto& role : settings_.registrations.roles) roles.emplace_back(role);
  const boost::json::object answer{
      {"provider", {{"name", settings_.provider_name}, {"sign_up_url", settings_.sign_up_url}}},
      {"roles", roles},
      {"default_role", settings_.registrations.roles.front()},
      {"valid_days", settings_.registrations.valid_days},
      {"languages", {"vi", "en"}},
      {"currency", settings_.currency},
      {"time_zone", settings_.time_zone},
      {"demo", demo_}};
  return http::json(200, boost::json::serialize(answer));
}

}  // namespace app
