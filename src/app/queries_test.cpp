#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "platform/database/database.hpp"

namespace app {
namespace {

/// When every test of the process ran, a query that none of them ran is dead or untested.
class EveryQueryRan : public ::testing::Environment {
 public:
  void TearDown() override {
    const auto* tests = ::testing::UnitTest::GetInstance();
    if (tests->test_to_run_count() != tests->total_test_count()) return;
    const auto ran = database::Database::queries_run();
    for (const database::Query* query : embedded::all_queries())
      EXPECT_TRUE(std::ranges::binary_search(ran, query->name)) << query->name << " was never run";
  }
};

const auto* const every_query_ran =
    ::testing::AddGlobalTestEnvironment(std::make_unique<EveryQueryRan>().release());

}  // namespace
}  // namespace app
