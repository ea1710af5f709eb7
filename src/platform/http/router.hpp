#pragma once
// The URL table as a tree of segments: literal segments win over parameters, whatever the order of
// the routes.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.hpp"

namespace http {

class Router {
 public:
  /// Two routes of one method and one shape are a bug of ours (ENSURE).
  explicit Router(std::vector<Route> routes);
  ~Router();

  struct Match {
    const Route* route = nullptr;  // nullptr: the path or its method is not known
    Fields parameters;
    std::string allow;  // methods of the path when it is known, else ""
  };
  Match find(Method method, std::string_view path) const;

 private:
  struct Node;
  void add(const Route& route);
  const Node* descend(const Node& node, std::string_view rest,
                      std::vector<std::string_view>& values) const;

  std::vector<Route> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace http
