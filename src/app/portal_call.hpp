#pragma once
// What the page must know before somebody has signed in.

#include <boost/json.hpp>

#include "app/application.hpp"
#include "identity/http.hpp"

namespace app {

/// Who can sign in to the demo, with the passwords that --demo made, as demo-credentials.json has
/// them; nobody where that file cannot be read.
boost::json::array demo_users(const Settings& settings);

class PortalCall {
 public:
  PortalCall(const Settings& settings, const identity::Handlers& people, bool demo)
      : settings_(settings), people_(people), demo_(demo) {}
  base::Result<http::Response> get(const http::Request& request) const;

 private:
  const Settings& settings_;
  const identity::Handlers& people_;
  bool demo_;
};

}  // namespace app
