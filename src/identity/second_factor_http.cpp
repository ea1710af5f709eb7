#include "identity/http.hpp"
#include "identity/render.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

constexpr std::size_t longest_code = 32;

struct Form {
  std::string password;
  std::string code;
};
struct Fields {
  bool password;
  bool code;
};

base::Result<Form> read_form(const http::Request& request, Fields fields) {
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  const auto read = [&](const char* name, std::size_t longest) {
    auto text = reader.text(name, longest);
    if (text && text->empty()) reader.refuse(name, "required");
    return text.value_or("");
  };
  Form form;
  if (fields.password) form.password = read("password", longest_password_bytes);
  if (fields.code) form.code = read("code", longest_code);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return form;
}

base::Result<> still_signed_in(database::Snapshot& snapshot, const Actor& actor) {
  ENSURE(actor.session && actor.user);
  if (session_is_there(snapshot, *actor.session, *actor.user)) return {};
  return base::fail(base::ErrorKind::unauthenticated, "not_signed_in");
}

boost::json::value time_or_null(const std::optional<base::Instant>& at) {
  if (!at) return nullptr;
  return boost::json::string(base::to_rfc3339(*at));
}

boost::json::object with_codes(const std::vector<std::string>& codes) {
  boost::json::array shown;
  for (const std::string& code : codes) shown.emplace_back(code);
  return {{"recovery_codes", std::move(shown)}};
}

}  // namespace

Handlers::Answer Handlers::second_factor(const http::Request&, const Actor& actor) const {
  TRY(only_people(actor));
  const auto state = surroundings_.database.read(
      [&](database::Snapshot& snapshot) { return second_factor_of(snapshot, *actor.user); });
  const boost::json::object answer{
      {"enabled", state.enabled_at.has_value()},
      {"enabled_at", time_or_null(state.enabled_at)},
      {"required", surroundings_.settings.ask_second_factor(actor.audience, actor.roles)},
      {"recovery_codes_left", state.recovery_codes_left}};
  return http::json(200, boost::json::serialize(answer));
}

Handlers::Answer Handlers::begin_second_factor(const http::Request& request,
                                               const Actor& actor) const {
  TRY(only_people(actor));
  const auto form = TRY(read_form(request, {.password = true, .code = false}));
  TRY(right_password(request, actor, form.password));
  const base::Instant now = surroundings_.clock.now();
  const auto key = crypto::new_totp_key(surroundings_.random);
  const auto sealed = sealed_totp_key(surroundings_.key, *actor.user, key, surroundings_.random);
  const auto offer = [&](database::Transaction& transaction) -> base::Result<> {
    TRY(still_signed_in(transaction, actor));
    return offer_second_factor(transaction, *actor.user, sealed, now);
  };
  TRY(surroundings_.database.write(offer));
  const boost::json::object answer{
      {"secret", crypto::base32(key)},
      {"otpauth_uri", otpauth_uri(key, surroundings_.settings.provider_name, actor.email)},
      {"expires_at", base::to_rfc3339(now + key_waits)}};
  return http::json(200, boost::json::serialize(answer));
}

base::Result<Handlers::ChangedSecondFactor> Handlers::change_second_factor(
    const http::Request& request, const Actor& actor, const std::string& code,
    ChangeOfSecondFactor change) const {
  const Stamp at = stamp(actor.origin());
  const SecondFactorChange drawn{
      actor, surroundings_.key, code, new_recovery_codes(surroundings_.random), notice_of(at), at};
  const NewSession session = new_session(request, *actor.user, at.now);
  const auto run = [&](database::Transaction& transaction) -> base::Result<Refusal> {
    TRY(still_signed_in(transaction, actor));
    auto refused = TRY(change(transaction, drawn));
    if (refused) return refused;
    end_sessions(transaction, *actor.user);
    add_session(transaction, session, at.now);
    return std::nullopt;
  };
  auto refusal = TRY(surroundings_.database.write(run));
  if (refusal) return base::fail(*std::move(refusal));
  return ChangedSecondFactor{session.token, drawn.recovery_codes};
}

http::Response Handlers::renewed_session(const ChangedSecondFactor& changed,
                                         boost::json::object answer) const {
  answer.emplace("csrf_token", gatekeeper_.csrf_token(changed.session_token));
  auto response = http::json(200, boost::json::serialize(answer));
  response.headers.emplace_back("Set-Cookie", cookie(changed.session_token));
  return response;
}

Handlers::Answer Handlers::confirm_second_factor(const http::Request& request,
                                                 const Actor& actor) const {
  TRY(only_people(actor));
  const auto form = TRY(read_form(request, {.password = false, .code = true}));
  const auto changed =
      TRY(change_second_factor(request, actor, form.code, identity::confirm_second_factor));
  return renewed_session(changed, with_codes(changed.recovery_codes));
}

Handlers::Answer Handlers::renew_recovery_codes(const http::Request& request,
                                                const Actor& actor) const {
  TRY(only_people(actor));
  const auto form = TRY(read_form(request, {.password = true, .code = true}));
  TRY(right_password(request, actor, form.password));
  const auto changed =
      TRY(change_second_factor(request, actor, form.code, identity::renew_recovery_codes));
  return renewed_session(changed, with_codes(changed.recovery_codes));
}

Handlers::Answer Handlers::remove_second_factor(const http::Request& request,
                                                const Actor& actor) const {
  TRY(only_people(actor));
  const auto form = TRY(read_form(request, {.password = true, .code = true}));
  if (surroundings_.settings.ask_second_factor(actor.audience, actor.roles))
    return base::fail(base::ErrorKind::conflict, "identity.second_factor_required");
  TRY(right_password(request, actor, form.password));
  const auto changed =
      TRY(change_second_factor(request, actor, form.code, identity::remove_second_factor));
  return renewed_session(changed, {});
}

}  // namespace identity
