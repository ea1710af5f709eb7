#pragma once
// The states of a registration and the only ways between them (docs/guides/registrations.md has the
// table in words). Every pair that is not in the table answers 409 `registrations.wrong_state`.

#include <optional>
#include <string_view>

namespace registrations {

enum class Status {
  pending_customer,
  pending_provider,
  confirmed,
  declined,
  rejected,
  expired,
  withdrawn,
  superseded,
  ended,
};

enum class Event {
  add,
  agree,          // to pending_provider
  agree_skipped,  // to confirmed: the account already is the provider's customer
  decline,
  retract,
  expire,
  withdraw,
  supersede,
  approve,
  reject,
  end,
};

std::string_view name_of(Status status);
std::string_view name_of(Event event);
std::optional<Status> status_of(std::string_view name);
std::optional<Event> event_of(std::string_view name);

/// Where `event` leads from `from`; nothing when the pair must be refused.
std::optional<Status> next(Status from, Event event);

}  // namespace registrations
