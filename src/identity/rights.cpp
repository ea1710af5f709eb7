// The rights table: docs/guides/rights.md in code, one line an act, one column a role.

#include <array>

#include "identity/identity.hpp"

namespace identity {
namespace {

struct Column {
  Audience audience;
  Role role;
  std::string_view name;
};

constexpr std::array<Column, 8> columns{{
    {Audience::partner, Role::partner_admin, "partner_admin"},
    {Audience::partner, Role::sales, "sales"},
    {Audience::partner, Role::finance, "finance"},
    {Audience::partner, Role::viewer, "viewer"},
    {Audience::provider, Role::provider_admin, "provider_admin"},
    {Audience::provider, Role::approver, "approver"},
    {Audience::provider, Role::finance, "finance"},
    {Audience::provider, Role::auditor, "auditor"},
}};

enum class Effect { reads, changes };

struct Right {
  Act act;
  std::string_view name;
  Effect effect;
  std::array<int, 8> allowed;  // in the order of `columns`
};

// clang-format off
constexpr std::array<Right, 30> rights{{
    //                                                 partner        provider
    //                                                 ad sa fi vi    ad ap fi au
    {Act::read_registrations,   "read_registrations",   Effect::reads,        {1, 1, 1, 1,    1, 1, 1, 1}},
    {Act::change_registrations, "change_registrations", Effect::changes,      {1, 1, 0, 0,    0, 0, 0, 0}},
    {Act::read_approvals,       "read_approvals",       Effect::reads,        {0, 0, 0, 0,    1, 1, 1, 1}},
    {Act::decide_approvals,     "decide_approvals",     Effect::changes,      {0, 0, 0, 0,    1, 1, 0, 0}},
    {Act::end_registrations,    "end_registrations",    Effect::changes,      {0, 0, 0, 0,    1, 0, 0, 0}},
    {Act::read_directory,       "read_directory",       Effect::reads,        {0, 0, 0, 0,    1, 1, 1, 1}},
    {Act::change_directory,     "change_directory",     Effect::changes,      {0, 0, 0, 0,    1, 0, 0, 0}},
    {Act::read_staff_names,     "read_staff_names",     Effect::reads,        {1, 1, 1, 1,    1, 1, 1, 1}},
    {Act::read_staff,           "read_staff",           Effect::reads,        {1, 0, 0, 0,    1, 0, 0, 1}},
    {Act::change_staff,         "change_staff",         Effect::changes,      {1, 0, 0, 0,    1, 0, 0, 0}},
    {Act::read_partners,        "read_partners",        Effect::reads,        {0, 0, 0, 0,    1, 1, 1, 1}},
    {Act::change_partners,      "change_partners",      Effect::changes,      {0, 0, 0, 0,    1, 0, 0, 0}},
    {Act::read_outbox,          "read_outbox",          Effect::reads,        {0, 0, 0, 0,    1, 1, 0, 1}},
    {Act::change_outbox,        "change_outbox",        Effect::changes,      {0, 0, 0, 0,    1, 0, 0, 0}},
    {Act::read_audit,           "read_audit",           Effect::reads,        {1, 0, 0, 0,    1, 0, 0, 1}},
    {Act::read_credit,          "read_credit",          Effect::reads,        {1, 1, 1, 1,    1, 0, 1, 1}},
    {Act::change_credit,        "change_credit",        Effect::changes,      {1, 0, 1, 0,    0, 0, 0, 0}},
    {Act::read_grants,          "read_grants",          Effect::reads,        {1, 0, 1, 0,    1, 0, 1, 1}},
    {Act::issue_credit,         "issue_credit",         Effect::changes,      {0, 0, 0, 0,    1, 0, 1, 0}},
    {Act::bill_credit,          "bill_credit",          Effect::changes,      {0, 0, 0, 0,    0, 0, 1, 0}},
    {Act::decide_credit_requests, "decide_credit_requests", Effect::changes,  {1, 0, 1, 0,    1, 0, 1, 0}},
    {Act::read_events,          "read_events",          Effect::reads,        {0, 0, 0, 0,    1, 0, 1, 1}},
    {Act::read_prices,          "read_prices",          Effect::reads,        {1, 1, 1, 1,    1, 1, 1, 1}},
    {Act::change_prices,        "change_prices",        Effect::changes,      {0, 0, 0, 0,    1, 0, 0, 0}},
    {Act::read_partner_discounts, "read_partner_discounts", Effect::reads,    {1, 1, 1, 0,    1, 1, 1, 1}},
    {Act::ask_partner_discounts, "ask_partner_discounts", Effect::changes,    {1, 0, 0, 0,    0, 0, 0, 0}},
    {Act::decide_partner_discounts, "decide_partner_discounts", Effect::changes, {0, 0, 0, 0, 1, 1, 0, 0}},
    {Act::read_customer_discounts, "read_customer_discounts", Effect::reads,  {1, 1, 1, 1,    1, 1, 1, 1}},
    {Act::change_customer_discounts, "change_customer_discounts", Effect::changes, {1, 1, 0, 0, 0, 0, 0, 0}},
    {Act::read_margin,          "read_margin",          Effect::reads,        {1, 1, 1, 0,    1, 0, 1, 1}},
}};
// clang-format on

constexpr bool lines_stand_in_the_order_of_acts() {
  for (std::size_t i = 0; i < rights.size(); ++i)
    if (rights[i].act != static_cast<Act>(i)) return false;
  return rights.size() == static_cast<std::size_t>(Act::read_margin) + 1;
}
static_assert(lines_stand_in_the_order_of_acts());

const Right& right_to(Act act) {
  return rights[static_cast<std::size_t>(act)];
}

}  // namespace

std::string_view name_of(Audience audience) {
  return audience == Audience::partner ? "partner" : "provider";
}

std::string_view name_of(Act act) {
  return right_to(act).name;
}

std::string_view name_of(Role role) {
  for (const Column& column : columns)
    if (column.role == role) return column.name;
  ENSURE(!"a role outside the table");
  return {};
}

std::optional<Role> role_of(std::string_view name, Audience audience) {
  for (const Column& column : columns)
    if (column.audience == audience && column.name == name) return column.role;
  return std::nullopt;
}

bool may(const Actor& actor, Act act) {
  const Right& right = right_to(act);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].audience != actor.audience || right.allowed[i] == 0) continue;
    for (const Role role : actor.roles)
      if (role == columns[i].role) return true;
  }
  return false;
}

base::Result<> require_second_factor(const Actor& actor) {
  if (actor.second_factor != SecondFactor::needed) return {};
  return base::fail(base::ErrorKind::forbidden, "identity.second_factor_needed");
}

base::Result<> require(const Actor& actor, Act act) {
  if (!may(actor, act)) return base::fail(base::ErrorKind::forbidden, "forbidden");
  if (actor.suspended && right_to(act).effect == Effect::changes)
    return base::fail(base::ErrorKind::forbidden, "partners.suspended");
  return {};
}

}  // namespace identity
