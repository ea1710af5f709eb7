#include "identity/render.hpp"

namespace identity {

base::Result<> only_people(const Actor& actor) {
  if (!actor.user) return base::fail(base::ErrorKind::forbidden, "identity.no_person");
  return {};
}

boost::json::array roles_json(const std::vector<Role>& roles) {
  boost::json::array names;
  for (const Role role : roles) names.emplace_back(name_of(role));
  return names;
}

boost::json::value partner_json(const std::optional<base::PartnerId>& partner,
                                const std::string& name) {
  if (!partner) return nullptr;
  return boost::json::object{{"id", partner->text()}, {"name", name}};
}

boost::json::object user_json(const Actor& actor) {
  return {{"id", actor.id},
          {"email", actor.email},
          {"name", actor.name},
          {"audience", name_of(actor.audience)},
          {"roles", roles_json(actor.roles)},
          {"partner", partner_json(actor.partner, actor.partner_name)},
          {"language", i18n::code_of(actor.language)}};
}

boost::json::object staff_json(const StaffMember& member) {
  return {{"id", member.id.text()},
          {"email", member.email},
          {"name", member.name},
          {"roles", roles_json(member.roles)},
          {"state", name_of(member.state)},
          {"language", i18n::code_of(member.language)},
          {"second_factor", member.second_factor},
          {"created_at", base::to_rfc3339(member.created_at)}};
}

boost::json::object staff_name_json(const base::UserId& id, const std::string& name) {
  return {{"id", id.text()}, {"name", name}};
}

}  // namespace identity
