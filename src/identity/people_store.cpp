// Rows of person and person_role as other rooms see them.

#include <algorithm>

#include "embedded/identity_queries.hpp"
#include "identity/identity.hpp"

namespace identity {
namespace {

// A person comes as one row a role.
std::vector<Person> read_people(database::Snapshot& snapshot, const database::Query& query,
                                database::Parameters parameters, Audience audience) {
  std::vector<Person> people;
  snapshot.each(query, parameters, [&](const database::Row& row) {
    auto id = base::UserId::stored(std::string(row.text("id")));
    if (people.empty() || people.back().id != id) {
      std::string email(row.text("email"));
      std::string name(row.text("name"));
      const auto language = i18n::language_of(row.text("language"), i18n::Language::vi);
      people.push_back({std::move(id), std::move(email), std::move(name), language, {}});
    }
    const auto role = role_of(row.text("role"), audience);
    ENSURE(role.has_value());
    people.back().roles.push_back(*role);
    return true;
  });
  return people;
}

std::vector<Person> with_one_of(std::vector<Person> people, const std::vector<Role>& roles) {
  if (roles.empty()) return people;
  std::erase_if(people, [&](const Person& person) {
    return std::ranges::find_first_of(person.roles, roles) == person.roles.end();
  });
  return people;
}

}  // namespace

std::vector<Person> provider_staff(database::Snapshot& snapshot, const std::vector<Role>& roles) {
  return with_one_of(read_people(snapshot, queries::list_active_people, {{"side", "provider"}},
                                 Audience::provider),
                     roles);
}

std::vector<Person> partner_staff(database::Snapshot& snapshot, const base::PartnerId& partner,
                                  const std::vector<Role>& roles) {
  return with_one_of(
      read_people(snapshot, queries::list_active_people, {{"side", partner}}, Audience::partner),
      roles);
}

std::optional<Person> find_partner_person(database::Snapshot& snapshot,
                                          const base::PartnerId& partner,
                                          const base::UserId& user) {
  auto people = read_people(snapshot, queries::find_active_person,
                            {{"id", user}, {"side", partner}}, Audience::partner);
  if (people.empty()) return std::nullopt;
  return std::move(people.front());
}

}  // namespace identity
