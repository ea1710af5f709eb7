#include "app/rooms.hpp"

#include "registrations/export_table.hpp"

namespace app {
namespace {

/// What can be exported.
std::vector<exports::Table> tables(Installation& installation,
                                   const registrations::Installation& registration_room,
                                   const credit::Installation& credit_room) {
  std::vector<exports::Table> all = credit::report_tables(*installation.database, credit_room);
  all.push_back(registrations::export_table(*installation.database, registration_room));
  return all;
}

}  // namespace

Rooms::Rooms(Installation& installation, const notifications::Outbox& mails, bool demo)
    : registration_room(installation.registrations()),
      credit_room(installation.credit()),
      pricing_room(installation.pricing()),
      surroundings{*installation.database, installation.clock,  installation.random,
                   installation.key,       installation.hasher, installation.settings.identity},
      identity(surroundings),
      partner_surroundings{*installation.database, installation.clock, installation.random,
                           installation.key, installation.settings.identity.invitation_valid},
      partners(partner_surroundings),
      exports(*installation.database, tables(installation, registration_room, credit_room),
              installation.settings.exports, installation.clock, installation.random,
              installation.settings.data / "exports"),
      events(*installation.database),
      catalog(*installation.database, pricing_room, installation.clock, installation.random),
      discounts(*installation.database, pricing_room, installation.clock, installation.random),
      credit_reading(*installation.database, credit_room, installation.clock),
      credit_writing(*installation.database, credit_room, installation.clock, installation.random),
      credit_reports(*installation.database, credit_room, installation.clock, exports),
      credit_statements(*installation.database, credit_room, installation.clock),
      reading(*installation.database, registration_room, *installation.directory,
              installation.clock, exports),
      writing(*installation.database, registration_room, *installation.directory,
              installation.clock, installation.random),
      consent(*installation.database, registration_room, *installation.directory,
              installation.clock, installation.random),
      directory(
          *installation.database, installation.clock, installation.random, installation.key,
          installation.catalog,
          {.currency = installation.settings.currency, .truth = installation.settings.directory}),
      outbox(*installation.database, mails, installation.key, installation.clock,
             installation.random),
      settings(installation.settings, demo),
      portal(installation.settings, identity, demo),
      page(page_files(installation.settings.web_directory), installation.catalog,
           installation.random),
      home(installation, page, demo),
      links(installation, identity, page) {}

std::vector<jobs::Kind> Rooms::background_jobs() {
  return exports.jobs();
}

}  // namespace app
