#include "platform/database/postgres_database.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "platform/database/postgres_connection.hpp"
#include "platform/database/testing.hpp"

namespace database::postgres {
namespace {

using database::testing::FreshDatabase;
using database::testing::Sql;

class PostgresDatabaseTest : public ::testing::Test {
 protected:
  Database& database() { return fresh_.database(); }

  base::Result<std::int64_t> add(const std::string& name) {
    return database().write([&](Transaction& transaction) {
      return base::Result<std::int64_t>(transaction.execute(add_, {{"name", name}}));
    });
  }

  /// Ends every other connection of the database, as a restart of the server would; says how many.
  int cut_connections(const std::string& which = "true") {
    Connection connection(fresh_.options().url);
    return std::stoi(
        connection.ask(("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND " +
                        which)
                           .c_str()));
  }

  FreshDatabase fresh_{Engine::postgres};
  const Sql add_{"INSERT INTO installation (name, value) VALUES (:name, '')"};
};

TEST_F(PostgresDatabaseTest, idle_connections_that_broke_are_made_anew) {
  ASSERT_TRUE(add("a"));
  EXPECT_TRUE(database().healthy());
  EXPECT_GE(cut_connections(), 2);
  ASSERT_TRUE(add("b"));
  cut_connections();
  EXPECT_EQ(database::testing::rows_of(database(), "installation"), 2);
  cut_connections();
  (void)database().healthy();
  EXPECT_TRUE(database().healthy());
}

TEST_F(PostgresDatabaseTest, a_connection_that_breaks_inside_a_body_stores_nothing) {
  EXPECT_THROW((void)database().write([&](Transaction& transaction) {
    transaction.execute(add_, {{"name", "a"}});
    EXPECT_EQ(cut_connections(), 1);
    return base::Result<std::int64_t>(transaction.execute(add_, {{"name", "b"}}));
  }),
               Unavailable);
  ASSERT_TRUE(add("c"));
  EXPECT_EQ(database::testing::rows_of(database(), "installation"), 1);
}

TEST_F(PostgresDatabaseTest,
       a_connection_that_breaks_during_commit_is_unknown_and_ends_all_writing) {
  Connection connection(fresh_.options().url);
  connection.run(
      "CREATE FUNCTION dawdle() RETURNS TRIGGER LANGUAGE plpgsql AS"
      " $$ BEGIN PERFORM pg_sleep(20); RETURN NULL; END $$;"
      "CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON installation"
      " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle()");
  ASSERT_TRUE(database().healthy());
  std::atomic<bool> unknown{false};
  std::thread writer([&] {
    try {
      (void)add("a");
    } catch (const CommitUnknown&) {
      unknown = true;
    }
  });
  while (cut_connections("query = 'COMMIT' AND state = 'active'") == 0) std::this_thread::yield();
  writer.join();
  EXPECT_TRUE(unknown);
  EXPECT_FALSE(database().healthy());
  EXPECT_THROW((void)add("b"), Unavailable);
  EXPECT_EQ(database::testing::rows_of(database(), "installation"), 0);
}

TEST_F(PostgresDatabaseTest, a_collision_runs_the_body_again_and_gives_up_in_the_end) {
  ASSERT_TRUE(add("a"));
  fresh_.close();
  fresh_.options().retries = 3;
  const Sql touch{"UPDATE installation SET value = value || 'x' WHERE name = 'a'"};
  Connection other(fresh_.options().url);
  int runs = 0;
  const auto write = [&](int collisions) {
    runs = 0;
    return database().write([&](Transaction& transaction) {
      // The snapshot begins with this look; then another one changes the row.
      EXPECT_TRUE(transaction.exists(Sql{"SELECT name FROM installation"}, {}));
      if (runs++ < collisions) other.run("UPDATE installation SET value = value || 'y'");
      return base::Result<std::int64_t>(transaction.execute(touch, {}));
    });
  };
  EXPECT_TRUE(write(3));
  EXPECT_EQ(runs, 4);
  EXPECT_THROW((void)write(1000), Unavailable);
  EXPECT_EQ(runs, 4);
  EXPECT_EQ(other.ask("SELECT value FROM installation"), "yyyxyyyy");
}

TEST_F(PostgresDatabaseTest, writes_that_cross_each_other_all_come_through_and_soon) {
  ASSERT_TRUE(add("a"));
  ASSERT_TRUE(add("b"));
  fresh_.close();
  fresh_.options().retries = 2;
  const Sql touch{"UPDATE installation SET value = value || 'x' WHERE name = :name"};
  const auto begun = std::chrono::steady_clock::now();
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 8; ++writer) {
    writers.emplace_back([&, writer] {
      const std::array<std::string, 2> names{writer % 2 == 0 ? "a" : "b",
                                             writer % 2 == 0 ? "b" : "a"};
      for (int i = 0; i < 25; ++i) {
        (void)database().write([&](Transaction& transaction) -> base::Result<int> {
          for (const std::string& name : names) transaction.execute(touch, {{"name", name}});
          return 0;
        });
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{15});
  Connection connection(fresh_.options().url);
  EXPECT_EQ(
      connection.ask("SELECT min(length(value)) || ' ' || max(length(value)) FROM installation"),
      "200 200");
}

TEST_F(PostgresDatabaseTest, a_write_that_waits_long_for_a_row_gives_way_and_comes_through) {
  ASSERT_TRUE(add("a"));
  Connection other(fresh_.options().url);
  other.run("BEGIN; UPDATE installation SET value = 'y'");
  std::atomic<int> runs{0};
  std::thread writer([&] {
    (void)database().write([&](Transaction& transaction) {
      ++runs;
      return base::Result<std::int64_t>(
          transaction.execute(Sql{"UPDATE installation SET value = value || 'x'"}, {}));
    });
  });
  while (runs < 2) std::this_thread::yield();
  other.run("COMMIT");
  writer.join();
  EXPECT_EQ(other.ask("SELECT value FROM installation"), "yx");
}

TEST_F(PostgresDatabaseTest, write_skew_is_prevented) {
  ASSERT_TRUE(add("on_call_1"));
  ASSERT_TRUE(add("on_call_2"));
  const Sql count{"SELECT count(*) FROM installation"};
  const Sql leave{"DELETE FROM installation WHERE name = :name"};
  std::atomic<int> looked{0};
  const auto try_to_leave = [&](const std::string& name) {
    (void)database().write([&](Transaction& transaction) -> base::Result<int> {
      const bool two = transaction.count(count, {}) == 2;
      if (++looked == 1) looked.wait(1);  // both look before either writes
      looked.notify_all();
      if (!two) return base::fail(base::ErrorKind::conflict, "test.alone");
      transaction.execute(leave, {{"name", name}});
      return 0;
    });
  };
  std::thread one([&] { try_to_leave("on_call_1"); });
  std::thread two([&] { try_to_leave("on_call_2"); });
  one.join();
  two.join();
  EXPECT_EQ(database::testing::rows_of(database(), "installation"), 1);
}

TEST_F(PostgresDatabaseTest, a_parameter_of_another_type_is_a_bug) {
  const auto write = [&](const Sql& sql, const Value& value) {
    (void)database().write([&](Transaction& transaction) {
      return base::Result<std::int64_t>(transaction.execute(sql, {{"value", value}}));
    });
  };
  const Sql to_text{"UPDATE installation SET value = :value"};
  const Sql to_number{"UPDATE job SET attempts = :value"};
  EXPECT_THROW(write(to_text, 5), std::logic_error);
  EXPECT_THROW(write(to_number, "5"), std::logic_error);
  EXPECT_THROW(write(to_number, true), std::logic_error);
  EXPECT_NO_THROW(write(to_number, 5));
}

TEST_F(PostgresDatabaseTest, what_went_wrong_never_repeats_a_bound_value) {
  const Sql divide{"SELECT CAST(:value AS BIGINT) / (CAST(:value AS BIGINT) - 4711) AS x"};
  try {
    database().read([&](Snapshot& snapshot) { return snapshot.count(divide, {{"value", 4711}}); });
    ADD_FAILURE() << "divided by zero";
  } catch (const std::logic_error& error) {
    EXPECT_EQ(std::string(error.what()), "test/sql: PostgreSQL 22012");
  }
}

}  // namespace
}  // namespace database::postgres
