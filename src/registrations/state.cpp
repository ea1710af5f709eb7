#include "registrations/state.hpp"

#include <array>

namespace registrations {
namespace {

struct Step {
  Status from;
  Event event;
  Status to;
};

constexpr std::array steps{
    Step{Status::pending_customer, Event::agree, Status::pending_provider},
    Step{Status::pending_customer, Event::agree_skipped, Status::confirmed},
    Step{Status::pending_customer, Event::decline, Status::declined},
    Step{Status::pending_customer, Event::expire, Status::expired},
    Step{Status::pending_customer, Event::withdraw, Status::withdrawn},
    Step{Status::pending_customer, Event::supersede, Status::superseded},
    Step{Status::pending_provider, Event::approve, Status::confirmed},
    Step{Status::pending_provider, Event::reject, Status::rejected},
    Step{Status::pending_provider, Event::withdraw, Status::withdrawn},
    Step{Status::pending_provider, Event::retract, Status::declined},
    Step{Status::confirmed, Event::end, Status::ended},
};

constexpr std::array<std::string_view, 9> status_names{
    "pending_customer", "pending_provider", "confirmed",  "declined", "rejected",
    "expired",          "withdrawn",        "superseded", "ended"};

constexpr std::array<std::string_view, 11> event_names{
    "add",      "agree",     "agree_skipped", "decline", "retract", "expire",
    "withdraw", "supersede", "approve",       "reject",  "end"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Status status) {
  return status_names[static_cast<std::size_t>(status)];
}
std::string_view name_of(Event event) {
  return event_names[static_cast<std::size_t>(event)];
}
std::optional<Status> status_of(std::string_view name) {
  return find<Status>(status_names, name);
}
std::optional<Event> event_of(std::string_view name) {
  return find<Event>(event_names, name);
}

std::optional<Status> next(Status from, Event event) {
  for (const Step& step : steps) {
    if (step.from == from && step.event == event) return step.to;
  }
  return std::nullopt;
}

}  // namespace registrations
