#include "platform/http/answering.hpp"

#include <new>
#include <stdexcept>

#include "platform/database/database.hpp"
#include "platform/log/log.hpp"

namespace http {
namespace {

bool is_api(std::string_view path) {
  return path.starts_with("/api/") || path == "/api";
}

Response allowing(std::string allow) {
  auto response = no_content();
  response.headers.emplace_back("Allow", std::move(allow));
  return response;
}

void report(const Request& request, std::string_view event, const std::string& cause) {
  log_record::error(
      "http", event,
      {{"id", request.id}, {"method", std::string(name_of(request.method))}, {"cause", cause}});
}

}  // namespace

Answering::Answering(std::vector<Route> routes, Handler fallback, const i18n::Catalog& catalog,
                     Transport transport, const std::atomic<bool>& stopping)
    : router_(std::move(routes)),
      fallback_(std::move(fallback)),
      catalog_(catalog),
      transport_(transport),
      stopping_(stopping) {}

Outgoing Answering::answer(Request& request, const Occasion& occasion) const {
  std::string_view pattern;
  auto response = guarded(request, pattern);
  return finish(request, pattern, std::move(response), occasion);
}

Outgoing Answering::refuse(const Request& request, const Refusal& refusal,
                           const Occasion& occasion) const {
  return finish(request, "", problem(request, refusal, catalog_), occasion);
}

Response Answering::route(Request& request, std::string_view& pattern) const {
  auto match = router_.find(request.method, request.path);
  if (match.route != nullptr) {
    pattern = match.route->pattern;
    request.path_parameters = std::move(match.parameters);
    return match.route->handler(request);
  }
  if (request.method == Method::options && (!match.allow.empty() || !is_api(request.path))) {
    return allowing(match.allow.empty() ? "GET, HEAD, OPTIONS" : std::move(match.allow));
  }
  if (!match.allow.empty()) {
    return problem(request,
                   Refusal{405, "http.method_not_allowed", {{"Allow", std::move(match.allow)}}},
                   catalog_);
  }
  if (is_api(request.path)) return problem(request, Refusal{404, "not_found", {}}, catalog_);
  return fallback_(request);
}

Persistence Answering::persistence(const Occasion& occasion) const {
  return stopping_ ? Persistence::close : occasion.persistence;
}

Response Answering::guarded(Request& request, std::string_view& pattern) const {
  try {
    auto response = route(request, pattern);
    if (has_sound_headers(response)) return response;
    if (response.temporary_file) std::filesystem::remove(*response.temporary_file);
    report(request, "answer with an unsound header", std::string(pattern));
  } catch (const database::CommitUnknown& error) {
    report(request, "outcome unknown", error.what());
    return problem(request, Refusal{503, "http.outcome_unknown", {}}, catalog_);
  } catch (const database::Unavailable& error) {
    report(request, "database unavailable", error.what());
    return problem(request, Refusal{503, "http.busy", {}}, catalog_);
  } catch (const std::bad_alloc& error) {
    report(request, "out of memory", error.what());
    return problem(request, Refusal{503, "http.busy", {}}, catalog_);
  } catch (const std::exception& error) {
    report(request, "handler failed", error.what());
  } catch (...) {
    report(request, "handler failed", "unknown exception");
  }
  return problem(request, Refusal{500, "internal", {}}, catalog_);
}

Outgoing Answering::finish(const Request& request, std::string_view pattern, Response response,
                           const Occasion& occasion) const {
  Outgoing out;
  try {
    out = render(request, std::move(response), persistence(occasion), transport_);
  } catch (const std::exception& error) {
    report(request, "cannot render the answer", error.what());
    out = render(request, problem(request, Refusal{500, "internal", {}}, catalog_),
                 persistence(occasion), transport_);
  }
  if (observer_) {
    const auto took = std::chrono::steady_clock::now() - occasion.began;
    observer_(request, pattern, out.status,
              std::chrono::duration_cast<std::chrono::microseconds>(took));
  }
  return out;
}

}  // namespace http
