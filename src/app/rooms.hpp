#pragma once
// The handlers of every room and the URL table over them.

#include "accounts/http.hpp"
#include "app/application.hpp"
#include "app/handlers.hpp"
#include "app/home.hpp"
#include "app/link_pages.hpp"
#include "app/outbox_calls.hpp"
#include "app/portal_call.hpp"
#include "app/settings_call.hpp"
#include "app/web_page.hpp"
#include "credit/reading.hpp"
#include "credit/reports.hpp"
#include "credit/statements.hpp"
#include "credit/writing.hpp"
#include "events/http.hpp"
#include "exports/exports.hpp"
#include "identity/http.hpp"
#include "partners/http.hpp"
#include "platform/jobs/jobs.hpp"
#include "pricing/catalog_calls.hpp"
#include "pricing/discount_calls.hpp"
#include "registrations/consent_page.hpp"
#include "registrations/reading.hpp"
#include "registrations/writing.hpp"

namespace app {

struct Rooms {
  Rooms(Installation& installation, const notifications::Outbox& mails, bool demo);

  std::vector<jobs::Kind> background_jobs();

  registrations::Installation registration_room;
  credit::Installation credit_room;
  pricing::Installation pricing_room;
  identity::Surroundings surroundings;
  identity::Handlers identity;
  partners::Surroundings partner_surroundings;
  partners::Handlers partners;
  exports::Exports exports;
  events::Handlers events;
  pricing::CatalogCalls catalog;
  pricing::DiscountCalls discounts;
  credit::Reading credit_reading;
  credit::Writing credit_writing;
  credit::Reports credit_reports;
  credit::Statements credit_statements;
  registrations::Reading reading;
  registrations::Writing writing;
  registrations::ConsentPages consent;
  accounts::Handlers directory;
  OutboxCalls outbox;
  SettingsCall settings;
  PortalCall portal;
  WebPage page;
  Home home;
  LinkPages links;
};

/// The whole URL table. A line without an access rule does not compile.
std::vector<Line> routes(Rooms& rooms);

}  // namespace app
