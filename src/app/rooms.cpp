#include "app/rooms.hpp"

namespace app {

Rooms::Rooms(Installation& installation, const notifications::Outbox& mails, bool demo)
    : registration_room(installation.registrations()),
      surroundings{*installation.database, installation.clock,  installation.random,
                   installation.key,       installation.hasher, installation.settings.identity},
      identity(surroundings),
      partner_surroundings{*installation.database, installation.clock, installation.random,
                           installation.key, installation.settings.identity.invitation_valid},
      partners(partner_surroundings),
      exports(*installation.database, registration_room, installation.clock, installation.random,
              installation.settings.data / "exports"),
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
  return {exports.job()};
}

}  // namespace app
