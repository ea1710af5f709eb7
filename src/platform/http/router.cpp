#include "platform/http/router.hpp"

#include <algorithm>

namespace http {
namespace {

/// The first segment of a path without its leading slash; `rest` keeps what follows.
std::string_view next_segment(std::string_view& rest, bool& last) {
  const auto end = rest.find('/');
  last = end == std::string_view::npos;
  const auto segment = rest.substr(0, end);
  rest.remove_prefix(last ? rest.size() : end + 1);
  return segment;
}

std::string allow_of(const std::vector<const Route*>& routes) {
  std::string allow;
  for (const auto* route : routes) {
    allow += std::string(name_of(route->method)) + ", ";
    if (route->method == Method::get) allow += "HEAD, ";
  }
  return allow + "OPTIONS";
}

Fields named(std::string_view pattern, const std::vector<std::string_view>& values) {
  Fields parameters;
  for (const auto& value : values) {
    const auto open = pattern.find('{');
    const auto close = pattern.find('}');
    parameters.emplace_back(pattern.substr(open + 1, close - open - 1), value);
    pattern.remove_prefix(close + 1);
  }
  return parameters;
}

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::vector<const Route*> routes;
};

Router::Router(std::vector<Route> routes)
    : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
  for (const auto& route : routes_) add(route);
}

Router::~Router() = default;

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  std::vector<std::string_view> values;
  const auto* node = descend(*root_, path.substr(1), values);
  if (node == nullptr) return match;
  match.allow = allow_of(node->routes);
  const auto found = std::ranges::find(node->routes, method, &Route::method);
  if (found == node->routes.end()) return match;
  match.route = *found;
  match.parameters = named(match.route->pattern, values);
  return match;
}

void Router::add(const Route& route) {
  std::string_view rest = route.pattern;
  ENSURE(rest.starts_with('/'));
  rest.remove_prefix(1);
  Node* node = root_.get();
  for (bool last = false; !last;) {
    const auto segment = next_segment(rest, last);
    auto& child = segment.starts_with('{') ? node->parameter : node->literals[std::string(segment)];
    if (!child) child = std::make_unique<Node>();
    node = child.get();
  }
  ENSURE(std::ranges::find(node->routes, route.method, &Route::method) == node->routes.end());
  node->routes.push_back(&route);
}

const Router::Node* Router::descend(const Node& node, std::string_view rest,
                                    std::vector<std::string_view>& values) const {
  bool last = false;
  const auto segment = next_segment(rest, last);
  const auto into = [&](const Node& child) -> const Node* {
    if (!last) return descend(child, rest, values);
    return child.routes.empty() ? nullptr : &child;
  };
  if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
    if (const auto* found = into(*literal->second)) return found;
  }
  if (!node.parameter || segment.empty()) return nullptr;
  values.push_back(segment);
  const auto* found = into(*node.parameter);
  if (found == nullptr) values.pop_back();
  return found;
}

}  // namespace http
