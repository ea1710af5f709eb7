// The words of the contract, of the tables and of the program are the same.

#include <array>

#include "pricing/store.hpp"

namespace pricing {
namespace {

constexpr std::array<std::string_view, 2> units{"calendar_days", "working_days"};
constexpr std::array<std::string_view, 3> outcomes{"created", "replaced", "unchanged"};
constexpr std::array<std::string_view, 6> partner_statuses{"pending", "scheduled", "active",
                                                           "expired", "rejected",  "withdrawn"};
constexpr std::array<std::string_view, 3> customer_statuses{"scheduled", "active", "expired"};
constexpr std::array<std::string_view, 3> ends{"as_set", "replaced", "customer_left"};
constexpr std::array<std::string_view, 4> decisions{"pending", "approved", "rejected", "withdrawn"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view name_of(Unit unit) {
  return name_in(units, unit);
}
std::string_view name_of(PriceOutcome outcome) {
  return name_in(outcomes, outcome);
}
std::string_view name_of(PartnerStatus status) {
  return name_in(partner_statuses, status);
}
std::optional<PartnerStatus> partner_status_named(std::string_view name) {
  return named<PartnerStatus>(partner_statuses, name);
}
std::string_view name_of(CustomerStatus status) {
  return name_in(customer_statuses, status);
}
std::string_view name_of(End end) {
  return name_in(ends, end);
}
std::string_view store::name_of(PartnerDiscount::Decision decision) {
  return name_in(decisions, decision);
}
PartnerDiscount::Decision store::decision_named(std::string_view name) {
  return named<PartnerDiscount::Decision>(decisions, name).value();
}
End store::end_named(std::string_view name) {
  return named<End>(ends, name).value();
}

}  // namespace pricing
