#pragma once
// Turns the URL table into routes: finds the actor, applies the access rule, calls the handler, and
// makes problems of errors.

#include "app/handlers.hpp"
#include "identity/gatekeeper.hpp"
#include "platform/i18n/i18n.hpp"

namespace app {

std::vector<http::Route> guarded(const std::vector<Line>& lines,
                                 const identity::Gatekeeper& gatekeeper,
                                 const i18n::Catalog& catalog);

/// "GET /api/v1/registrations may:read_registrations", for `partner-portal routes` and the
/// contract's test.
std::string describe(const Line& line);

}  // namespace app
