#include "app/rooms.hpp"

namespace app {
namespace {

/// Binds a handler method to its object.
template <class Object, class... Arguments>
auto call(Object& object, base::Result<http::Response> (Object::*method)(Arguments...) const) {
  return [&object, method](Arguments... arguments) { return (object.*method)(arguments...); };
}
template <class Object, class... Arguments>
auto call(Object& object, base::Result<http::Response> (Object::*method)(Arguments...)) {
  return [&object, method](Arguments... arguments) { return (object.*method)(arguments...); };
}

constexpr auto get = http::Method::get;
constexpr auto post = http::Method::post;
constexpr auto put = http::Method::put;
constexpr auto patch = http::Method::patch;
constexpr auto del = http::Method::del;

/// The query of a list: its handler knows the parameters.
constexpr auto listed = Query::of_the_handler;

using identity::Act;
using Lines = std::vector<Line>;

void add_people(Lines& lines, Rooms& rooms) {
  using People = identity::Handlers;
  People& people = rooms.identity;
  const Lines own{
      {post, "/api/v1/session", Anybody{call(people, &People::sign_in)}},
      {get, "/api/v1/session", SignedIn{call(people, &People::session)}},
      {del, "/api/v1/session", SignedIn{call(people, &People::sign_out)}},
      {get, "/api/v1/profile", SignedIn{call(people, &People::profile)}},
      {patch, "/api/v1/profile", SignedIn{call(people, &People::change_profile)}},
      {get, "/api/v1/profile/preferences", SignedIn{call(people, &People::preferences)}},
      {patch, "/api/v1/profile/preferences", SignedIn{call(people, &People::change_preferences)}},
      {post, "/api/v1/profile/password", SignedIn{call(people, &People::change_password)}},
      {get, "/api/v1/profile/two-factor", SignedIn{call(people, &People::second_factor)}},
      {post, "/api/v1/profile/two-factor", SignedIn{call(people, &People::begin_second_factor)}},
      {post, "/api/v1/profile/two-factor/confirm",
       SignedIn{call(people, &People::confirm_second_factor)}},
      {post, "/api/v1/profile/two-factor/recovery-codes",
       SignedIn{call(people, &People::renew_recovery_codes)}},
      {post, "/api/v1/profile/two-factor/remove",
       SignedIn{call(people, &People::remove_second_factor)}},
      {get, "/api/v1/profile/sessions", SignedIn{call(people, &People::list_sessions)}, listed},
      {del, "/api/v1/profile/sessions", SignedIn{call(people, &People::end_other_sessions)}},
      {del, "/api/v1/profile/sessions/{id}", SignedIn{call(people, &People::end_session)}},
      {get, "/api/v1/profile/sign-ins", SignedIn{call(people, &People::list_sign_ins)}, listed},
      {post, "/api/v1/password-resets", Anybody{call(people, &People::ask_password_reset)}},
      {get, "/api/v1/password-resets/{token}", Anybody{call(people, &People::password_reset)}},
      {post, "/api/v1/password-resets/{token}", Anybody{call(people, &People::reset_password)}},
      {get, "/api/v1/invitations/{token}", Anybody{call(people, &People::invitation)}},
      {post, "/api/v1/invitations/{token}", Anybody{call(people, &People::accept_invitation)}},
      {get, "/api/v1/staff", May{Act::read_staff_names, call(people, &People::list_staff)}, listed},
      {post, "/api/v1/staff", May{Act::change_staff, call(people, &People::invite_staff)}},
      {get, "/api/v1/staff/{id}", May{Act::read_staff_names, call(people, &People::staff_member)}},
      {patch, "/api/v1/staff/{id}", May{Act::change_staff, call(people, &People::change_staff)}},
      {del, "/api/v1/staff/{id}", May{Act::change_staff, call(people, &People::remove_staff)}},
      {post, "/api/v1/staff/{id}/two-factor-reset",
       May{Act::change_staff, call(people, &People::reset_staff_second_factor)}},
      {get, "/api/v1/audit", May{Act::read_audit, call(people, &People::list_audit)}, listed},
  };
  lines.insert(lines.end(), own.begin(), own.end());
}

void add_partners(Lines& lines, Rooms& rooms) {
  using Partners = partners::Handlers;
  Partners& room = rooms.partners;
  const Lines own{
      {get, "/api/v1/partners", May{Act::read_partners, call(room, &Partners::list)}, listed},
      {post, "/api/v1/partners", May{Act::change_partners, call(room, &Partners::create)}},
      {get, "/api/v1/partners/{id}", May{Act::read_partners, call(room, &Partners::show)}},
      {post, "/api/v1/partners/{id}/suspend",
       May{Act::change_partners, call(room, &Partners::suspend)}},
      {post, "/api/v1/partners/{id}/reopen",
       May{Act::change_partners, call(room, &Partners::reopen)}},
      {get, "/api/v1/partners/{id}/staff",
       May{Act::read_partners, call(rooms.identity, &identity::Handlers::list_partner_staff)},
       listed},
      {post, "/api/v1/partners/{id}/admins",
       May{Act::change_partners, call(rooms.identity, &identity::Handlers::invite_partner_admin)}},
  };
  lines.insert(lines.end(), own.begin(), own.end());
}

void add_registrations(Lines& lines, Rooms& rooms) {
  using registrations::Reading;
  using registrations::Writing;
  Reading& read = rooms.reading;
  Writing& write = rooms.writing;
  constexpr auto may_read = Act::read_registrations;
  constexpr auto may_change = Act::change_registrations;
  const Lines own{
      {post, "/api/v1/registrations", May{may_change, call(write, &Writing::add)}},
      {get, "/api/v1/registrations", May{may_read, call(read, &Reading::list)}, listed},
      {get, "/api/v1/registrations/counts", May{may_read, call(read, &Reading::counts)}},
      {get, "/api/v1/registrations/counts/by-partner",
       May{Act::read_partners, call(read, &Reading::counts_by_partner)}, listed},
      {get, "/api/v1/registrations/{id}", May{may_read, call(read, &Reading::get)}},
      {patch, "/api/v1/registrations/{id}", May{may_change, call(write, &Writing::rename)}},
      {get, "/api/v1/registrations/{id}/history", May{may_read, call(read, &Reading::history)},
       listed},
      {get, "/api/v1/registrations/{id}/receipt", May{may_read, call(read, &Reading::receipt)}},
      {post, "/api/v1/registrations/{id}/resend", May{may_change, call(write, &Writing::resend)}},
      {post, "/api/v1/registrations/{id}/withdraw",
       May{may_change, call(write, &Writing::withdraw)}},
      {post, "/api/v1/registrations/{id}/end",
       May{Act::end_registrations, call(write, &Writing::end)}},
      {get, "/api/v1/approvals", May{Act::read_approvals, call(read, &Reading::approvals)}, listed},
      {get, "/api/v1/approvals/{id}", May{Act::read_approvals, call(read, &Reading::approval)}},
      {post, "/api/v1/approvals/approve",
       May{Act::decide_approvals, call(write, &Writing::approve_several)}},
      {post, "/api/v1/approvals/reject",
       May{Act::decide_approvals, call(write, &Writing::reject_several)}},
      {post, "/api/v1/approvals/{id}/approve",
       May{Act::decide_approvals, call(write, &Writing::approve)}},
      {post, "/api/v1/approvals/{id}/reject",
       May{Act::decide_approvals, call(write, &Writing::reject)}},
      {get, "/api/v1/exports/{id}", SignedIn{call(rooms.exports, &exports::Exports::state)}},
      {get, "/api/v1/exports/{id}/file", SignedIn{call(rooms.exports, &exports::Exports::file)}},
      {get, "/consent/{token}", Anybody{call(rooms.consent, &registrations::ConsentPages::look)}},
      {post, "/consent/{token}",
       Anybody{call(rooms.consent, &registrations::ConsentPages::answer)}},
  };
  lines.insert(lines.end(), own.begin(), own.end());
}

void add_wallets(Lines& lines, Rooms& rooms) {
  using credit::Reading;
  using credit::Writing;
  Reading& read = rooms.credit_reading;
  Writing& write = rooms.credit_writing;
  constexpr auto may_read = Act::read_credit;
  constexpr auto may_bill = Act::bill_credit;
  const Lines own{
      {get, "/api/v1/wallet", May{may_read, call(read, &Reading::wallet)}},
      {get, "/api/v1/wallet/movements",
       May{Act::read_grants, call(read, &Reading::wallet_movements)}, listed},
      {get, "/api/v1/partners/{id}/wallet",
       May{Act::read_events, call(read, &Reading::partner_wallet)}},
      {get, "/api/v1/partners/{id}/movements",
       May{Act::read_events, call(read, &Reading::partner_movements)}, listed},
      {post, "/api/v1/partners/{id}/payouts",
       May{Act::issue_credit, call(write, &Writing::pay_partner_out)}},
      {get, "/api/v1/accounts/{id}/credit", May{may_read, call(read, &Reading::account_credit)}},
      {patch, "/api/v1/accounts/{id}/credit",
       May{Act::change_credit, call(write, &Writing::change_level)}},
      {get, "/api/v1/accounts/{id}/movements",
       May{may_read, call(read, &Reading::account_movements)}, listed},
      {post, "/api/v1/accounts/{id}/top-ups",
       May{Act::change_credit, call(write, &Writing::top_up)}},
      {post, "/api/v1/accounts/{id}/reclaims",
       May{Act::change_credit, call(write, &Writing::reclaim)}},
      {post, "/api/v1/accounts/{id}/purchases", May{may_bill, call(write, &Writing::purchase)}},
      {post, "/api/v1/accounts/{id}/refunds", May{may_bill, call(write, &Writing::refund)}},
      {post, "/api/v1/accounts/{id}/payouts",
       May{Act::issue_credit, call(write, &Writing::pay_customer_out)}},
      {get, "/api/v1/accounts/{id}/statement",
       May{may_read, call(rooms.credit_statements, &credit::Statements::pdf)}, listed},
      {get, "/api/v1/accounts/{id}/holds", May{may_read, call(read, &Reading::holds)}, listed},
      {post, "/api/v1/accounts/{id}/holds", May{may_bill, call(write, &Writing::hold)}},
      {post, "/api/v1/holds/{id}/release", May{may_bill, call(write, &Writing::release)}},
  };
  lines.insert(lines.end(), own.begin(), own.end());
}

void add_credit(Lines& lines, Rooms& rooms) {
  using credit::Reading;
  using credit::Reports;
  using credit::Writing;
  Reading& read = rooms.credit_reading;
  Writing& write = rooms.credit_writing;
  Reports& reports = rooms.credit_reports;
  constexpr auto may_read = Act::read_credit;
  constexpr auto may_decide = Act::decide_credit_requests;
  const Lines own{
      {post, "/api/v1/credit/grants", May{Act::issue_credit, call(write, &Writing::grant)}},
      {get, "/api/v1/credit/totals", May{Act::read_events, call(read, &Reading::totals)}},
      {get, "/api/v1/credit/totals/by-partner",
       May{Act::read_events, call(read, &Reading::totals_by_partner)}, listed},
      {get, "/api/v1/credit/accounts", May{may_read, call(read, &Reading::accounts)}, listed},
      {get, "/api/v1/credit/transactions",
       May{Act::read_grants, call(read, &Reading::transactions)}, listed},
      {get, "/api/v1/credit/transactions/{id}", May{may_read, call(read, &Reading::transaction)}},
      {post, "/api/v1/credit/transactions/{id}/reverse",
       May{Act::issue_credit, call(write, &Writing::reverse)}},
      {get, "/api/v1/credit/requests", May{Act::read_grants, call(read, &Reading::requests)},
       listed},
      {get, "/api/v1/credit/requests/{id}", May{Act::read_grants, call(read, &Reading::request)}},
      {post, "/api/v1/credit/requests/{id}/approve",
       May{may_decide, call(write, &Writing::approve)}},
      {post, "/api/v1/credit/requests/{id}/reject", May{may_decide, call(write, &Writing::reject)}},
      {post, "/api/v1/credit/requests/{id}/withdraw",
       May{may_decide, call(write, &Writing::withdraw)}},
      {get, "/api/v1/credit/differences", May{Act::read_events, call(read, &Reading::differences)},
       listed},
      {get, "/api/v1/events", May{Act::read_events, call(rooms.events, &events::Handlers::list)},
       listed},
      {get, "/api/v1/reports/credit/top-ups", May{may_read, call(reports, &Reports::top_ups)},
       listed},
      {get, "/api/v1/reports/credit/usage", May{may_read, call(reports, &Reports::usage)}, listed},
      {get, "/api/v1/reports/credit/summary", May{may_read, call(reports, &Reports::summary)},
       listed},
  };
  lines.insert(lines.end(), own.begin(), own.end());
}

void add_prices(Lines& lines, Rooms& rooms) {
  using pricing::CatalogCalls;
  using pricing::DiscountCalls;
  CatalogCalls& catalog = rooms.catalog;
  DiscountCalls& discounts = rooms.discounts;
  constexpr auto change = Act::change_prices;
  constexpr auto decide = Act::decide_partner_discounts;
  const Lines own{
      {get, "/api/v1/products", May{Act::read_prices, call(catalog, &CatalogCalls::products)},
       listed},
      {post, "/api/v1/products", May{change, call(catalog, &CatalogCalls::add_product)}},
      {get, "/api/v1/products/{id}", May{Act::read_prices, call(catalog, &CatalogCalls::product)}},
      {patch, "/api/v1/products/{id}", May{change, call(catalog, &CatalogCalls::rename_product)}},
      {get, "/api/v1/product-groups", May{Act::read_prices, call(catalog, &CatalogCalls::groups)},
       listed},
      {post, "/api/v1/product-groups", May{change, call(catalog, &CatalogCalls::add_group)}},
      {get, "/api/v1/product-groups/{id}",
       May{Act::read_prices, call(catalog, &CatalogCalls::group)}},
      {patch, "/api/v1/product-groups/{id}",
       May{change, call(catalog, &CatalogCalls::rename_group)}},
      {get, "/api/v1/list-prices", May{Act::read_prices, call(catalog, &CatalogCalls::list_prices)},
       listed},
      {post, "/api/v1/list-prices", May{change, call(catalog, &CatalogCalls::set_list_prices)}},
      {get, "/api/v1/discount-days",
       May{Act::read_customer_discounts, call(discounts, &DiscountCalls::days)}},
      {get, "/api/v1/partner-discounts",
       May{Act::read_partner_discounts, call(discounts, &DiscountCalls::partner_discounts)},
       listed},
      {post, "/api/v1/partner-discounts",
       May{Act::ask_partner_discounts, call(discounts, &DiscountCalls::ask)}},
      {get, "/api/v1/partner-discounts/{id}",
       May{Act::read_partner_discounts, call(discounts, &DiscountCalls::partner_discount)}},
      {post, "/api/v1/partner-discounts/{id}/approve",
       May{decide, call(discounts, &DiscountCalls::approve)}},
      {post, "/api/v1/partner-discounts/{id}/reject",
       May{decide, call(discounts, &DiscountCalls::reject)}},
      {post, "/api/v1/partner-discounts/{id}/withdraw",
       May{Act::ask_partner_discounts, call(discounts, &DiscountCalls::withdraw)}},
      {get, "/api/v1/accounts/{id}/discounts",
       May{Act::read_customer_discounts, call(discounts, &DiscountCalls::account_discounts)},
       listed},
      {post, "/api/v1/accounts/{id}/discounts",
       May{Act::change_customer_discounts, call(discounts, &DiscountCalls::set_account_discount)}},
      {post, "/api/v1/accounts/{id}/discounts/preview",
       May{Act::change_customer_discounts,
           call(discounts, &DiscountCalls::preview_account_discount)}},
      {get, "/api/v1/accounts/{id}/prices",
       May{Act::read_prices, call(discounts, &DiscountCalls::account_prices)}, listed},
  };
  lines.insert(lines.end(), own.begin(), own.end());
}

void add_installation(Lines& lines, Rooms& rooms) {
  using Directory = accounts::Handlers;
  Directory& directory = rooms.directory;
  const Lines own{
      {put, "/api/v1/directory/accounts",
       May{Act::change_directory, call(directory, &Directory::put)}},
      {get, "/api/v1/directory/accounts",
       May{Act::read_directory, call(directory, &Directory::list)}, listed},
      {get, "/api/v1/directory/accounts/{id}",
       May{Act::read_directory, call(directory, &Directory::get)}},
      {get, "/api/v1/directory/accounts/{id}/history",
       May{Act::read_directory, call(directory, &Directory::history)}, listed},
      {get, "/api/v1/outbox", May{Act::read_outbox, call(rooms.outbox, &OutboxCalls::list)},
       listed},
      {get, "/api/v1/outbox/{id}", May{Act::read_outbox, call(rooms.outbox, &OutboxCalls::get)}},
      {post, "/api/v1/outbox/{id}/retry",
       May{Act::change_outbox, call(rooms.outbox, &OutboxCalls::retry)}},
      {get, "/api/v1/portal", Anybody{call(rooms.portal, &PortalCall::get)}},
      {get, "/api/v1/settings", SignedIn{call(rooms.settings, &SettingsCall::get)}},
      {get, "/", Anybody{call(rooms.home, &Home::root)}},
      {get, "/invitation/{token}", Anybody{call(rooms.links, &LinkPages::invitation)}},
      {get, "/password-reset/{token}", Anybody{call(rooms.links, &LinkPages::password_reset)}},
      {get, "/openapi.yaml", Anybody{call(rooms.home, &Home::contract)}},
      {get, "/healthz", Anybody{call(rooms.home, &Home::health)}},
      {get, "/readyz", Anybody{call(rooms.home, &Home::ready)}},
      {get, "/metrics", Anybody{call(rooms.home, &Home::public_metrics)}},
  };
  lines.insert(lines.end(), own.begin(), own.end());
}

}  // namespace

std::vector<Line> routes(Rooms& rooms) {
  Lines lines;
  add_people(lines, rooms);
  add_partners(lines, rooms);
  add_registrations(lines, rooms);
  add_wallets(lines, rooms);
  add_credit(lines, rooms);
  add_prices(lines, rooms);
  add_installation(lines, rooms);
  return lines;
}

}  // namespace app
