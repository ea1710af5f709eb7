#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>

#include "embedded/registrations_queries.hpp"
#include "registrations/listing_parameters.hpp"

namespace registrations {
namespace {

// The enumerators index the array of queries.
static_assert(queries::count_registrations_axes ==
              "drive: words owner partner_role role; filter: none some");
enum class CountDrive { words, owner, partner_role, role };

constexpr std::int64_t usual_page = 50;
/// To look into one registration costs as much as to read so many entries of a word's list.
constexpr std::int64_t entries_a_visit = 10;
constexpr std::int64_t longest_list = 20'000;  // ids of 30 bytes, while the query runs

/// Finding `rare` rows and sorting them costs as many steps as there are; reading in order visits a
/// page's worth of the others for each.
bool is_rare(std::int64_t rare, std::int64_t all) {
  return rare * rare < usual_page * all;
}

std::int64_t count(database::Snapshot& snapshot, const Selection& selection, CountDrive drive,
                   const Plan& plan, std::int64_t most) {
  const Filter& filter = selection.filter();
  const bool more =
      !filter.statuses.empty() || filter.words ||
      (drive == CountDrive::owner ? filter.role.has_value() : filter.owner.has_value());
  const Filtered filtered = more || drive == CountDrive::words ? Filtered::some : Filtered::none;
  const database::Query& query = selection.asks_words_alone() && drive == CountDrive::words
                                     ? queries::count_found_registrations
                                     : *queries::count_registrations[at(drive)][at(filtered)];
  Bindings bindings;
  selection.bind(bindings, plan.driving_word, plan.listed_words);
  bindings.add("most", most);
  return snapshot.count(query, bindings.of(query));
}

struct CountedWord {
  std::string word;
  std::int64_t entries;
};

/// The rarest first, as far as `most` tells; of equals the longest.
std::vector<CountedWord> counted_words(database::Snapshot& snapshot, const Selection& selection,
                                       std::int64_t most) {
  std::vector<CountedWord> counted;
  for (const std::string& word : selection.words()) {
    Bindings bindings;
    selection.bind_word(bindings, word);
    bindings.add("most", most);
    counted.push_back(
        {word, snapshot.count(queries::count_word, bindings.of(queries::count_word))});
  }
  std::ranges::sort(counted, [](const CountedWord& a, const CountedWord& b) {
    return std::tuple(a.entries, b.word.size(), a.word) <
           std::tuple(b.entries, a.word.size(), b.word);
  });
  return counted;
}

std::vector<std::string> worth_listing(const std::vector<CountedWord>& counted,
                                       std::int64_t visited) {
  std::vector<std::string> words;
  for (const auto& [word, entries] : counted) {
    if (entries < longest_list && entries < entries_a_visit * visited) words.push_back(word);
  }
  return words;
}

std::int64_t all_of(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::int64_t count_limit(std::int64_t most, Counting counting) {
  return counting == Counting::for_a_page ? most : std::numeric_limits<std::int64_t>::max();
}

Plan plan_search(database::Snapshot& snapshot, const Selection& selection, Counting counting) {
  const std::int64_t most = count_limit(most_found, counting);
  Plan plan;
  plan.drive = Plan::Drive::words;
  const auto counted = counted_words(snapshot, selection, longest_list);
  plan.driving_word = counted.front().word;
  plan.listed_words = worth_listing(counted, counted.front().entries);
  plan.total.registrations = count(snapshot, selection, CountDrive::words, plan, most);
  const bool few = plan.total.registrations < most_found;
  plan.total.is_exact = few || counting == Counting::to_the_end;
  plan.way = few ? Plan::Way::few : Plan::Way::in_order_filtered;
  if (!few) {
    const std::int64_t all = all_of(counts(snapshot, selection.partner()));
    const std::int64_t hits =
        counted.size() == 1 ? counted.front().entries : plan.total.registrations;
    plan.listed_words = worth_listing(counted, usual_page * all / hits);
  }
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
  Plan plan;
  const std::int64_t found = count(snapshot, selection, counted_by, plan, most);
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
  const std::set<Status> statuses(selection.filter().statuses.begin(),
                                  selection.filter().statuses.end());
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

}  // namespace

Plan plan(database::Snapshot& snapshot, const identity::PartnerScope& scope, const Filter& filter,
          const Order& order, Counting counting) {
  const Selection selection(scope, filter);
  Plan plan;
  plan.way = Plan::Way::nothing;
  if (selection.finds_nothing()) return plan;
  if (filter.words) return plan_search(snapshot, selection, counting);
  const Counts counted = counts(snapshot, selection.partner());
  const std::int64_t all = all_of(counted);
  if (filter.owner || filter.role) return plan_counted(snapshot, selection, all, counting);
  if (!filter.statuses.empty()) return plan_states(selection, order, counted, all);
  plan.way = Plan::Way::in_order;
  plan.total.registrations = all;
  return plan;
}

}  // namespace registrations
