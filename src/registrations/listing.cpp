#include "registrations/listing.hpp"

#include <charconv>
#include <limits>
#include <numeric>

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
static_assert(queries::count_registrations_axes ==
              "drive: words owner partner_role role; filter: none some");
enum class CountDrive { words, owner, partner_role, role };
enum class Scope { partner, channel };
enum class Filtered { none, some };

constexpr std::array<std::string_view, 6> field_names{"registered_at", "email", "friendly_name",
                                                      "status",        "role",  "confirmed_at"};
constexpr std::int64_t usual_page = 50;
const std::string no_word;

template <class Enum>
constexpr std::size_t at(Enum value) {
  return static_cast<std::size_t>(value);
}

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

// ---- Planning ----

/// Finding `rare` rows and sorting them costs as many steps as there are; reading in order visits a
/// page's worth of the others for each.
bool is_rare(std::int64_t rare, std::int64_t all) {
  return rare * rare < usual_page * all;
}

std::int64_t count(database::Snapshot& snapshot, const Selection& selection, CountDrive drive,
                   const std::string& driving_word, std::int64_t most) {
  const Filter& filter = selection.filter();
  const bool more =
      !filter.statuses.empty() || filter.words ||
      (drive == CountDrive::owner ? filter.role.has_value() : filter.owner.has_value());
  const Filtered filtered = more || drive == CountDrive::words ? Filtered::some : Filtered::none;
  const database::Query& query = *queries::count_registrations[at(drive)][at(filtered)];
  Bindings bindings;
  selection.bind(bindings, driving_word);
  bindings.add("most", most);
  return snapshot.count(query, bindings.of(query));
}

/// The word that fewest registrations have, as far as counting tells.
std::string rarest_word(database::Snapshot& snapshot, const Selection& selection) {
  const std::vector<std::string>& words = selection.words();
  if (words.size() == 1) return words.front();
  std::string rarest;
  std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
  for (const std::string& word : words) {
    Bindings bindings;
    selection.bind_word(bindings, word);
    bindings.add("most", most_counted);
    const std::int64_t found =
        snapshot.count(queries::count_word, bindings.of(queries::count_word));
    if (found > fewest || (found == fewest && word.size() <= rarest.size())) continue;
    rarest = word;
    fewest = found;
  }
  return rarest;
}

std::int64_t count_limit(std::int64_t most, Counting counting) {
  return counting == Counting::for_a_page ? most : std::numeric_limits<std::int64_t>::max();
}

Plan plan_search(database::Snapshot& snapshot, const Selection& selection, Counting counting) {
  const std::int64_t most = count_limit(most_found, counting);
  Plan plan;
  plan.driving_word = rarest_word(snapshot, selection);
  if (selection.asks_words_alone()) {
    const database::Query& query = queries::count_found_registrations;
    Bindings bindings;
    selection.bind(bindings, plan.driving_word);
    bindings.add("most", most);
    plan.total.registrations = snapshot.count(query, bindings.of(query));
  } else {
    plan.total.registrations =
        count(snapshot, selection, CountDrive::words, plan.driving_word, most);
  }
  const bool few = plan.total.registrations < most_found;
  plan.total.is_exact = few || counting == Counting::to_the_end;
  plan.way = few ? Plan::Way::few : Plan::Way::in_order_filtered;
  plan.drive = Plan::Drive::words;
  return plan;
}

Plan plan_counted(database::Snapshot& snapshot, const Selection& selection, std::int64_t all,
                  Counting counting) {
  const bool by_owner = selection.filter().owner.has_value();
  const bool of_partner = selection.partner().has_value();
  const CountDrive counted_by = by_owner     ? CountDrive::owner
                                : of_partner ? CountDrive::partner_role
                                             : CountDrive::role;
  const std::int64_t most = count_limit(most_counted, counting);
  const std::int64_t found = count(snapshot, selection, counted_by, no_word, most);
  Plan plan;
  plan.total = {found, found < most};
  plan.drive = by_owner     ? Plan::Drive::owner
               : of_partner ? Plan::Drive::partner_role
                            : Plan::Drive::role;
  plan.way = is_rare(found, all) ? Plan::Way::few : Plan::Way::in_order_filtered;
  return plan;
}

Plan plan_states(const Selection& selection, const Order& order, const Counts& counts,
                 std::int64_t all) {
  Plan plan;
  std::set<Status> statuses(selection.filter().statuses.begin(), selection.filter().statuses.end());
  for (const Status status : statuses) plan.total.registrations += counts[at(status)];
  plan.drive = selection.partner() ? Plan::Drive::partner_states : Plan::Drive::states;
  if (statuses.size() == 1 && order.first.field == Field::registered_at &&
      order.second.field == Field::registered_at) {
    plan.way = Plan::Way::in_state;
  } else {
    plan.way =
        is_rare(plan.total.registrations, all) ? Plan::Way::few : Plan::Way::in_order_filtered;
  }
  return plan;
}

// ---- A page ----

std::string key_text(const ListedRegistration& row, Field field, const std::string& sort_name) {
  const Registration& registration = row.registration;
  switch (field) {
    case Field::registered_at:
      return std::to_string(base::microseconds(registration.registered_at));
    case Field::email:
      return registration.email;
    case Field::friendly_name:
      return sort_name;
    case Field::status:
      return std::string(name_of(registration.status));
    case Field::role:
      return registration.role;
    case Field::confirmed_at:
      return std::to_string(
          registration.confirmed_at ? base::microseconds(*registration.confirmed_at) : 0);
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

Plan plan(database::Snapshot& snapshot, const identity::PartnerScope& scope, const Filter& filter,
          const Order& order, Counting counting) {
  const Selection selection(scope, filter);
  Plan plan;
  plan.way = Plan::Way::nothing;
  if (selection.finds_nothing()) return plan;
  if (filter.words) return plan_search(snapshot, selection, counting);
  const Counts counted = counts(snapshot, selection.partner());
  const std::int64_t all = std::accumulate(counted.begin(), counted.end(), std::int64_t{0});
  if (filter.owner || filter.role) return plan_counted(snapshot, selection, all, counting);
  if (!filter.statuses.empty()) return plan_states(selection, order, counted, all);
  plan.way = Plan::Way::in_order;
  plan.total.registrations = all;
  return plan;
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
    selection.bind(bindings, by_words ? plan.driving_word : no_word);
  }
  if (!filter.statuses.empty()) bindings.add("status", name_of(filter.statuses.front()));
  bind_order(bindings, order, from, after);
  bindings.add("limit", limit + 1);

  std::vector<std::string> sort_names;
  snapshot.each(query, bindings.of(query), [&](const database::Row& row) {
    listed.rows.push_back(listed_of(row));
    sort_names.emplace_back(row.text("sort_name"));
    return true;
  });
  if (listed.rows.size() > static_cast<std::size_t>(limit)) {
    listed.rows.pop_back();
    const ListedRegistration& last = listed.rows.back();
    const std::string& sort_name = sort_names[listed.rows.size() - 1];
    listed.next =
        Position{key_text(last, order.first.field, sort_name),
                 key_text(last, order.second.field, sort_name), last.registration.id.text()};
  }
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
