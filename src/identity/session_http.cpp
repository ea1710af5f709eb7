#include "identity/http.hpp"
#include "identity/render.hpp"
#include "identity/sign_in.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

constexpr std::size_t longest_user_agent = 256;

struct SignInForm {
  std::string email;
  std::string password;
  std::optional<std::string> code;
};

base::Result<SignInForm> read_form(const boost::json::value& body) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  auto email = reader.text("email", 254);
  auto password = reader.text("password", longest_password_bytes);
  auto code = reader.optional_text("code", 32);
  if (code && code->empty()) code.reset();
  if (email && email->empty()) reader.refuse("email", "required");
  if (password && password->empty()) reader.refuse("password", "required");
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return SignInForm{*std::move(email), *std::move(password), std::move(code)};
}

std::string user_agent_of(const http::Request& request) {
  std::string text(request.header("user-agent").value_or(""));
  if (text.size() > longest_user_agent) text.resize(longest_user_agent);
  return base::is_clean(text) ? text : "";
}

}  // namespace

Handlers::Handlers(const Surroundings& surroundings)
    : surroundings_(surroundings), gatekeeper_(surroundings) {}

Stamp Handlers::stamp(Origin origin) const {
  const base::Instant now = surroundings_.clock.now();
  return {std::move(origin), now, base::AuditId::make(now, surroundings_.random.ten())};
}

Origin Handlers::passer_by(const http::Request& request) const {
  return {Origin::Kind::system, "", "", request.client_address};
}

std::string Handlers::cookie(const std::string& token) const {
  return std::string(gatekeeper_.cookie_name()) + "=" + token + "; Path=/; HttpOnly; SameSite=Lax" +
         (surroundings_.settings.https() ? "; Secure" : "");
}

std::string Handlers::expired_cookie() const {
  return cookie("") + "; Max-Age=0";
}

Handlers::Answer Handlers::sign_in(const http::Request& request) const {
  TRY(gatekeeper_.from_our_pages(request));
  const auto body = TRY(http::json_body(request));
  const auto form = TRY(read_form(body));
  const auto email = base::Email::parse(form.email);
  const auto throttle = sign_in_throttle(surroundings_.settings, email, request.client_address);
  const SignInTry tried{hash_of(email), request.client_address, user_agent_of(request)};
  auto person = check_credentials(surroundings_, email, form.password, throttle);
  if (!person) return refused_sign_in(tried, std::move(person).error());
  std::optional<std::string> fresh_hash;
  if (surroundings_.hasher.needs_rehash(person->password_hash))
    fresh_hash = surroundings_.hasher.hash(form.password);
  const Stamp at =
      stamp({Origin::Kind::person, person->id.text(), person->name, request.client_address});
  const Entry entry{*email,
                    *person,
                    form.code,
                    throttle,
                    tried,
                    new_session(request, person->id, at.now),
                    std::string(request.cookie(gatekeeper_.cookie_name()).value_or("")),
                    fresh_hash,
                    notice_of(at),
                    at};
  auto refusal = TRY(surroundings_.database.write([&](database::Transaction& transaction) {
    return enter(transaction, surroundings_.key, entry);
  }));
  if (refusal) return base::fail(*std::move(refusal));
  return signed_in_answer(request, entry.session.token);
}

Handlers::Answer Handlers::refused_sign_in(const SignInTry& tried, base::Error error) const {
  if (error.kind == base::ErrorKind::unauthenticated) {
    const base::Instant now = surroundings_.clock.now();
    TRY(surroundings_.database.write([&](database::Transaction& transaction) -> base::Result<> {
      add_sign_in(transaction, tried, SignInOutcome::wrong_password, now);
      return {};
    }));
  }
  return base::fail(std::move(error));
}

NewSession Handlers::new_session(const http::Request& request, const base::UserId& person,
                                 base::Instant now) const {
  return {base::SessionId::make(now, surroundings_.random.ten()), surroundings_.random.token(32),
          person, request.client_address, user_agent_of(request)};
}

Handlers::Answer Handlers::signed_in_answer(const http::Request& request,
                                            const std::string& token) const {
  http::Request with_cookie;
  with_cookie.headers = {{"cookie", std::string(gatekeeper_.cookie_name()) + "=" + token}};
  with_cookie.client_address = request.client_address;
  const Actor actor = TRY(gatekeeper_.signed_in(with_cookie));
  auto response = session(with_cookie, actor);
  if (response) response->headers.emplace_back("Set-Cookie", cookie(token));
  return response;
}

Handlers::Answer Handlers::session(const http::Request& request, const Actor& actor) const {
  return http::json(200, boost::json::serialize(session_json(request, actor)));
}

boost::json::object Handlers::session_json(const http::Request& request, const Actor& actor) const {
  const auto token = request.cookie(gatekeeper_.cookie_name());
  const bool by_cookie = actor.session && token;
  return {{"user", user_json(actor)},
          {"csrf_token", by_cookie ? gatekeeper_.csrf_token(*token) : std::string()},
          {"second_factor", name_of(actor.second_factor)},
          {"preferences", preferences_json(preferences_of(actor))}};
}

boost::json::value Handlers::session_of_cookie(const http::Request& request) const {
  http::Request by_cookie = request;
  std::erase_if(by_cookie.headers,
                [](const auto& field) { return field.first == "authorization"; });
  const auto actor = gatekeeper_.signed_in(by_cookie);
  if (!actor) return nullptr;
  return session_json(by_cookie, *actor);
}

Handlers::Answer Handlers::sign_out(const http::Request&, const Actor& actor) const {
  auto response = http::no_content();
  if (!actor.session) return response;
  const Stamp at = stamp(actor.origin());
  TRY(surroundings_.database.write([&](database::Transaction& transaction) -> base::Result<> {
    identity::end_session(transaction, *actor.session);
    audit(transaction, at.audit, {at.origin, "session.sign_out", actor.id, actor.partner, {}},
          at.now);
    return {};
  }));
  response.headers.emplace_back("Set-Cookie", expired_cookie());
  return response;
}

}  // namespace identity
