#include "identity/people_store.hpp"

#include <algorithm>

#include "embedded/identity_queries.hpp"

namespace identity {
namespace {

i18n::Language language_in(const database::Row& row) {
  return i18n::language_of(row.text("language"), i18n::Language::vi);
}

Role role_in(const database::Row& row, Audience audience) {
  const auto role = role_of(row.text("role"), audience);
  ENSURE(role.has_value());
  return *role;
}

PersonState state_in(const database::Row& row) {
  const auto state = row.text("state");
  for (const auto known : {PersonState::invited, PersonState::active})
    if (name_of(known) == state) return known;
  return PersonState::removed;
}

StaffMember staff_member_in(const database::Row& row) {
  auto id = base::UserId::stored(std::string(row.text("id")));
  std::string email(row.text("email"));
  std::string name(row.text("name"));
  std::string folded_name(row.text("folded_name"));
  const auto language = language_in(row);
  const auto state = state_in(row);
  const auto version = row.integer("version");
  return {std::move(id),
          std::move(email),
          std::move(name),
          std::move(folded_name),
          language,
          state,
          version,
          row.instant("created_at_us"),
          {},
          row.optional_instant("second_factor_at_us").has_value()};
}

Person person_in(const database::Row& row) {
  auto id = base::UserId::stored(std::string(row.text("id")));
  std::string email(row.text("email"));
  std::string name(row.text("name"));
  return {std::move(id), std::move(email), std::move(name), language_in(row), {}};
}

// A person comes as one row a role.
template <class Found>
std::vector<Found> read_people(database::Snapshot& snapshot, const database::Query& query,
                               database::Parameters parameters, Audience audience,
                               Found (*person)(const database::Row&)) {
  std::vector<Found> people;
  snapshot.each(query, parameters, [&](const database::Row& row) {
    Found next = person(row);
    if (people.empty() || people.back().id != next.id) people.push_back(std::move(next));
    people.back().roles.push_back(role_in(row, audience));
    return true;
  });
  return people;
}

template <class Found>
std::optional<Found> only(std::vector<Found> people) {
  if (people.empty()) return std::nullopt;
  return std::move(people.front());
}

std::vector<Person> active_people(database::Snapshot& snapshot, const Side& side,
                                  const std::vector<Role>& roles) {
  auto people = read_people(snapshot, queries::list_active_people, {{"side", side}},
                            side.audience(), person_in);
  if (roles.empty()) return people;
  std::erase_if(people, [&](const Person& person) {
    return std::ranges::find_first_of(person.roles, roles) == person.roles.end();
  });
  return people;
}

const AfterName before_all{"", ""};
// Behind every name: no UTF-8 text sorts after U+10FFFF.
const AfterName behind_all{"\xF4\x8F\xBF\xBF", ""};

}  // namespace

std::vector<Person> provider_staff(database::Snapshot& snapshot, const std::vector<Role>& roles) {
  return active_people(snapshot, Side(std::nullopt), roles);
}

std::vector<Person> partner_staff(database::Snapshot& snapshot, const base::PartnerId& partner,
                                  const std::vector<Role>& roles) {
  return active_people(snapshot, Side(partner), roles);
}

std::optional<Person> find_partner_person(database::Snapshot& snapshot,
                                          const base::PartnerId& partner,
                                          const base::UserId& user) {
  const Side side(partner);
  return only(read_people(snapshot, queries::find_active_person, {{"id", user}, {"side", side}},
                          side.audience(), person_in));
}

std::vector<StaffMember> list_staff(database::Snapshot& snapshot, const Side& side,
                                    const StaffPage& page) {
  const bool forward = page.order == NameOrder::ascending;
  const AfterName after = page.after.value_or(forward ? before_all : behind_all);
  return read_people(snapshot, forward ? queries::list_staff : queries::list_staff_backwards,
                     {{"side", side},
                      {"after_name", after.folded_name},
                      {"after_id", after.id},
                      {"batch", page.limit}},
                     side.audience(), staff_member_in);
}

std::int64_t count_staff(database::Snapshot& snapshot, const Side& side) {
  return snapshot.count(queries::count_staff, {{"side", side}});
}

std::vector<StaffName> list_staff_names(database::Snapshot& snapshot, const Side& side,
                                        const StaffPage& page) {
  const bool forward = page.order == NameOrder::ascending;
  const AfterName after = page.after.value_or(forward ? before_all : behind_all);
  return snapshot.all(forward ? queries::list_staff_names : queries::list_staff_names_backwards,
                      {{"side", side},
                       {"after_name", after.folded_name},
                       {"after_id", after.id},
                       {"batch", page.limit}},
                      [](const database::Row& row) {
                        auto id = base::UserId::stored(std::string(row.text("id")));
                        std::string name(row.text("name"));
                        return StaffName{std::move(id), std::move(name),
                                         std::string(row.text("folded_name"))};
                      });
}

std::int64_t count_staff_names(database::Snapshot& snapshot, const Side& side) {
  return snapshot.count(queries::count_staff_names, {{"side", side}});
}

std::optional<StaffMember> find_staff(database::Snapshot& snapshot, const Side& side,
                                      const base::UserId& id) {
  return only(read_people(snapshot, queries::find_staff, {{"id", id}, {"side", side}},
                          side.audience(), staff_member_in));
}

std::optional<KnownPerson> find_person_on_side(database::Snapshot& snapshot, const Side& side,
                                               const base::Email& email) {
  return snapshot.first(queries::find_person_on_side, {{"side", side}, {"email", email}},
                        [](const database::Row& row) {
                          auto id = base::UserId::stored(std::string(row.text("id")));
                          return KnownPerson{std::move(id), state_in(row)};
                        });
}

base::Result<> insert_person(database::Transaction& transaction, const Side& side,
                             const PersonRow& person, base::Instant now) {
  const auto inserted = transaction.attempt(
      queries::add_person, {{"id", person.id},
                            {"side", side},
                            {"partner_id", side.partner()},
                            {"email", person.email},
                            {"name", person.name},
                            {"folded_name", base::fold(person.name)},
                            {"language", i18n::code_of(person.language)},
                            {"state", name_of(person.state)},
                            {"password_hash", person.password_hash},
                            {"invitation_nonce", person.invitation_nonce},
                            {"invitation_expires_at_us", person.invitation_expires_at},
                            {"now", now}});
  if (inserted) return {};
  if (inserted.error().constraint == "person_side_email")
    return base::fail(base::ErrorKind::conflict, "identity.email_taken");
  return base::fail(base::ErrorKind::conflict, "identity.email_taken");
}

void renew_invitation(database::Transaction& transaction, const base::UserId& id,
                      const PersonRow& person) {
  transaction.execute(queries::renew_invitation,
                      {{"id", id},
                       {"name", person.name},
                       {"folded_name", base::fold(person.name)},
                       {"language", i18n::code_of(person.language)},
                       {"invitation_nonce", person.invitation_nonce},
                       {"invitation_expires_at_us", person.invitation_expires_at}});
}

void replace_roles(database::Transaction& transaction, const base::UserId& id,
                   const std::vector<Role>& roles) {
  transaction.execute(queries::remove_roles, {{"person_id", id}});
  for (const Role role : roles)
    transaction.execute(queries::add_role, {{"person_id", id}, {"role", name_of(role)}});
}

bool has_another_admin(database::Snapshot& snapshot, const Side& side, const base::UserId& id) {
  return snapshot.count(queries::count_other_active,
                        {{"side", side}, {"role", name_of(side.admin())}, {"id", id}}) > 0;
}

bool update_person(database::Transaction& transaction, const StaffMember& person) {
  return transaction.execute(queries::change_person, {{"id", person.id},
                                                      {"name", person.name},
                                                      {"folded_name", base::fold(person.name)},
                                                      {"language", i18n::code_of(person.language)},
                                                      {"version", person.version}}) == 1;
}

bool mark_removed(database::Transaction& transaction, const Side& side, const base::UserId& id) {
  return transaction.execute(queries::remove_person, {{"id", id}, {"side", side}}) == 1;
}

}  // namespace identity
