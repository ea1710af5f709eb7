#include <algorithm>

#include "identity/http.hpp"
#include "identity/render.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/listing.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

constexpr std::size_t longest_name = 200;

std::unexpected<base::Error> not_found() {
  return base::fail(base::ErrorKind::not_found, "not_found");
}

std::vector<Role> read_roles(const boost::json::value& value, Audience audience,
                             const std::string& pointer, std::vector<base::FieldError>& errors) {
  std::vector<Role> roles;
  if (!value.is_array()) {
    errors.push_back({pointer, "wrong_type", {{"expected", "array"}}});
    return roles;
  }
  const auto& names = value.get_array();
  if (names.empty() || names.size() > 4)
    errors.push_back({pointer, "wrong_count", {{"least", "1"}, {"most", "4"}}});
  for (std::size_t i = 0; i < names.size() && i < 4; ++i) {
    const auto role = names[i].is_string()
                          ? role_of(std::string_view(names[i].get_string()), audience)
                          : std::nullopt;
    if (role && std::ranges::find(roles, *role) == roles.end())
      roles.push_back(*role);
    else
      errors.push_back({pointer + "/" + std::to_string(i), "invalid_choice", {}});
  }
  return roles;
}

std::optional<std::string> tidy_name(json::ObjectReader& reader, std::optional<std::string> name) {
  if (!name) return std::nullopt;
  auto tidy = base::tidy(*name);
  if (tidy.empty()) reader.refuse("name", "required");
  return tidy;
}

struct NewStaffMember {
  base::Email email;
  std::string name;
  std::vector<Role> roles;
};

base::Result<NewStaffMember> read_new_member(const boost::json::value& body, Audience audience) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  const auto text = reader.text("email", 254);
  auto email = text ? base::Email::parse(*text) : std::nullopt;
  if (text && !email) reader.refuse("email", "invalid_email");
  auto name = tidy_name(reader, reader.text("name", longest_name));
  std::vector<Role> roles;
  if (const auto* value = reader.value("roles"))
    roles = read_roles(*value, audience, reader.pointer_to("roles"), errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return NewStaffMember{*std::move(email), *std::move(name), std::move(roles)};
}

base::Result<NewStaffMember> read_admin(const boost::json::value& body) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  const auto text = reader.text("email", 254);
  auto email = text ? base::Email::parse(*text) : std::nullopt;
  if (text && !email) reader.refuse("email", "invalid_email");
  auto name = tidy_name(reader, reader.optional_text("name", longest_name));
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return NewStaffMember{*std::move(email), name.value_or(""), {Role::partner_admin}};
}

Invitation new_invitation(const Surroundings& surroundings, const Actor& actor,
                          const NewStaffMember& member,
                          const std::optional<base::PartnerId>& partner,
                          const std::string& organization_name) {
  const base::Instant now = surroundings.clock.now();
  return {base::UserId::make(now, surroundings.random.ten()),
          member.email,
          member.name,
          partner,
          member.roles,
          actor.language,
          organization_name,
          base::MailId::make(now, surroundings.random.ten()),
          surroundings.random.token(),
          surroundings.settings.invitation_valid};
}

base::Result<StaffChange> read_change(const boost::json::value& body, Audience audience) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  StaffChange change;
  change.name = tidy_name(reader, reader.optional_text("name", longest_name));
  if (const auto* value = reader.optional_value("roles"))
    change.roles = read_roles(*value, audience, reader.pointer_to("roles"), errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return change;
}

http::Response member_answer(int status, const StaffMember& member) {
  auto response = http::json(status, boost::json::serialize(staff_json(member)));
  response.headers.emplace_back("ETag", http::etag(member.version));
  return response;
}

base::Result<base::UserId> id_in(const http::Request& request) {
  const auto id = base::UserId::parse(request.path_parameter("id"));
  if (!id) return not_found();
  return *id;
}

struct Organization {
  base::PartnerId id;
  std::string name;
};

base::Result<Organization> partner_in(const http::Request& request, database::Database& database) {
  const auto id = base::PartnerId::parse(request.path_parameter("id"));
  if (!id) return not_found();
  auto name = database.read(
      [&](database::Snapshot& snapshot) { return find_organization_name(snapshot, *id); });
  if (!name) return not_found();
  return Organization{*id, *std::move(name)};
}

const http::ListRules rules{
    .name = "staff", .sortable = {"name"}, .filters = {}, .default_sort = {{"name", false}}};

const http::ListRules partner_rules{.name = "partner_staff",
                                    .sortable = {"name"},
                                    .filters = {},
                                    .default_sort = {{"name", false}}};

template <class Row, class Render>
std::string page_answer(std::vector<Row> rows, std::int64_t total, const http::Page& page,
                        const crypto::SecretKey& key, Render&& render) {
  const auto limit = static_cast<std::size_t>(page.limit);
  boost::json::value next = nullptr;
  if (rows.size() > limit) {
    rows.erase(rows.begin() + page.limit, rows.end());
    next = http::next_cursor(page, {rows.back().folded_name, rows.back().id.text()}, key);
  }
  boost::json::array data;
  for (const Row& row : rows) data.push_back(render(row));
  return boost::json::serialize(boost::json::object{{"data", std::move(data)},
                                                    {"next_cursor", std::move(next)},
                                                    {"total", total},
                                                    {"total_is_exact", true}});
}

}  // namespace

Handlers::Answer Handlers::list_staff(const http::Request& request, const Actor& actor) const {
  const auto page = TRY(http::parse_page(request, rules, actor.tenant(), surroundings_.key));
  return staff_page(page, Side(actor), actor);
}

Handlers::Answer Handlers::list_partner_staff(const http::Request& request,
                                              const Actor& actor) const {
  const auto partner = TRY(partner_in(request, surroundings_.database));
  const auto page =
      TRY(http::parse_page(request, partner_rules, partner.id.text(), surroundings_.key));
  return staff_page(page, Side(partner.id), actor);
}

http::Response Handlers::staff_page(const http::Page& page, const Side& side,
                                    const Actor& actor) const {
  StaffPage wanted{page.limit + 1,
                   page.sort.front().descending ? NameOrder::descending : NameOrder::ascending,
                   std::nullopt};
  if (!page.after.empty()) wanted.after = AfterName{page.after[0], page.after[1]};
  return surroundings_.database.read([&](database::Snapshot& snapshot) {
    if (may(actor, Act::read_staff))
      return http::json(
          200, page_answer(identity::list_staff(snapshot, side, wanted),
                           count_staff(snapshot, side), page, surroundings_.key, staff_json));
    return http::json(
        200, page_answer(list_staff_names(snapshot, side, wanted),
                         count_staff_names(snapshot, side), page, surroundings_.key,
                         [](const StaffName& row) { return staff_name_json(row.id, row.name); }));
  });
}

Handlers::Answer Handlers::invite_staff(const http::Request& request, const Actor& actor) const {
  const auto body = TRY(http::json_body(request));
  const auto member = TRY(read_new_member(body, actor.audience));
  return send_invitation(
      request, actor,
      new_invitation(surroundings_, actor, member, actor.partner,
                     actor.partner ? actor.partner_name : surroundings_.settings.provider_name));
}

Handlers::Answer Handlers::invite_partner_admin(const http::Request& request,
                                                const Actor& actor) const {
  const auto partner = TRY(partner_in(request, surroundings_.database));
  const auto body = TRY(http::json_body(request));
  const auto admin = TRY(read_admin(body));
  return send_invitation(request, actor,
                         new_invitation(surroundings_, actor, admin, partner.id, partner.name));
}

Handlers::Answer Handlers::send_invitation(const http::Request& request, const Actor& actor,
                                           const Invitation& invitation) const {
  const Stamp at = stamp(actor.origin());
  const Side side(invitation.partner);
  return http::write(surroundings_.database, request, actor.tenant(), at.now, http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> Answer {
                       const auto id = TRY(invite(transaction, invitation, at));
                       const auto invited = find_staff(transaction, side, id);
                       ENSURE(invited.has_value());
                       return member_answer(201, *invited);
                     });
}

Handlers::Answer Handlers::staff_member(const http::Request& request, const Actor& actor) const {
  const auto id = TRY(id_in(request));
  const auto member = surroundings_.database.read(
      [&](database::Snapshot& snapshot) { return find_staff(snapshot, Side(actor), id); });
  if (member && may(actor, Act::read_staff)) return member_answer(200, *member);
  if (!member || member->state != PersonState::active) return not_found();
  auto response =
      http::json(200, boost::json::serialize(staff_name_json(member->id, member->name)));
  response.headers.emplace_back("ETag", http::etag(member->version));
  return response;
}

Handlers::Answer Handlers::change_staff(const http::Request& request, const Actor& actor) const {
  const auto id = TRY(id_in(request));
  const Side side(actor);
  const bool theirs = surroundings_.database.read(
      [&](database::Snapshot& snapshot) { return find_staff(snapshot, side, id).has_value(); });
  if (!theirs) return not_found();
  const auto body = TRY(http::json_body(request));
  const auto change = TRY(read_change(body, actor.audience));
  const Stamp at = stamp(actor.origin());
  const auto store = [&](database::Transaction& transaction) -> base::Result<StaffMember> {
    const auto before = find_staff(transaction, side, id);
    if (!before) return not_found();
    TRY(http::check_if_match(request, before->version));
    if (change.roles && actor.user == id && !same_roles(*change.roles, before->roles))
      return base::fail(base::ErrorKind::forbidden, "identity.own_roles");
    return identity::change_staff(transaction, side, *before, change, at);
  };
  const auto changed = TRY(surroundings_.database.write(store));
  return member_answer(200, changed);
}

Handlers::Answer Handlers::remove_staff(const http::Request& request, const Actor& actor) const {
  const auto id = TRY(id_in(request));
  const Stamp at = stamp(actor.origin());
  TRY(surroundings_.database.write([&](database::Transaction& transaction) {
    return identity::remove_staff(transaction, Side(actor), id, at);
  }));
  return http::no_content();
}

Handlers::Answer Handlers::reset_staff_second_factor(const http::Request& request,
                                                     const Actor& actor) const {
  const auto id = TRY(id_in(request));
  const Side side(actor);
  const bool theirs = surroundings_.database.read(
      [&](database::Snapshot& snapshot) { return find_staff(snapshot, side, id).has_value(); });
  if (!theirs) return not_found();
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader(body, "", errors).finish();
  TRY(json::no_errors(std::move(errors)));
  if (actor.user == id) return base::fail(base::ErrorKind::conflict, "identity.own_second_factor");
  const Stamp at = stamp(actor.origin());
  const auto notice = notice_of(at);
  const auto reset = [&](database::Transaction& transaction) -> Answer {
    const auto member = find_staff(transaction, side, id);
    if (!member) return not_found();
    TRY(reset_second_factor(
        transaction, {member->id, side.partner(), member->email, member->name, member->language},
        notice, at));
    return member_answer(200, find_staff(transaction, side, id).value());
  };
  return http::write(surroundings_.database, request, actor.tenant(), at.now, http::KeyIs::optional,
                     reset);
}

}  // namespace identity
