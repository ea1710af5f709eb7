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

}  // namespace
}  // namespace database
