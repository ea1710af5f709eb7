// The words of the contract, of the tables and of the program are the same.

#include <array>

#include "credit/ledger.hpp"

namespace credit {
namespace {

constexpr std::array<std::string_view, 9> kinds{"grant", "top_up",  "reclaim", "purchase", "refund",
                                                "hold",  "release", "payout",  "reversal"};
constexpr std::array<std::string_view, 5> request_states{"pending_approval", "approved", "rejected",
                                                         "withdrawn", "expired"};
constexpr std::array<std::string_view, 3> ways{"portal", "api", "system"};
constexpr std::array<std::string_view, 9> accounts{
    "issuance",       "payouts",      "revenue",         "partner_margin", "tax",
    "partner_wallet", "partner_held", "customer_wallet", "customer_held"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Kind kind) {
  return kinds.at(static_cast<std::size_t>(kind));
}
std::optional<Kind> kind_named(std::string_view name) {
  return named<Kind>(kinds, name);
}

std::string_view name_of(RequestState state) {
  return request_states.at(static_cast<std::size_t>(state));
}
std::optional<RequestState> request_state_named(std::string_view name) {
  return named<RequestState>(request_states, name);
}

std::string_view name_of(Via via) {
  return ways.at(static_cast<std::size_t>(via));
}
Via via_of(const identity::Actor& actor) {
  return actor.session ? Via::portal : Via::api;
}

std::string_view ledger::name_of(ledger::Account account) {
  return accounts.at(static_cast<std::size_t>(account));
}

}  // namespace credit
