#include "registrations/state.hpp"

#include <gtest/gtest.h>

#include <map>

namespace registrations {
namespace {

using Pair = std::pair<Status, Event>;

const std::map<Pair, Status> table{
    {{Status::pending_customer, Event::agree}, Status::pending_provider},
    {{Status::pending_customer, Event::agree_skipped}, Status::confirmed},
    {{Status::pending_customer, Event::decline}, Status::declined},
    {{Status::pending_customer, Event::expire}, Status::expired},
    {{Status::pending_customer, Event::withdraw}, Status::withdrawn},
    {{Status::pending_customer, Event::supersede}, Status::superseded},
    {{Status::pending_provider, Event::approve}, Status::confirmed},
    {{Status::pending_provider, Event::reject}, Status::rejected},
    {{Status::pending_provider, Event::withdraw}, Status::withdrawn},
    {{Status::pending_provider, Event::retract}, Status::declined},
    {{Status::confirmed, Event::end}, Status::ended},
};

TEST(RegistrationState, OnlyThePairsOfTheTableLeadAnywhere) {
  int allowed = 0;
  for (int from = 0; from <= static_cast<int>(Status::ended); ++from) {
    for (int event = 0; event <= static_cast<int>(Event::end); ++event) {
      const Pair pair{static_cast<Status>(from), static_cast<Event>(event)};
      const auto expected = table.find(pair);
      const auto to = next(pair.first, pair.second);
      ASSERT_EQ(to.has_value(), expected != table.end())
          << name_of(pair.first) << " + " << name_of(pair.second);
      if (!to) continue;
      EXPECT_EQ(*to, expected->second);
      ++allowed;
    }
  }
  EXPECT_EQ(allowed, 11);
}

TEST(RegistrationState, NamesAndValuesCorrespond) {
  for (int i = 0; i <= static_cast<int>(Status::ended); ++i) {
    EXPECT_EQ(status_of(name_of(static_cast<Status>(i))), static_cast<Status>(i));
  }
  for (int i = 0; i <= static_cast<int>(Event::end); ++i) {
    EXPECT_EQ(event_of(name_of(static_cast<Event>(i))), static_cast<Event>(i));
  }
  EXPECT_EQ(status_of("open"), std::nullopt);
}

}  // namespace
}  // namespace registrations
