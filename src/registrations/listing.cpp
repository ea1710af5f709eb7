#include "registrations/listing.hpp"

#include <charconv>
#include <limits>

#include "embedded/registrations_queries.hpp"
#include "registrations/listing_parameters.hpp"

namespace registrations {
namespace {

// The enumerators of this file index the arrays of queries.
static_assert(queries::list_registrations_axes ==
              "scope: partner channel; key: registered_at email friendly_name status role "
              "confirmed_at; direction: ascending descending; filter: none some");
static_assert(queries::list_registrations_by_two_axes ==
              "scope: partner channel; key: registered_at email friendly_name status role "
              "confirmed_at; direction: ascending descending; then: ascending descending");
static_assert(queries::list_registrations_in_state_axes ==
              "scope: partner channel; direction: ascending descending");
static_assert(queries::list_few_registrations_axes ==
              "drive: words owner partner_states states partner_role role; direction: ascending "
              "descending; then: ascending descending");
enum class Scope { partner, channel };

constexpr std::array<std::string_view, 6> field_names{"registered_at", "email", "friendly_name",
                                                      "status",        "role",  "confirmed_at"};
const std::string no_word;

Scope scope_of(const Selection& selection) {
  return selection.partner() ? Scope::partner : Scope::channel;
}

bool is_number(Field field) {
  return field == Field::registered_at || field == Field::confirmed_at;
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string key_text(const ListedRegistration& row, Field field, const std::string& sort_name) {
  switch (field) {
    case Field::registered_at:
      return std::to_string(base::microseconds(row.registered_at));
    case Field::email:
      return row.email;
    case Field::friendly_name:
      return sort_name;
    case Field::status:
      return std::string(name_of(row.status));
    case Field::role:
      return row.role;
    case Field::confirmed_at:
      return std::to_string(row.confirmed_at ? base::microseconds(*row.confirmed_at) : 0);
  }
  return {};
}

/// Before the first row: a page always begins behind something, so that it is one search in an
/// index.
Position before_all(const Order& order) {
  const auto edge = [](const Order::Key& key) -> std::string {
    if (key.direction == Direction::ascending) return {};
    return beyond_every_text();
  };
  return {edge(order.first), edge(order.second), edge(order.second)};
}

std::int64_t number_after(const Order::Key& key, const std::optional<std::string>& text) {
  if (text) return number_of(*text);
  return key.direction == Direction::ascending ? std::numeric_limits<std::int64_t>::min()
                                               : std::numeric_limits<std::int64_t>::max();
}

bool ties_come_by_registration(const Order& order) {
  return order.second.field == Field::registered_at &&
         order.second.direction == order.first.direction;
}

const database::Query& query_of(const Selection& selection, const Order& order, const Plan& plan) {
  const std::size_t scope = at(scope_of(selection));
  const std::size_t direction = at(order.first.direction);
  const std::size_t then = at(order.second.direction);
  const std::size_t key = at(order.first.field);
  const database::Query* query = nullptr;
  if (plan.way == Plan::Way::in_state) {
    query = queries::list_registrations_in_state[scope][direction];
  } else if (plan.way == Plan::Way::few) {
    query = queries::list_few_registrations[at(plan.drive)][direction][then];
  } else if (!ties_come_by_registration(order)) {
    query = queries::list_registrations_by_two[scope][key][direction][then];
  } else {
    const Filtered filtered = plan.way == Plan::Way::in_order ? Filtered::none : Filtered::some;
    query = queries::list_registrations[scope][key][direction][at(filtered)];
  }
  ENSURE(query != nullptr);
  return *query;
}

void bind_order(Bindings& bindings, const Order& order, const Position& from,
                const std::optional<Position>& after) {
  const auto first = after ? std::optional(after->first) : std::nullopt;
  const auto second = after ? std::optional(after->second) : std::nullopt;
  bindings.add("first", name_of(order.first.field));
  bindings.add("second", name_of(order.second.field));
  bindings.add("after_first", from.first);
  bindings.add("after_second", from.second);
  bindings.add("after_id", from.id);
  if (is_number(order.first.field)) {
    bindings.add("after_number", number_after(order.first, first));
  } else {
    bindings.add("after_text", from.first);
  }
  if (order.second.field == Field::registered_at)
    bindings.add(
        "after_registered_us",
        number_after(order.second, order.first.field == Field::registered_at ? first : second));
}

}  // namespace

std::string_view name_of(Field field) {
  return field_names[at(field)];
}

std::optional<Field> field_of(std::string_view name) {
  for (std::size_t i = 0; i < field_names.size(); ++i) {
    if (field_names[i] == name) return static_cast<Field>(i);
  }
  return std::nullopt;
}

Listed list(database::Snapshot& snapshot, const identity::PartnerScope& scope, const Filter& filter,
            const Order& order, const Plan& plan, const std::optional<Position>& after, int limit) {
  Listed listed;
  const Selection selection(scope, filter);
  if (plan.way == Plan::Way::nothing || selection.finds_nothing()) return listed;
  const database::Query& query = query_of(selection, order, plan);
  const Position from = after ? *after : before_all(order);
  Bindings bindings;
  if (plan.way == Plan::Way::in_order && ties_come_by_registration(order)) {
    if (selection.partner()) bindings.add("partner_id", *selection.partner());
  } else {
    const bool by_words = plan.way == Plan::Way::few && plan.drive == Plan::Drive::words;
    selection.bind(bindings, by_words ? plan.driving_word : no_word, plan.listed_words);
  }
  if (!filter.statuses.empty()) bindings.add("status", name_of(filter.statuses.front()));
  bind_order(bindings, order, from, after);
  bindings.add("limit", limit + 1);

  const auto most = static_cast<std::size_t>(limit) + 1;
  listed.rows.reserve(most);
  std::string last_sort_name;
  snapshot.each(query, bindings.of(query), [&](const database::Row& row) {
    listed.rows.push_back(paged_of(row));
    if (listed.rows.size() < most) last_sort_name = row.text("sort_name");
    return true;
  });
  if (listed.rows.size() > static_cast<std::size_t>(limit)) {
    listed.rows.pop_back();
    const ListedRegistration& last = listed.rows.back();
    listed.next = Position{key_text(last, order.first.field, last_sort_name),
                           key_text(last, order.second.field, last_sort_name), last.id.text()};
  }
  add_names(snapshot, listed.rows);
  return listed;
}

Counts counts(database::Snapshot& snapshot, const std::optional<base::PartnerId>& partner) {
  Counts counted{};
  const auto take = [&](const database::Row& row) {
    const auto status = status_of(row.text("status"));
    ENSURE(status.has_value());
    counted[at(*status)] = row.integer("registrations");
    return true;
  };
  if (partner) {
    snapshot.each(queries::list_counts, {{"partner_id", *partner}}, take);
  } else {
    snapshot.each(queries::list_channel_counts, {}, take);
  }
  return counted;
}

}  // namespace registrations
