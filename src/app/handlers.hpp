#pragma once
// What routes.cpp is made of: every line names method, pattern, access rule and handler. A line
// without an access rule does not compile. Order of checks: limits (platform/http), session (401),
// CSRF (403), access (403), then the handler: type (415) and body (400).

#include <functional>
#include <variant>

#include "identity/identity.hpp"
#include "platform/http/http.hpp"

namespace app {

using OpenHandler = std::function<base::Result<http::Response>(const http::Request&)>;
using ActorHandler =
    std::function<base::Result<http::Response>(const http::Request&, const identity::Actor&)>;

/// For everybody: health, consent, sign-in.
struct Anybody {
  OpenHandler handler;
};
/// For whoever is signed in, a suspended partner's people too when `suspended` says so.
struct SignedIn {
  ActorHandler handler;
};
/// For whoever may by the rights table.
struct May {
  identity::Act act;
  ActorHandler handler;
};

/// Whose affair a query is. Under /api/, a line that takes none answers 400 `unknown_parameter`,
/// once access is clear.
enum class Query { none, of_the_handler };

struct Line {
  http::Method method;
  std::string pattern;
  std::variant<Anybody, SignedIn, May> access;
  Query query = Query::none;
};

}  // namespace app
