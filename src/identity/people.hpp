#pragma once
// The staff of one side, a partner or the provider: invited, active, removed. A side never loses
// its last active admin. Whoever is removed, or gets other roles, is signed out in the same
// transaction.

#include <optional>
#include <string>
#include <vector>

#include "identity/identity.hpp"

namespace identity {

/// Whose staff: the actor's own partner, or the provider.
class Side {
 public:
  explicit Side(std::optional<base::PartnerId> partner)
      : partner_(std::move(partner)), text_(partner_ ? partner_->text() : "provider") {}
  explicit Side(const Actor& actor) : Side(actor.partner) {}

  const std::optional<base::PartnerId>& partner() const { return partner_; }
  Audience audience() const { return partner_ ? Audience::partner : Audience::provider; }
  Role admin() const { return partner_ ? Role::partner_admin : Role::provider_admin; }
  const std::string& text() const { return text_; }

 private:
  std::optional<base::PartnerId> partner_;
  std::string text_;
};

/// Nothing when there is no such company.
std::optional<std::string> find_organization_name(database::Snapshot& snapshot,
                                                  const base::PartnerId& id);

enum class PersonState { invited, active, removed };
std::string_view name_of(PersonState state);

struct StaffMember {
  base::UserId id;
  std::string email;
  std::string name;
  std::string folded_name;
  i18n::Language language;
  PersonState state;
  std::int64_t version;
  base::Instant created_at;
  std::vector<Role> roles;
  bool second_factor = false;
};

struct StaffName {
  base::UserId id;
  std::string name;
  std::string folded_name;
};

/// The row behind which a page begins.
struct AfterName {
  std::string folded_name;
  std::string id;
};
enum class NameOrder { ascending, descending };
struct StaffPage {
  int limit = 50;
  NameOrder order = NameOrder::ascending;
  std::optional<AfterName> after;
};

std::vector<StaffMember> list_staff(database::Snapshot& snapshot, const Side& side,
                                    const StaffPage& page);
std::int64_t count_staff(database::Snapshot& snapshot, const Side& side);
/// Active people only.
std::vector<StaffName> list_staff_names(database::Snapshot& snapshot, const Side& side,
                                        const StaffPage& page);
std::int64_t count_staff_names(database::Snapshot& snapshot, const Side& side);
/// Nothing for somebody of another side, or who was removed.
std::optional<StaffMember> find_staff(database::Snapshot& snapshot, const Side& side,
                                      const base::UserId& id);

struct StaffChange {
  std::optional<std::string> name;
  std::optional<std::vector<Role>> roles;
  std::optional<i18n::Language> language;
};
/// `before` was read in this transaction. 409 `identity.last_admin`.
base::Result<StaffMember> change_staff(database::Transaction& transaction, const Side& side,
                                       const StaffMember& before, const StaffChange& change,
                                       const Stamp& stamp);
/// 404 `not_found`, 409 `identity.last_admin`.
base::Result<> remove_staff(database::Transaction& transaction, const Side& side,
                            const base::UserId& id, const Stamp& stamp);

bool same_roles(std::vector<Role> a, std::vector<Role> b);
/// As a list of roles reads: "sales, finance".
std::string names_of(const std::vector<Role>& roles);

}  // namespace identity
