#include <algorithm>

#include "platform/database/postgres_connection.hpp"
#include "platform/database/sqlite_connection.hpp"
#include "platform/database/testing.hpp"

namespace database {
namespace {

class QueriesTest : public testing::StoreTest {};

INSTANTIATE_TEST_SUITE_P(Engines, QueriesTest, testing::engines(), testing::engine_name);

TEST_P(QueriesTest, every_query_of_the_program_fits_the_schema) {
  if (GetParam() == Engine::sqlite) {
    sqlite::Connection connection(fresh().options().directory / "portal.db",
                                  sqlite::Access::beside);
    for (const Query* query : embedded::all_queries())
      EXPECT_NO_THROW(connection.prepare(*query)) << query->sqlite;
  } else {
    postgres::Connection connection(fresh().options().url);
    for (const Query* query : embedded::all_queries()) {
      try {
        connection.prepare(*query);
      } catch (const std::logic_error& error) {
        ADD_FAILURE() << error.what() << "\n" << query->postgres;
      }
    }
  }
}

/// When every test of the process ran, a query that none of them ran is dead or untested.
class EveryQueryRan : public ::testing::Environment {
 public:
  void TearDown() override {
    const auto* tests = ::testing::UnitTest::GetInstance();
    if (tests->test_to_run_count() != tests->total_test_count()) return;
    const auto ran = Database::queries_run();
    for (const Query* query : embedded::all_queries())
      EXPECT_TRUE(std::ranges::binary_search(ran, query->name)) << query->name << " was never run";
  }
};

const auto* const every_query_ran =
    ::testing::AddGlobalTestEnvironment(std::make_unique<EveryQueryRan>().release());

}  // namespace
}  // namespace database
