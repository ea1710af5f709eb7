#pragma once
// What a signed-in page must know of the installation.

#include "app/application.hpp"
#include "identity/identity.hpp"
#include "platform/http/http.hpp"

namespace app {

class SettingsCall {
 public:
  SettingsCall(const Settings& settings, bool demo) : settings_(settings), demo_(demo) {}
  base::Result<http::Response> get(const http::Request& request,
                                   const identity::Actor& actor) const;

 private:
  const Settings& settings_;
  bool demo_;
};

}  // namespace app
