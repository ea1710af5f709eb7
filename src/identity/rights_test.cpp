#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "identity/identity.hpp"

namespace identity {
namespace {

// The published table, written down a second time: who may, of "admin sales finance viewer" of a
// partner and "provider_admin approver finance auditor" of the provider.
const std::map<Act, std::pair<std::string, std::string>> published{
    {Act::read_registrations,
     {"partner_admin sales finance viewer", "provider_admin approver finance auditor"}},
    {Act::change_registrations, {"partner_admin sales", ""}},
    {Act::read_approvals, {"", "provider_admin approver finance auditor"}},
    {Act::decide_approvals, {"", "provider_admin approver"}},
    {Act::end_registrations, {"", "provider_admin"}},
    {Act::read_directory, {"", "provider_admin approver finance auditor"}},
    {Act::change_directory, {"", "provider_admin"}},
    {Act::read_staff_names,
     {"partner_admin sales finance viewer", "provider_admin approver finance auditor"}},
    {Act::read_staff, {"partner_admin", "provider_admin auditor"}},
    {Act::change_staff, {"partner_admin", "provider_admin"}},
    {Act::read_partners, {"", "provider_admin approver finance auditor"}},
    {Act::change_partners, {"", "provider_admin"}},
    {Act::read_outbox, {"", "provider_admin approver auditor"}},
    {Act::change_outbox, {"", "provider_admin"}},
    {Act::read_audit, {"partner_admin", "provider_admin auditor"}},
    {Act::read_credit, {"partner_admin sales finance viewer", "provider_admin finance auditor"}},
    {Act::change_credit, {"partner_admin finance", ""}},
    {Act::read_grants, {"partner_admin finance", "provider_admin finance auditor"}},
    {Act::issue_credit, {"", "provider_admin finance"}},
    {Act::bill_credit, {"", "finance"}},
    {Act::decide_credit_requests, {"partner_admin finance", "provider_admin finance"}},
    {Act::read_events, {"", "provider_admin finance auditor"}},
    {Act::read_prices,
     {"partner_admin sales finance viewer", "provider_admin approver finance auditor"}},
    {Act::change_prices, {"", "provider_admin"}},
    {Act::read_partner_discounts,
     {"partner_admin sales finance", "provider_admin approver finance auditor"}},
    {Act::ask_partner_discounts, {"partner_admin", ""}},
    {Act::decide_partner_discounts, {"", "provider_admin approver"}},
    {Act::read_customer_discounts,
     {"partner_admin sales finance viewer", "provider_admin approver finance auditor"}},
    {Act::change_customer_discounts, {"partner_admin sales", ""}},
    {Act::read_margin, {"partner_admin sales finance", "provider_admin finance auditor"}},
};
const std::string partner_roles = "partner_admin sales finance viewer";
const std::string provider_roles = "provider_admin approver finance auditor";

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

bool has_word(const std::string& text, const std::string& word) {
  const auto all = words(text);
  return std::ranges::find(all, word) != all.end();
}

Actor actor_with(Audience audience, std::vector<Role> roles) {
  Actor actor;
  actor.audience = audience;
  actor.roles = std::move(roles);
  if (audience == Audience::partner) actor.partner = base::PartnerId::stored("ptn_1");
  return actor;
}

TEST(IdentityRights, every_cell_is_as_published) {
  for (const auto& [act, allowed] : published)
    for (const auto audience : {Audience::partner, Audience::provider}) {
      const bool partner = audience == Audience::partner;
      for (const auto& name : words(partner ? partner_roles : provider_roles)) {
        const auto role = role_of(name, audience);
        ASSERT_TRUE(role) << name;
        const bool expected = has_word(partner ? allowed.first : allowed.second, name);
        const auto actor = actor_with(audience, {*role});
        EXPECT_EQ(may(actor, act), expected) << static_cast<int>(act) << " " << name;
        EXPECT_EQ(require(actor, act).has_value(), expected);
      }
    }
}

TEST(IdentityRights, a_suspended_partner_reads_and_changes_nothing) {
  auto actor = actor_with(Audience::partner, {Role::partner_admin, Role::sales});
  actor.suspended = true;
  for (const Act act : {Act::read_registrations, Act::read_staff, Act::read_audit})
    EXPECT_TRUE(require(actor, act));
  for (const Act act : {Act::change_registrations, Act::change_staff}) {
    const auto refused = require(actor, act);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "partners.suspended");
    EXPECT_EQ(refused.error().kind, base::ErrorKind::forbidden);
  }
  EXPECT_EQ(require(actor, Act::decide_approvals).error().code, "forbidden");
}

TEST(IdentityRights, several_roles_add_up) {
  const auto actor = actor_with(Audience::provider, {Role::auditor, Role::approver});
  EXPECT_TRUE(may(actor, Act::read_audit));
  EXPECT_TRUE(may(actor, Act::decide_approvals));
  EXPECT_FALSE(may(actor, Act::change_staff));
}

TEST(IdentityRights, nobody_without_a_role_may_anything) {
  for (const auto& [act, allowed] : published)
    EXPECT_FALSE(may(actor_with(Audience::partner, {}), act));
}

TEST(IdentityRights, a_role_belongs_to_its_side) {
  EXPECT_EQ(role_of("finance", Audience::partner), Role::finance);
  EXPECT_EQ(role_of("finance", Audience::provider), Role::finance);
  EXPECT_EQ(role_of("approver", Audience::partner), std::nullopt);
  EXPECT_EQ(role_of("sales", Audience::provider), std::nullopt);
  EXPECT_EQ(role_of("root", Audience::provider), std::nullopt);
}

TEST(IdentityRights, only_an_actor_makes_a_scope_and_a_partner_gets_its_own) {
  EXPECT_EQ(actor_with(Audience::partner, {Role::viewer}).scope().partner()->text(), "ptn_1");
  EXPECT_FALSE(actor_with(Audience::provider, {Role::auditor}).scope().partner());
  EXPECT_EQ(actor_with(Audience::partner, {}).tenant(), "ptn_1");
  EXPECT_EQ(actor_with(Audience::provider, {}).tenant(), "provider");
}

}  // namespace
}  // namespace identity
