#include "identity/gatekeeper.hpp"

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>

#include "identity/sessions.hpp"
#include "platform/log/log.hpp"

namespace identity {
namespace {

std::string origin_of(const std::string& url) {
  const auto host = url.find("://");
  if (host == std::string::npos) return url;
  return url.substr(0, url.find('/', host + 3));
}

bool is_safe(http::Method method) {
  return method == http::Method::get || method == http::Method::head ||
         method == http::Method::options;
}

std::unexpected<base::Error> not_signed_in() {
  return base::fail(base::ErrorKind::unauthenticated, "not_signed_in");
}

std::unexpected<base::Error> foreign() {
  return base::fail(base::ErrorKind::forbidden, "csrf");
}

}  // namespace

Gatekeeper::Gatekeeper(const Surroundings& surroundings)
    : surroundings_(surroundings), origins_(surroundings.settings.origins) {
  origins_.push_back(origin_of(surroundings.settings.base_url));
}

base::Result<Actor> Gatekeeper::signed_in(const http::Request& request) const {
  const auto authorization = request.header("authorization");
  auto actor = authorization ? by_key(request, *authorization) : by_cookie(request);
  if (actor) actor->address = request.client_address;
  return actor;
}

base::Result<Actor> Gatekeeper::by_key(const http::Request& request,
                                       std::string_view authorization) const {
  constexpr std::string_view scheme = "Bearer ";
  if (!boost::algorithm::istarts_with(authorization, scheme)) return not_signed_in();
  const auto token = authorization.substr(scheme.size());
  if (!token.starts_with(api_key_prefix)) return not_signed_in();
  auto actor = surroundings_.database.read([&](database::Snapshot& snapshot) {
    return find_key_actor(snapshot, token, surroundings_.clock.now());
  });
  if (!actor) return not_signed_in();
  actor->language = request.language;
  return *std::move(actor);
}

base::Result<Actor> Gatekeeper::by_cookie(const http::Request& request) const {
  const auto token = request.cookie(cookie_name());
  if (!token || token->empty()) return not_signed_in();
  const base::Instant now = surroundings_.clock.now();
  const Settings& settings = surroundings_.settings;
  auto found = surroundings_.database.read([&](database::Snapshot& snapshot) {
    return find_session(snapshot, *token, {settings.session_idle, settings.session_total}, now);
  });
  if (!found) return not_signed_in();
  if (!is_safe(request.method)) {
    TRY(from_our_pages(request));
    const auto given = request.header("x-csrf-token");
    if (!given || !crypto::equal(*given, csrf_token(*token))) return foreign();
  }
  remember_visit(*found->actor.session, found->last_seen_at, now);
  Actor& actor = found->actor;
  if (actor.second_factor == SecondFactor::off &&
      settings.ask_second_factor(actor.audience, actor.roles))
    actor.second_factor = SecondFactor::needed;
  return std::move(found->actor);
}

void Gatekeeper::remember_visit(const base::SessionId& session, base::Instant last_seen_at,
                                base::Instant now) const {
  if (now - last_seen_at < touched_every) return;
  try {
    const auto touched =
        surroundings_.database.write([&](database::Transaction& transaction) -> base::Result<bool> {
          touch_session(transaction, session, now);
          return true;
        });
    ENSURE(touched.has_value());
  } catch (const database::Unavailable&) {
    // Reading goes on while nothing can be written; the next request remembers the visit.
    log_record::warning("identity", "visit not remembered", {{"session", session.text()}});
  }
}

base::Result<> Gatekeeper::from_our_pages(const http::Request& request) const {
  const auto site = request.header("sec-fetch-site");
  if (site && (*site == "cross-site" || *site == "same-site")) return foreign();
  const auto origin = request.header("origin");
  if (origin && std::ranges::find(origins_, *origin) == origins_.end()) return foreign();
  return {};
}

std::string_view Gatekeeper::cookie_name() const {
  return surroundings_.settings.https() ? "__Host-session" : "session";
}

std::string Gatekeeper::csrf_token(std::string_view session_token) const {
  const auto bytes = crypto::mac(surroundings_.key, {"csrf", session_token});
  return crypto::base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace identity
