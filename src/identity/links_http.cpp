#include "identity/http.hpp"
#include "identity/render.hpp"
#include "identity/throttle.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// One mail, then one after 3, 6, 12 … minutes: a mailbox cannot be flooded, and while somebody
// else asks again and again there is always a link in it that still works.
constexpr ThrottleRule resets_of_an_address{1, minutes(3), hours(1), hours(24)};
constexpr ThrottleRule resets_from_a_network{20, seconds(10), minutes(5), hours(1)};

struct NewPasswordForm {
  std::string password;
  std::optional<std::string> name;
};

enum class WithName { no, yes };

base::Result<NewPasswordForm> read_new_password(const boost::json::value& body,
                                                WithName with_name) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  auto password = reader.text("password", longest_password_bytes);
  std::optional<std::string> name;
  if (with_name == WithName::yes) name = reader.optional_text("name", 200);
  if (name) name = base::tidy(*name);
  if (name && name->empty()) reader.refuse("name", "required");
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return NewPasswordForm{*std::move(password), std::move(name)};
}

base::Result<base::Email> read_address(const boost::json::value& body) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  const auto text = reader.text("email", 254);
  auto email = text ? base::Email::parse(*text) : std::nullopt;
  if (text && !email) reader.refuse("email", "invalid_email");
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return *std::move(email);
}

}  // namespace

PasswordNotice Handlers::notice_of(const Stamp& at) const {
  return {base::MailId::make(at.now, surroundings_.random.ten()),
          base::to_local_time(at.now, surroundings_.settings.time_zone)};
}

base::Result<std::string> Handlers::hashed(const std::string& password, const std::string& email,
                                           const std::string& organization_name,
                                           const std::string& pointer) const {
  PasswordRules rules{surroundings_.settings.password_min,
                      surroundings_.settings.forbidden_passwords};
  rules.names.insert(rules.names.end(),
                     {organization_name, email, email.substr(0, email.find('@'))});
  auto checked = check_password(password, rules);
  if (!checked) {
    for (base::FieldError& field : checked.error().fields) field.pointer = pointer;
    return base::fail(std::move(checked).error());
  }
  auto hash = surroundings_.hasher.hash(password);
  if (!hash)
    return base::fail(base::ErrorKind::unavailable, "identity.busy",
                      {{"retry_after_seconds", "2"}});
  return *std::move(hash);
}

Handlers::Answer Handlers::ask_password_reset(const http::Request& request) const {
  TRY(gatekeeper_.from_our_pages(request));
  const auto body = TRY(http::json_body(request));
  const auto email = TRY(read_address(body));
  const Stamp at = stamp(passer_by(request));
  const ThrottleKey network{"reset from:" + throttled_network(request.client_address),
                            resets_from_a_network};
  const ThrottleKey address{"reset of:" + crypto::sha256_hex(email.text()), resets_of_an_address};
  const ResetRequest reset{email, surroundings_.random.token(),
                           base::MailId::make(at.now, surroundings_.random.ten()),
                           surroundings_.settings.reset_valid};
  const auto ask = [&](database::Transaction& transaction) -> base::Result<> {
    TRY(count_try(transaction, {network}, at.now));
    if (count_try(transaction, {address}, at.now)) request_reset(transaction, reset, at);
    return {};
  };
  TRY(surroundings_.database.write(ask));
  http::Response response;
  response.status = 202;
  return response;
}

Handlers::Answer Handlers::password_reset(const http::Request& request) const {
  const auto subject = TRY(surroundings_.database.read([&](database::Snapshot& snapshot) {
    return open_link(snapshot, surroundings_.key, LinkPurpose::password_reset,
                     request.path_parameter("token"), surroundings_.clock.now());
  }));
  const boost::json::object answer{{"email", subject.email},
                                   {"expires_at", base::to_rfc3339(subject.expires_at)}};
  return http::json(200, boost::json::serialize(answer));
}

Handlers::Answer Handlers::reset_password(const http::Request& request) const {
  TRY(gatekeeper_.from_our_pages(request));
  const auto body = TRY(http::json_body(request));
  const auto form = TRY(read_new_password(body, WithName::no));
  const auto subject = TRY(surroundings_.database.read([&](database::Snapshot& snapshot) {
    return open_link(snapshot, surroundings_.key, LinkPurpose::password_reset,
                     request.path_parameter("token"), surroundings_.clock.now());
  }));
  const auto hash =
      TRY(hashed(form.password, subject.email, subject.organization_name, "/password"));
  const Stamp at =
      stamp({Origin::Kind::person, subject.id.text(), subject.name, request.client_address});
  const auto notice = notice_of(at);
  TRY(surroundings_.database.write([&](database::Transaction& transaction) {
    return identity::reset_password(transaction, subject, hash, notice, at);
  }));
  return http::no_content();
}

Handlers::Answer Handlers::invitation(const http::Request& request) const {
  struct Found {
    LinkSubject subject;
    StaffMember member;
  };
  const auto find = [&](database::Snapshot& snapshot) -> base::Result<Found> {
    auto opened = TRY(open_link(snapshot, surroundings_.key, LinkPurpose::invitation,
                                request.path_parameter("token"), surroundings_.clock.now()));
    auto member = find_staff(snapshot, Side(opened.partner), opened.id);
    ENSURE(member.has_value());
    return Found{std::move(opened), *std::move(member)};
  };
  const auto found = TRY(surroundings_.database.read(find));
  const LinkSubject& subject = found.subject;
  const boost::json::object answer{
      {"email", subject.email},
      {"name", subject.name},
      {"audience", name_of(Side(subject.partner).audience())},
      {"roles", roles_json(found.member.roles)},
      {"partner", partner_json(subject.partner, subject.organization_name)},
      {"expires_at", base::to_rfc3339(subject.expires_at)}};
  return http::json(200, boost::json::serialize(answer));
}

Handlers::Answer Handlers::accept_invitation(const http::Request& request) const {
  TRY(gatekeeper_.from_our_pages(request));
  const auto body = TRY(http::json_body(request));
  const auto form = TRY(read_new_password(body, WithName::yes));
  const auto subject = TRY(surroundings_.database.read([&](database::Snapshot& snapshot) {
    return open_link(snapshot, surroundings_.key, LinkPurpose::invitation,
                     request.path_parameter("token"), surroundings_.clock.now());
  }));
  const auto hash =
      TRY(hashed(form.password, subject.email, subject.organization_name, "/password"));
  const std::string name = form.name.value_or(subject.name);
  const Stamp at = stamp({Origin::Kind::person, subject.id.text(), name, request.client_address});
  TRY(surroundings_.database.write([&](database::Transaction& transaction) {
    return identity::accept_invitation(transaction, subject, hash, name, at);
  }));
  return http::no_content();
}

base::Result<LinkSubject> Handlers::subject_of_link(LinkPurpose purpose,
                                                    std::string_view token) const {
  return surroundings_.database.read([&](database::Snapshot& snapshot) {
    return open_link(snapshot, surroundings_.key, purpose, token, surroundings_.clock.now());
  });
}

}  // namespace identity
