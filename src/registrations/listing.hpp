#pragma once
// Pages of registrations: filtered, searched, in any of six orders, by keyset. How a page is found
// depends on how much a filter lets through: what is common is read from the index of the order
// until the page is full, what is rare is found by what is rarest about it and sorted. Either way a
// page follows the one before without a gap or a double, also while rows come and change. Only this
// room includes it.

#include "registrations/render.hpp"

namespace registrations {

enum class Field { registered_at, email, friendly_name, status, role, confirmed_at };
std::string_view name_of(Field field);
std::optional<Field> field_of(std::string_view name);

enum class Direction { ascending, descending };

/// Equal rows come by their ids, in the direction of the second key.
struct Order {
  struct Key {
    Field field;
    Direction direction;
  };
  Key first;
  Key second;
};

struct Filter {
  std::vector<Status> statuses = {};            // none: every one. As stored, not by the clock
  std::optional<std::string> role = {};         // the label
  std::optional<std::string> owner = {};        // a person's id
  std::optional<base::PartnerId> partner = {};  // one partner's of a wider scope
  /// Beginnings of folded words, all of which must be there; at most six count. Set but empty: the
  /// search was for something that is no word, and finds nothing.
  std::optional<std::vector<std::string>> words = {};
};

/// Of a row in an order: its two keys as text, and its id.
struct Position {
  std::string first;
  std::string second;
  std::string id;
};

/// Where a search or a filter by role or owner is counted no further.
constexpr std::int64_t most_found = 1'000;
constexpr std::int64_t most_counted = 10'000;

/// How many there are, and how their pages are best found. Good for all pages of one listing.
struct Plan {
  enum class Way { nothing, in_order, in_order_filtered, in_state, few } way = Way::in_order;
  enum class Drive {
    words,
    owner,
    partner_states,
    states,
    partner_role,
    role
  } drive = Drive::words;
  std::string driving_word;
  /// Words that are looked for among all registrations that have them, which are read once; the
  /// others are asked of each registration.
  std::vector<std::string> listed_words = {};
  Total total;
};
enum class Counting {
  for_a_page,
  to_the_end
};  // to the end: the total is exact, whatever it costs
Plan plan(database::Snapshot& snapshot, const identity::PartnerScope& scope, const Filter& filter,
          const Order& order, Counting counting);

struct Listed {
  std::vector<ListedRegistration> rows;
  std::optional<Position> next;  // nothing: this was the last page
};
/// At most `limit` rows behind `after`.
Listed list(database::Snapshot& snapshot, const identity::PartnerScope& scope, const Filter& filter,
            const Order& order, const Plan& plan, const std::optional<Position>& after, int limit);

/// By name_of(Status) order; states without a registration count 0.
using Counts = std::array<std::int64_t, 9>;
Counts counts(database::Snapshot& snapshot, const std::optional<base::PartnerId>& partner);

}  // namespace registrations
