#pragma once
// From a request to the bytes of its answer: finds the route, calls the handler, turns what it
// throws into a problem, renders. Knows no socket; runs on a worker.

#include <atomic>
#include <chrono>

#include "platform/http/outgoing.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/router.hpp"

namespace http {

/// What an answer needs to know beside the request.
struct Occasion {
  Persistence persistence = Persistence::close;
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

class Answering {
 public:
  Answering(std::vector<Route> routes, Handler fallback, const i18n::Catalog& catalog,
            Transport transport, const std::atomic<bool>& stopping);

  void observe(Server::Observer observer) { observer_ = std::move(observer); }

  /// Never throws but std::bad_alloc while it says that there is no memory.
  Outgoing answer(Request& request, const Occasion& occasion) const;
  Outgoing refuse(const Request& request, const Refusal& refusal, const Occasion& occasion) const;

 private:
  Response route(Request& request, std::string_view& pattern) const;
  Persistence persistence(const Occasion& occasion) const;
  Response guarded(Request& request, std::string_view& pattern) const;
  Outgoing finish(const Request& request, std::string_view pattern, Response response,
                  const Occasion& occasion) const;

  Router router_;
  Handler fallback_;
  const i18n::Catalog& catalog_;
  Transport transport_;
  const std::atomic<bool>& stopping_;  // then every answer is its connection's last
  Server::Observer observer_;
};

}  // namespace http
