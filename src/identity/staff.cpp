// Rules about people: who is on a side, and that no side loses its last admin.

#include <algorithm>

#include "identity/people.hpp"
#include "identity/people_store.hpp"
#include "identity/second_factor.hpp"
#include "identity/sessions.hpp"
#include "notifications/notifications.hpp"

namespace identity {
namespace {

constexpr int invitations_per_day = 5;

bool holds(const std::vector<Role>& roles, Role role) {
  return std::ranges::find(roles, role) != roles.end();
}

std::string shown_name(const std::string& name, const base::Email& email) {
  return name.empty() ? email.text().substr(0, email.text().find('@')) : name;
}

void mail_invitation(database::Transaction& transaction, const Invitation& invitation,
                     const base::UserId& id, const Stamp& stamp) {
  notifications::cancel(transaction, id.text(), stamp.now);
  const auto hours = invitation.valid.count();
  const bool whole_days = hours % 24 == 0 && hours > 24;
  const notifications::Mail mail{
      .id = invitation.mail,
      .recipient = invitation.email.text(),
      .language = invitation.language,
      .languages = notifications::Languages::both,
      .template_name = "invitation",
      .values = {{"name", shown_name(invitation.name, invitation.email)},
                 {"inviter", stamp.origin.name},
                 {"organization", invitation.organization_name},
                 {"days", whole_days ? std::to_string(hours / 24) : ""},
                 {"hours", whole_days ? "" : std::to_string(hours)}},
      .link = notifications::Link{"/invitation/", {"invitation", id.text(), invitation.nonce}},
      .about = id.text(),
      .hold_key = invitation.partner ? invitation.partner->text() : "",
      .per_day = invitations_per_day};
  notifications::queue(transaction, mail, stamp.now);
}

base::Result<> last_admin_stays(database::Snapshot& snapshot, const Side& side,
                                const StaffMember& member) {
  const bool is_admin = member.state == PersonState::active && holds(member.roles, side.admin());
  if (!is_admin || has_another_admin(snapshot, side, member.id)) return {};
  return base::fail(base::ErrorKind::conflict, "identity.last_admin");
}

}  // namespace

std::string_view name_of(PersonState state) {
  switch (state) {
    case PersonState::invited:
      return "invited";
    case PersonState::active:
      return "active";
    case PersonState::removed:
      return "removed";
  }
  ENSURE(!"a state outside the list");
  return {};
}

bool same_roles(std::vector<Role> a, std::vector<Role> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

std::string names_of(const std::vector<Role>& roles) {
  std::string names;
  for (const Role role : roles) {
    if (!names.empty()) names += ", ";
    names += name_of(role);
  }
  return names;
}

base::Result<base::UserId> invite(database::Transaction& transaction, const Invitation& invitation,
                                  const Stamp& stamp) {
  ENSURE(!invitation.roles.empty());
  const Side side(invitation.partner);
  PersonRow row{invitation.id,
                invitation.email,
                shown_name(invitation.name, invitation.email),
                invitation.language,
                PersonState::invited,
                std::nullopt,
                invitation.nonce,
                stamp.now + invitation.valid};
  const auto known = find_person_on_side(transaction, side, invitation.email);
  if (known && known->state == PersonState::active)
    return base::fail(base::ErrorKind::conflict, "identity.email_taken");
  if (known) {
    row.id = known->id;
    renew_invitation(transaction, known->id, row);
  } else {
    TRY(insert_person(transaction, side, row, stamp.now));
  }
  replace_roles(transaction, row.id, invitation.roles);
  mail_invitation(transaction, invitation, row.id, stamp);
  audit(transaction, stamp.audit,
        {stamp.origin,
         "staff.invite",
         row.id.text(),
         invitation.partner,
         {{"email", invitation.email.text()}, {"roles", names_of(invitation.roles)}}},
        stamp.now);
  return row.id;
}

base::Result<> add_person(database::Transaction& transaction, const NewPerson& person,
                          const Stamp& stamp) {
  ENSURE(!person.roles.empty());
  const Side side(person.partner);
  if (find_person_on_side(transaction, side, person.email))
    return base::fail(base::ErrorKind::conflict, "identity.email_taken");
  TRY(insert_person(
      transaction, side,
      {person.id, person.email, shown_name(person.name, person.email), person.language,
       PersonState::active, person.password_hash, std::nullopt, std::nullopt},
      stamp.now));
  replace_roles(transaction, person.id, person.roles);
  audit(transaction, stamp.audit,
        {stamp.origin,
         "staff.add",
         person.id.text(),
         person.partner,
         {{"email", person.email.text()}, {"roles", names_of(person.roles)}}},
        stamp.now);
  return {};
}

base::Result<StaffMember> change_staff(database::Transaction& transaction, const Side& side,
                                       const StaffMember& before, const StaffChange& change,
                                       const Stamp& stamp) {
  StaffMember after = before;
  if (change.name) after.name = *change.name;
  if (change.language) after.language = *change.language;
  if (change.roles) after.roles = *change.roles;
  ENSURE(!after.roles.empty());
  const bool roles_change = !same_roles(after.roles, before.roles);
  if (!holds(after.roles, side.admin())) TRY(last_admin_stays(transaction, side, before));
  if (!update_person(transaction, after)) return base::fail(base::ErrorKind::stale, "stale");
  if (roles_change) {
    replace_roles(transaction, after.id, after.roles);
    end_sessions(transaction, after.id);
  }
  after.version = before.version + 1;
  after.folded_name = base::fold(after.name);
  audit(transaction, stamp.audit,
        {stamp.origin,
         "staff.change",
         after.id.text(),
         side.partner(),
         {{"name", after.name},
          {"language", std::string(i18n::code_of(after.language))},
          {"roles_before", names_of(before.roles)},
          {"roles", names_of(after.roles)}}},
        stamp.now);
  return after;
}

base::Result<> remove_staff(database::Transaction& transaction, const Side& side,
                            const base::UserId& id, const Stamp& stamp) {
  const auto member = find_staff(transaction, side, id);
  if (!member) return base::fail(base::ErrorKind::not_found, "not_found");
  TRY(last_admin_stays(transaction, side, *member));
  ENSURE(mark_removed(transaction, side, id));
  end_sessions(transaction, id);
  forget_second_factor(transaction, id);
  notifications::cancel(transaction, id.text(), stamp.now);
  audit(transaction, stamp.audit,
        {stamp.origin,
         "staff.remove",
         id.text(),
         side.partner(),
         {{"email", member->email}, {"name", member->name}}},
        stamp.now);
  return {};
}

}  // namespace identity
