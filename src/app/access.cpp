#include "app/access.hpp"

namespace app {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

base::Result<> refuse_unknown(Query query, const http::Request& request) {
  if (query == Query::of_the_handler || request.query.empty()) return {};
  base::Error error{base::ErrorKind::malformed, "unknown_parameter", {}, {}, {}};
  for (const auto& [name, value] : request.query)
    error.fields.push_back({"/" + name, "unknown_parameter", {}});
  return base::fail(std::move(error));
}

/// What somebody may call whose role asks for a second factor and who has none yet: enough to get
/// one, and to leave.
bool is_open_without_second_factor(std::string_view pattern) {
  return pattern == "/api/v1/session" || pattern == "/api/v1/profile" ||
         pattern.starts_with("/api/v1/profile/") || pattern == "/api/v1/settings";
}

http::Handler handler_of(const Line& line, const identity::Gatekeeper& gatekeeper,
                         const i18n::Catalog& catalog) {
  const auto answered = [&catalog](const http::Request& request,
                                   base::Result<http::Response> result) {
    return result ? *std::move(result) : http::problem(request, result.error(), catalog);
  };
  const Query query = line.pattern.starts_with("/api/") ? line.query : Query::of_the_handler;
  const bool open = is_open_without_second_factor(line.pattern);
  const auto as = [&gatekeeper, query, open, answered](
                      ActorHandler handler, std::optional<identity::Act> act) -> http::Handler {
    return [&gatekeeper, query, open, answered, handler = std::move(handler),
            act](const http::Request& request) {
      return answered(request, [&]() -> base::Result<http::Response> {
        const identity::Actor actor = TRY(gatekeeper.signed_in(request));
        if (!open) TRY(identity::require_second_factor(actor));
        if (act) TRY(identity::require(actor, *act));
        TRY(refuse_unknown(query, request));
        return handler(request, actor);
      }());
    };
  };
  return std::visit(
      Overloaded{
          [&](const Anybody& anybody) -> http::Handler {
            return [query, answered, handler = anybody.handler](const http::Request& request) {
              return answered(request, [&]() -> base::Result<http::Response> {
                TRY(refuse_unknown(query, request));
                return handler(request);
              }());
            };
          },
          [&](const SignedIn& signed_in) { return as(signed_in.handler, std::nullopt); },
          [&](const May& may) { return as(may.handler, may.act); },
      },
      line.access);
}

}  // namespace

std::vector<http::Route> guarded(const std::vector<Line>& lines,
                                 const identity::Gatekeeper& gatekeeper,
                                 const i18n::Catalog& catalog) {
  std::vector<http::Route> routes;
  routes.reserve(lines.size());
  for (const Line& line : lines) {
    routes.push_back({line.method, line.pattern, handler_of(line, gatekeeper, catalog)});
  }
  return routes;
}

std::string describe(const Line& line) {
  const std::string access = std::visit(
      Overloaded{[](const Anybody&) { return std::string("anybody"); },
                 [](const SignedIn&) { return std::string("signed_in"); },
                 [](const May& may) { return "may:" + std::string(identity::name_of(may.act)); }},
      line.access);
  return fmt::format("{} {} {}", http::name_of(line.method), line.pattern, access);
}

}  // namespace app
