#include "events/events.hpp"

#include "embedded/events_queries.hpp"

namespace events {
namespace {

template <class Id>
std::optional<Id> stored(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  return Id::stored(*std::move(text));
}

Placed placed_in(const database::Row& row) {
  const auto place = row.integer("place");
  const auto at = row.instant("at_us");
  std::string type(row.text("type"));
  auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
  auto account = stored<base::AccountId>(row.optional_text("account_id"));
  auto registration = stored<base::RegistrationId>(row.optional_text("registration_id"));
  auto external_id = row.optional_text("external_id");
  auto movement = row.optional_text("movement");
  return {place, at,
          Event{std::move(type), std::move(partner), std::move(account), std::move(registration),
                std::move(external_id), std::move(movement), row.optional_text("discount_id")}};
}

}  // namespace

void append(database::Transaction& transaction, const Event& event, base::Instant now) {
  transaction.execute(queries::append_event, {{"at_us", now},
                                              {"type", event.type},
                                              {"partner_id", event.partner},
                                              {"account_id", event.account},
                                              {"registration_id", event.registration},
                                              {"external_id", event.external_id},
                                              {"movement", event.movement},
                                              {"discount_id", event.discount}});
}

std::vector<Placed> list(database::Snapshot& snapshot, std::int64_t after, int limit) {
  return snapshot.all(queries::list_events, {{"after", after}, {"limit", limit}}, placed_in);
}

std::int64_t count_movements(database::Snapshot& snapshot) {
  return snapshot.count(queries::count_movement_events, {});
}

bool has_unplaced(database::Snapshot& snapshot) {
  return snapshot.exists(queries::has_unplaced_events, {});
}

std::int64_t place(database::Transaction& transaction, int limit) {
  return transaction.execute(queries::place_events, {{"limit", limit}});
}

}  // namespace events
