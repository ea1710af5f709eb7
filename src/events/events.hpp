#pragma once
// What leaves the portal: an append-only feed of everything that the provider's console and billing
// must know. A verb appends in its own transaction, so there is no event of what was rolled back.
// Readers poll GET /api/v1/events?after=: places are counted from 1 without a gap and are given
// only to events that are visible, so whoever goes on behind the last place that was read misses
// nothing and sees nothing twice, also when transactions ended in another order than they began.

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "platform/database/database.hpp"

namespace events {

struct Event {
  std::string type;  // "registration.confirmed", "credit.top_up"; api/openapi.yaml lists them
  base::PartnerId partner;
  std::optional<base::AccountId> account = {};
  std::optional<base::RegistrationId> registration = {};
  std::optional<std::string> external_id = {};  // the account's number in the provider's billing
  std::optional<std::string> movement = {};     // a JSON object, `transaction` of the contract
  std::optional<std::string> discount = {};     // pds_… or cds_…
};
void append(database::Transaction& transaction, const Event& event, base::Instant now);

struct Placed {
  std::int64_t place;
  base::Instant at;
  Event event;
};
/// Behind the place `after`, oldest first. Events without a place yet are not among them.
std::vector<Placed> list(database::Snapshot& snapshot, std::int64_t after, int limit);
/// How many speak of a movement of credit, for the ledger's proof.
std::int64_t count_movements(database::Snapshot& snapshot);
bool has_unplaced(database::Snapshot& snapshot);
/// At most `limit`; returns how many got their place.
std::int64_t place(database::Transaction& transaction, int limit);

}  // namespace events
