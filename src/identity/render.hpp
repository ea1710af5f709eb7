#pragma once
// People and sessions as the contract shows them.

#include <boost/json.hpp>

#include "identity/people.hpp"

namespace identity {

/// 403 `identity.no_person`: an API key has no profile.
base::Result<> only_people(const Actor& actor);

boost::json::array roles_json(const std::vector<Role>& roles);
/// {id, name} or null.
boost::json::value partner_json(const std::optional<base::PartnerId>& partner,
                                const std::string& name);
boost::json::object user_json(const Actor& actor);
boost::json::object staff_json(const StaffMember& member);
boost::json::object staff_name_json(const base::UserId& id, const std::string& name);

}  // namespace identity
