#include "identity/http.hpp"
#include "identity/preferences.hpp"
#include "identity/render.hpp"
#include "identity/sign_in.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

constexpr std::size_t longest_name = 200;

base::Result<StaffChange> read_change(const boost::json::value& body) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  StaffChange change;
  if (auto name = reader.optional_text("name", longest_name)) {
    change.name = base::tidy(*name);
    if (change.name->empty()) reader.refuse("name", "required");
  }
  if (const auto language = reader.optional_text("language", 2)) {
    if (*language == "vi" || *language == "en")
      change.language = i18n::language_of(*language, i18n::Language::vi);
    else
      reader.refuse("language", "invalid_choice");
  }
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return change;
}

struct PasswordForm {
  std::string current;
  std::string next;
};

base::Result<PasswordForm> read_passwords(const boost::json::value& body) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  auto current = reader.text("current", longest_password_bytes);
  auto next = reader.text("new", longest_password_bytes);
  if (current && current->empty()) reader.refuse("current", "required");
  if (next && next->empty()) reader.refuse("new", "required");
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return PasswordForm{*std::move(current), *std::move(next)};
}

http::Response profile_answer(const Actor& actor, std::int64_t version) {
  auto response = http::json(200, boost::json::serialize(user_json(actor)));
  response.headers.emplace_back("ETag", http::etag(version));
  return response;
}

http::Response preferences_answer(const Preferences& preferences) {
  auto response = http::json(200, boost::json::serialize(preferences_json(preferences)));
  response.headers.emplace_back("ETag", http::etag(preferences.version));
  return response;
}

}  // namespace

base::Result<Credentials> Handlers::right_password(const http::Request& request, const Actor& actor,
                                                   const std::string& password) const {
  const auto email = base::Email::stored(actor.email);
  const auto throttle = sign_in_throttle(surroundings_.settings, email, request.client_address);
  auto person = check_credentials(surroundings_, email, password, throttle);
  if (!person && person.error().kind == base::ErrorKind::unauthenticated)
    return base::fail(base::ErrorKind::unprocessable, "identity.wrong_password");
  if (!person) return person;
  TRY(surroundings_.database.write([&](database::Transaction& transaction) -> base::Result<> {
    forgive(transaction, throttle);
    return {};
  }));
  return person;
}

Handlers::Answer Handlers::profile(const http::Request&, const Actor& actor) const {
  TRY(only_people(actor));
  const auto member = surroundings_.database.read(
      [&](database::Snapshot& snapshot) { return find_staff(snapshot, Side(actor), *actor.user); });
  if (!member) return base::fail(base::ErrorKind::unauthenticated, "not_signed_in");
  return profile_answer(actor, member->version);
}

Handlers::Answer Handlers::change_profile(const http::Request& request, const Actor& actor) const {
  TRY(only_people(actor));
  const auto body = TRY(http::json_body(request));
  const auto change = TRY(read_change(body));
  const Side side(actor);
  const Stamp at = stamp(actor.origin());
  const auto store = [&](database::Transaction& transaction) -> base::Result<StaffMember> {
    const auto before = find_staff(transaction, side, *actor.user);
    if (!before) return base::fail(base::ErrorKind::unauthenticated, "not_signed_in");
    TRY(http::check_if_match(request, before->version));
    return identity::change_staff(transaction, side, *before, change, at);
  };
  const auto changed = TRY(surroundings_.database.write(store));
  Actor after = actor;
  after.name = changed.name;
  after.language = changed.language;
  return profile_answer(after, changed.version);
}

Handlers::Answer Handlers::preferences(const http::Request&, const Actor& actor) const {
  TRY(only_people(actor));
  return preferences_answer(preferences_of(actor));
}

Handlers::Answer Handlers::change_preferences(const http::Request& request,
                                              const Actor& actor) const {
  TRY(only_people(actor));
  const auto body = TRY(http::json_body(request));
  const auto change = TRY(read_preferences_change(body));
  const auto store = [&](database::Transaction& transaction) -> base::Result<Preferences> {
    const auto before = find_preferences(transaction, *actor.user);
    TRY(http::check_if_match(request, before.version));
    auto after = changed(before, change);
    put_preferences(transaction, *actor.user, after);
    return after;
  };
  return preferences_answer(TRY(surroundings_.database.write(store)));
}

Preferences Handlers::preferences_of(const Actor& actor) const {
  if (!actor.user) return {};
  return surroundings_.database.read(
      [&](database::Snapshot& snapshot) { return find_preferences(snapshot, *actor.user); });
}

Handlers::Answer Handlers::change_password(const http::Request& request, const Actor& actor) const {
  TRY(only_people(actor));
  const auto body = TRY(http::json_body(request));
  const auto form = TRY(read_passwords(body));
  const auto person = TRY(right_password(request, actor, form.current));
  const auto hash = TRY(hashed(form.next, actor.email, actor.partner_name, "/new"));
  const Stamp at = stamp(actor.origin());
  const auto notice = notice_of(at);
  TRY(surroundings_.database.write([&](database::Transaction& transaction) {
    return identity::change_password(transaction, actor, person.password_hash, hash, notice, at);
  }));
  auto response = http::no_content();
  response.headers.emplace_back("Set-Cookie", expired_cookie());
  return response;
}

}  // namespace identity
