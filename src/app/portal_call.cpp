#include "app/portal_call.hpp"

#include <fstream>

namespace app {

boost::json::array demo_users(const Settings& settings) {
  std::ifstream file(settings.data / "demo-credentials.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  boost::system::error_code error;
  auto parsed = boost::json::parse(text, error);
  if (error || !parsed.is_object()) return {};
  return std::move(parsed.as_object().at("users").as_array());
}

base::Result<http::Response> PortalCall::get(const http::Request& request) const {
  boost::json::value users = nullptr;
  if (demo_) users = demo_users(settings_);
  const boost::json::object answer{{"provider", {{"name", settings_.provider_name}}},
                                   {"languages", {"vi", "en"}},
                                   {"time_zone", settings_.time_zone},
                                   {"password_min", settings_.identity.password_min},
                                   {"demo_users", std::move(users)},
                                   {"session", people_.session_of_cookie(request)}};
  return http::json(200, boost::json::serialize(answer));
}

}  // namespace app
