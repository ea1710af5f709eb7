// Opening, migrating, locking and copying a database.

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "platform/database/file_lock.hpp"
#include "platform/database/migrations.hpp"
#include "platform/database/postgres_migrations.hpp"
#include "platform/database/sqlite_migrations.hpp"
#include "platform/database/testing.hpp"

namespace database {
namespace {

using testing::FreshDatabase;
using testing::Schema;
using testing::Sql;

std::string code_of_opening(const Options& options, Open mode = Open::exclusive) {
  try {
    Database::open(options, mode);
    return "";
  } catch (const OpenError& error) {
    return error.code;
  }
}

void execute(Database& database, const std::string& statement) {
  const Sql sql(statement);
  (void)database.write([&](Transaction& transaction) {
    return base::Result<std::int64_t>(transaction.execute(sql, {}));
  });
}

class OpeningTest : public ::testing::TestWithParam<Engine> {
 protected:
  std::vector<std::string> apply(const FreshDatabase& where, const std::vector<Migration>& known) {
    if (GetParam() == Engine::sqlite) {
      sqlite::Connection connection(where.options().directory / "portal.db",
                                    sqlite::Access::writer);
      return sqlite::apply_migrations(connection, known);
    }
    postgres::Connection connection(where.options().url);
    return postgres::apply_migrations(connection, known);
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, OpeningTest, testing::engines(), testing::engine_name);

TEST_P(OpeningTest, migrates_from_zero_and_then_has_nothing_to_do) {
  FreshDatabase fresh(GetParam(), Schema::none);
  const auto known = known_migrations(GetParam());
  EXPECT_EQ(fresh.database().pending_migrations().size(), known.size());
  const auto applied = fresh.database().migrate();
  ASSERT_EQ(applied.size(), known.size());
  EXPECT_EQ(applied.front(), "0001_platform");
  EXPECT_TRUE(fresh.database().migrate().empty());
  EXPECT_TRUE(fresh.database().pending_migrations().empty());
  EXPECT_EQ(testing::rows_of(fresh.database(), "schema_migration"),
            static_cast<std::int64_t>(known.size()));
  EXPECT_TRUE(fresh.database().healthy());
  EXPECT_EQ(fresh.database().deep_check(), "");
}

TEST_P(OpeningTest, a_migration_that_fails_leaves_nothing_and_the_next_start_goes_on) {
  const FreshDatabase fresh(GetParam(), Schema::none);
  std::vector<Migration> known{
      {1, "0001_a", {"CREATE TABLE a (id BIGINT); INSERT INTO a VALUES (1);"}, "1"},
      {2, "0002_b", {"CREATE TABLE b (id BIGINT);", "INSERT INTO nowhere VALUES (1);"}, "2"}};
  EXPECT_THROW(apply(fresh, known), std::runtime_error);
  known[1].texts[1] = "INSERT INTO b VALUES (1); INSERT INTO b VALUES (2);";
  EXPECT_EQ(apply(fresh, known), std::vector<std::string>{"0002_b"});
  known.push_back({3, "0003_c", {"CREATE TABLE c (id BIGINT);"}, "3"});
  EXPECT_EQ(apply(fresh, known), std::vector<std::string>{"0003_c"});
}

TEST_P(OpeningTest, a_process_killed_while_it_migrates_leaves_whole_migrations) {
  FreshDatabase fresh(GetParam(), Schema::none);
  const std::vector<Migration> known{
      {1, "0001_a", {"CREATE TABLE a (id BIGINT);"}, "1"},
      {2, "0002_b", {"CREATE TABLE b (id BIGINT);", "INSERT INTO b VALUES (1);"}, "2"}};
  const pid_t child = ::fork();
  if (child == 0) {
    // Dies inside the second one, after its first text.
    if (GetParam() == Engine::sqlite) {
      sqlite::Connection connection(fresh.options().directory / "portal.db",
                                    sqlite::Access::writer);
      sqlite::apply_migrations(connection, {known[0]});
      connection.run("BEGIN IMMEDIATE; CREATE TABLE b (id BIGINT)");
      ::_exit(9);
    }
    postgres::Connection connection(fresh.options().url);
    postgres::apply_migrations(connection, {known[0]});
    connection.run("BEGIN; CREATE TABLE b (id BIGINT)");
    ::_exit(9);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(WEXITSTATUS(status), 9);
  EXPECT_EQ(apply(fresh, known), std::vector<std::string>{"0002_b"});
}

TEST_P(OpeningTest, refuses_a_schema_that_it_does_not_know) {
  FreshDatabase fresh(GetParam());
  execute(fresh.database(),
          "INSERT INTO schema_migration (version, name, applied_at_us, checksum)"
          " VALUES (9999, '9999_later', 1, '')");
  fresh.close();
  EXPECT_EQ(code_of_opening(fresh.options()), "database.newer_schema");
  EXPECT_EQ(code_of_opening(fresh.options(), Open::read_only), "database.newer_schema");
}

TEST_P(OpeningTest, refuses_a_migration_that_was_edited_after_it_was_applied) {
  FreshDatabase fresh(GetParam());
  execute(fresh.database(), "UPDATE schema_migration SET checksum = 'x' WHERE version = 1");
  fresh.close();
  EXPECT_EQ(code_of_opening(fresh.options()), "database.altered_migration");
}

TEST_P(OpeningTest, opens_for_reading_beside_a_server_and_cannot_write) {
  FreshDatabase fresh(GetParam());
  execute(fresh.database(), "INSERT INTO installation (name, value) VALUES ('mark', '1')");
  const auto beside = Database::open(fresh.options(), Open::read_only);
  EXPECT_EQ(testing::rows_of(*beside, "installation"), 1);
  execute(fresh.database(), "INSERT INTO installation (name, value) VALUES ('other', '1')");
  EXPECT_EQ(testing::rows_of(*beside, "installation"), 2);
  EXPECT_THROW(execute(*beside, "DELETE FROM installation"), std::logic_error);
  EXPECT_THROW(beside->migrate(), std::logic_error);
  const Sql removing("DELETE FROM installation");
  EXPECT_ANY_THROW(beside->read([&](Snapshot& snapshot) { return snapshot.exists(removing, {}); }));
  EXPECT_ANY_THROW(
      fresh.database().read([&](Snapshot& snapshot) { return snapshot.exists(removing, {}); }));
  EXPECT_EQ(testing::rows_of(*beside, "installation"), 2);
}

TEST_P(OpeningTest, opens_for_reading_only_what_is_migrated) {
  FreshDatabase fresh(GetParam(), Schema::none);
  EXPECT_EQ(code_of_opening(fresh.options(), Open::read_only),
            GetParam() == Engine::sqlite ? "database.unavailable" : "database.not_migrated");
  fresh.database();
  EXPECT_EQ(code_of_opening(fresh.options(), Open::read_only), "database.not_migrated");
}

TEST(SqliteOpeningTest, a_second_process_is_refused_until_the_first_ends) {
  FreshDatabase fresh(Engine::sqlite);
  fresh.database();
  EXPECT_EQ(code_of_opening(fresh.options()), "database.in_use");
  const auto lock = fresh.options().directory / "portal.lock";
  const auto child_gets_the_lock = [&] {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(FileLock::take(lock) ? 3 : 4);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status) == 3;
  };
  EXPECT_FALSE(child_gets_the_lock());
  fresh.close();
  EXPECT_TRUE(child_gets_the_lock());
}

TEST(SqliteOpeningTest, files_belong_to_their_owner_alone) {
  const ::mode_t before = ::umask(0);
  FreshDatabase fresh(Engine::sqlite, Schema::none);
  fresh.database().migrate();
  for (const auto& entry : std::filesystem::directory_iterator(fresh.options().directory))
    EXPECT_EQ(static_cast<int>(entry.status().permissions()) & 0777, 0600) << entry.path();
  const auto copy = fresh.options().directory / "copy.db";
  fresh.database().backup(copy, {});
  EXPECT_EQ(static_cast<int>(std::filesystem::status(copy).permissions()) & 0777, 0600);
  ::umask(before);
}

TEST(SqliteOpeningTest, a_damaged_file_is_refused) {
  FreshDatabase fresh(Engine::sqlite, Schema::none);
  std::ofstream(fresh.options().directory / "portal.db") << std::string(10'000, 'x');
  EXPECT_EQ(code_of_opening(fresh.options()), "database.unavailable");
  try {
    Database::open(fresh.options(), Open::exclusive);
  } catch (const OpenError& error) {
    const std::string said = error.what();
    EXPECT_NE(said.find("portal.db is no SQLite database; restore a backup"), std::string::npos)
        << said;
  }
  fresh.options().directory = "/proc/nowhere";
  EXPECT_EQ(code_of_opening(fresh.options()), "database.unavailable");
}

TEST(SqliteOpeningTest, the_whole_file_check_finds_flipped_bytes) {
  FreshDatabase fresh(Engine::sqlite);
  for (int row = 0; row < 200; ++row)
    execute(fresh.database(), "INSERT INTO installation (name, value) VALUES ('" +
                                  std::to_string(row) + "', '" + std::string(500, 'v') + "')");
  EXPECT_EQ(fresh.database().deep_check(), "");
  fresh.close();
  const auto file = fresh.options().directory / "portal.db";
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file)) -
              std::streamoff{3} * 4096);
  bytes << std::string(64, '\x55');
  bytes.close();
  EXPECT_NE(fresh.database().deep_check(), "");
}

TEST(SqliteOpeningTest, a_backup_during_load_is_one_consistent_state) {
  FreshDatabase fresh(Engine::sqlite);
  execute(fresh.database(), "INSERT INTO installation (name, value) VALUES ('a', '0')");
  execute(fresh.database(), "INSERT INTO installation (name, value) VALUES ('b', '0')");
  std::atomic<bool> ending{false};
  std::atomic<int> written{0};
  std::thread load([&] {
    const Sql set{"UPDATE installation SET value = :value"};
    for (int value = 1; !ending; ++value) {
      (void)fresh.database().write([&](Transaction& transaction) {
        return base::Result<std::int64_t>(
            transaction.execute(set, {{"value", std::to_string(value)}}));
      });
      ++written;
      written.notify_all();
    }
  });
  written.wait(0);
  const testing::TemporaryDirectory elsewhere;
  const auto copy = elsewhere.path() / "portal.db";
  fresh.database().backup(copy, {});
  EXPECT_THROW(fresh.database().backup(copy, {}), std::runtime_error);
  ending = true;
  load.join();
  Options options;
  options.directory = elsewhere.path();
  const auto restored = Database::open(options);
  EXPECT_EQ(restored->deep_check(), "");
  const Sql distinct{"SELECT count(DISTINCT value) FROM installation"};
  EXPECT_EQ(restored->read([&](Snapshot& snapshot) { return snapshot.count(distinct, {}); }), 1);
  EXPECT_FALSE(std::filesystem::exists(elsewhere.path() / "portal.db.partial"));
}

TEST(SqliteOpeningTest, what_changes_the_copy_leaves_the_original_alone) {
  FreshDatabase fresh(Engine::sqlite);
  execute(fresh.database(), "INSERT INTO installation (name, value) VALUES ('mark', '1')");
  const testing::TemporaryDirectory elsewhere;
  const Sql removing{"DELETE FROM installation"};
  const auto remove = [&](Transaction& transaction) { transaction.execute(removing, {}); };
  fresh.database().backup(elsewhere.path() / "portal.db", remove);
  Options options;
  options.directory = elsewhere.path();
  EXPECT_EQ(testing::rows_of(*Database::open(options), "installation"), 0);
  EXPECT_EQ(testing::rows_of(fresh.database(), "installation"), 1);

  const auto other = elsewhere.path() / "other.db";
  const auto fail = [](Transaction&) { throw std::runtime_error("no"); };
  EXPECT_THROW(fresh.database().backup(other, fail), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(other));
  EXPECT_FALSE(std::filesystem::exists(elsewhere.path() / "other.db.partial"));
  EXPECT_FALSE(std::filesystem::exists(elsewhere.path() / "other.db.partial-journal"));
}

TEST(PostgresOpeningTest, copies_that_migrate_together_do_not_disturb_each_other) {
  FreshDatabase fresh(Engine::postgres, Schema::none);
  std::atomic<std::size_t> applied{0};
  std::vector<std::thread> copies;
  for (int copy = 0; copy < 4; ++copy)
    copies.emplace_back([&] { applied += Database::open(fresh.options())->migrate().size(); });
  for (std::thread& copy : copies) copy.join();
  EXPECT_EQ(applied, known_migrations(Engine::postgres).size());
}

TEST(PostgresOpeningTest, has_no_backup_of_its_own) {
  FreshDatabase fresh(Engine::postgres);
  EXPECT_THROW(fresh.database().backup("/tmp/never", {}), Unavailable);
}

TEST(PostgresOpeningTest, refuses_a_superuser) {
  FreshDatabase fresh(Engine::postgres);
  std::string& url = fresh.options().url;
  url.replace(url.find("user=portal"), 11, "user=postgres");
  EXPECT_EQ(code_of_opening(fresh.options()), "database.superuser");
}

TEST(PostgresOpeningTest, says_when_there_is_no_server) {
  Options options;
  options.url = "postgresql:///portal?host=/nowhere&user=portal";
  EXPECT_EQ(code_of_opening(options), "database.unavailable");
}

}  // namespace
}  // namespace database
