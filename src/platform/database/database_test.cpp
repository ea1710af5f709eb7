#include "platform/database/database.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

#include "platform/database/testing.hpp"

namespace database {
namespace {

using testing::Sql;

base::Result<std::int64_t> done(std::int64_t changed) {
  return changed;
}

class DatabaseTest : public testing::StoreTest {
 protected:
  std::int64_t add(const std::string& name, std::string_view value) {
    return *database().write([&](Transaction& transaction) {
      return done(transaction.execute(add_, {{"value", value}, {"name", name}}));
    });
  }
  std::optional<std::string> find(Snapshot& snapshot, std::string_view name) const {
    return snapshot.first(find_, {{"name", name}},
                          [](const Row& row) { return std::string(row.text("value")); });
  }
  std::optional<std::string> find(std::string_view name) {
    return database().read([&](Snapshot& snapshot) { return find(snapshot, name); });
  }

  const Sql add_{"INSERT INTO installation (name, value) VALUES (:name, :value)"};
  const Sql find_{"SELECT name, value FROM installation WHERE name = :name"};
};

INSTANTIATE_TEST_SUITE_P(Engines, DatabaseTest, testing::engines(), testing::engine_name);

TEST_P(DatabaseTest, reader_sees_the_next_commit_after_a_kept_select) {
  EXPECT_EQ(find("mark"), std::nullopt);
  EXPECT_EQ(add("mark", "one"), 1);
  EXPECT_EQ(find("mark"), "one");
}

TEST_P(DatabaseTest, a_snapshot_stays_as_it_was_at_its_first_look) {
  add("mark", "one");
  database().read([&](Snapshot& snapshot) {
    EXPECT_EQ(find(snapshot, "other"), std::nullopt);
    std::thread([&] { add("other", "two"); }).join();
    EXPECT_EQ(find(snapshot, "other"), std::nullopt);
    return 0;
  });
  EXPECT_EQ(find("other"), "two");
}

TEST_P(DatabaseTest, an_error_rolls_back_and_comes_out) {
  const auto result = database().write([&](Transaction& transaction) -> base::Result<int> {
    transaction.execute(add_, {{"name", "mark"}, {"value", "one"}});
    return base::fail(base::ErrorKind::conflict, "test.refused");
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "test.refused");
  EXPECT_EQ(find("mark"), std::nullopt);
}

TEST_P(DatabaseTest, an_exception_rolls_back_and_comes_out) {
  EXPECT_THROW((void)database().write([&](Transaction& transaction) -> base::Result<int> {
    transaction.execute(add_, {{"name", "mark"}, {"value", "one"}});
    throw std::runtime_error("out of the world");
  }),
               std::runtime_error);
  EXPECT_EQ(find("mark"), std::nullopt);
}

TEST_P(DatabaseTest, a_write_inside_a_body_is_refused) {
  EXPECT_THROW((void)database().write([&](Transaction&) { return done(add("mark", "one")); }),
               std::logic_error);
  EXPECT_THROW((void)database().write(
                   [&](Transaction&) -> base::Result<int> { return find("mark") ? 1 : 0; }),
               std::logic_error);
  EXPECT_EQ(add("mark", "two"), 1);
}

TEST_P(DatabaseTest, parameters_go_by_name_and_may_repeat) {
  const Sql repeat{
      "INSERT INTO installation (value, name) SELECT :b, :a WHERE :a = CAST(:c AS TEXT)"};
  const auto changed = database().write([&](Transaction& transaction) {
    return done(transaction.execute(repeat, {{"c", "x"}, {"a", "x"}, {"b", "':a"}}));
  });
  EXPECT_EQ(*changed, 1);
  EXPECT_EQ(find("x"), "':a");
}

TEST_P(DatabaseTest, values_come_back_as_they_were_bound) {
  const Sql look{
      "SELECT CAST(:number AS BIGINT) AS number, CAST(:truth AS BOOLEAN) AS truth,"
      " CAST(:words AS TEXT) AS words, CAST(:absent AS TEXT) AS absent,"
      " CAST(:no_number AS BIGINT) AS no_number, CAST(:at AS BIGINT) AS at_us"};
  const base::Instant at = base::from_microseconds(1'700'000'000'000'001);
  const std::string words = "Nguyễn Ấn 'x' \" \\ \xF0\x9F\x8D\x9C";
  database().read([&](Snapshot& snapshot) {
    int rows = 0;
    snapshot.each(look,
                  {{"number", std::numeric_limits<std::int64_t>::min()},
                   {"truth", true},
                   {"words", words},
                   {"absent", std::optional<std::string>()},
                   {"no_number", std::nullopt},
                   {"at", std::optional(at)}},
                  [&](const Row& row) {
                    ++rows;
                    EXPECT_EQ(row.integer("number"), std::numeric_limits<std::int64_t>::min());
                    EXPECT_TRUE(row.boolean("truth"));
                    EXPECT_EQ(row.text("words"), words);
                    EXPECT_EQ(row.optional_text("absent"), std::nullopt);
                    EXPECT_EQ(row.optional_integer("no_number"), std::nullopt);
                    EXPECT_EQ(row.optional_instant("at_us"), at);
                    EXPECT_EQ(row.text("words"), words);  // out of order
                    return true;
                  });
    EXPECT_EQ(rows, 1);
  });
}

TEST_P(DatabaseTest, reading_a_column_as_another_type_is_a_bug) {
  (void)database().write([&](Transaction& transaction) {
    const Sql add_job{
        "INSERT INTO job (id, kind, payload, state, run_at_us, attempts, created_at_us)"
        " VALUES (:id, 'k', '', 'waiting', 1, 0, 1)"};
    return done(transaction.execute(add_job, {{"id", "job_1"}}));
  });
  const Sql look{"SELECT id, attempts, lease_until_us, attempts = 0 AS fresh FROM job"};
  const auto refuses = [&](auto read) {
    EXPECT_THROW(database().read([&](Snapshot& snapshot) { snapshot.first(look, {}, read); }),
                 std::logic_error);
  };
  refuses([](const Row& row) { return row.integer("id"); });
  refuses([](const Row& row) { return row.boolean("id"); });
  refuses([](const Row& row) { return std::string(row.text("attempts")); });
  refuses([](const Row& row) { return row.boolean("attempts"); });
  refuses([](const Row& row) { return row.integer("lease_until_us"); });
  refuses([](const Row& row) { return row.integer("nowhere"); });
  const auto fresh = database().read([&](Snapshot& snapshot) {
    return snapshot.first(look, {}, [](const Row& row) { return row.boolean("fresh"); });
  });
  EXPECT_EQ(fresh, true);
}

TEST_P(DatabaseTest, text_with_a_nul_is_refused) {
  const std::string_view cut("a\0b", 3);
  EXPECT_THROW(add("mark", cut), std::logic_error);
  EXPECT_EQ(find("mark"), std::nullopt);
}

TEST_P(DatabaseTest, a_query_may_run_again_while_its_rows_are_read) {
  add("a", "b");
  add("b", "c");
  const auto end = database().read([&](Snapshot& snapshot) {
    return snapshot.first(find_, {{"name", "a"}}, [&](const Row& row) {
      const std::string next(row.text("value"));
      const auto found = find(snapshot, next);
      EXPECT_EQ(row.text("value"), next);
      return found;
    });
  });
  EXPECT_EQ(*end, "c");
}

TEST_P(DatabaseTest, returning_has_its_effect_even_when_only_the_first_row_is_read) {
  add("a", "1");
  add("b", "1");
  const Sql change{"UPDATE installation SET value = :value RETURNING name"};
  const auto name = database().write([&](Transaction& transaction) {
    return base::Result<std::optional<std::string>>(transaction.first(
        change, {{"value", "2"}}, [](const Row& row) { return std::string(row.text("name")); }));
  });
  EXPECT_TRUE(name->has_value());
  EXPECT_EQ(find("a"), "2");
  EXPECT_EQ(find("b"), "2");
}

TEST_P(DatabaseTest, counts_changed_rows) {
  add("a", "1");
  add("b", "1");
  const Sql upsert{
      "INSERT INTO installation (name, value) VALUES ('a', 'x') ON CONFLICT (name) DO NOTHING"};
  const Sql remove{"DELETE FROM installation WHERE name <> :name"};
  const auto changed = *database().write([&](Transaction& transaction) {
    return base::Result<std::vector<std::int64_t>>(
        {transaction.execute(upsert, {}), transaction.execute(remove, {{"name", "none"}}),
         transaction.execute(remove, {{"name", "none"}})});
  });
  EXPECT_EQ(changed, (std::vector<std::int64_t>{0, 2, 0}));
}

TEST_P(DatabaseTest, a_violated_constraint_is_known_by_its_name) {
  const Sql add_job{
      "INSERT INTO job (id, kind, payload, state, run_at_us, attempts, created_at_us)"
      " VALUES (:id, CAST(:kind AS TEXT), '', :state, 1, :attempts, 1)"};
  const auto violated = [&](std::optional<std::string> kind, std::string_view state,
                            int attempts) -> std::string {
    std::string name;
    const auto result = database().write([&](Transaction& transaction) -> base::Result<int> {
      const auto added = transaction.attempt(
          add_job, {{"id", "job_1"}, {"kind", kind}, {"state", state}, {"attempts", attempts}});
      if (added) return 1;
      name = added.error().constraint;
      return base::fail(base::ErrorKind::conflict, "test.violated");
    });
    EXPECT_EQ(result.has_value(), name.empty());
    return name;
  };
  EXPECT_EQ(violated("k", "waiting", 0), "");
  EXPECT_EQ(violated("k", "waiting", 0), "job_pkey");
  EXPECT_EQ(violated("k", "other", 0), "job_state");
  EXPECT_EQ(violated("k", "waiting", -1), "job_attempts");
  EXPECT_EQ(violated("k", "running", 0), "job_lease");
  EXPECT_EQ(violated(std::nullopt, "waiting", 0), "job_kind_not_null");
}

TEST_P(DatabaseTest, after_a_violation_a_body_cannot_succeed) {
  add("mark", "one");
  const auto go_on = [&](bool with_a_statement) {
    return database().write([&](Transaction& transaction) {
      EXPECT_FALSE(transaction.attempt(add_, {{"name", "mark"}, {"value", "two"}}));
      if (with_a_statement) find(transaction, "mark");
      return done(0);
    });
  };
  EXPECT_THROW((void)go_on(false), std::logic_error);
  EXPECT_THROW((void)go_on(true), std::logic_error);
  EXPECT_THROW(add("mark", "three"), std::logic_error);
  EXPECT_EQ(find("mark"), "one");
}

TEST_P(DatabaseTest, many_writers_keep_exactly_what_was_answered) {
  constexpr int threads = 32;
  constexpr int rounds = 12;
  std::atomic<int> stored{0};
  std::vector<std::thread> writers;
  for (int thread = 0; thread < threads; ++thread)
    writers.emplace_back([&, thread] {
      for (int round = 0; round < rounds; ++round) {
        const std::string name = std::to_string(thread) + "/" + std::to_string(round);
        const int fate = (thread + round) % 5;
        try {
          const auto result =
              database().write([&](Transaction& transaction) -> base::Result<std::int64_t> {
                const auto added = transaction.execute(add_, {{"name", name}, {"value", ""}});
                if (fate == 0) return base::fail(base::ErrorKind::conflict, "test.refused");
                if (fate == 1) throw std::runtime_error("thrown");
                return added;
              });
          EXPECT_EQ(result.has_value(), fate > 1);
          if (result) ++stored;
          EXPECT_EQ(find(name).has_value(), fate > 1) << name;
        } catch (const std::runtime_error& error) {
          EXPECT_STREQ(error.what(), "thrown");
        }
      }
    });
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(testing::rows_of(database(), "installation"), stored);
  EXPECT_EQ(stored, [] {
    int expected = 0;
    for (int thread = 0; thread < threads; ++thread)
      for (int round = 0; round < rounds; ++round) expected += (thread + round) % 5 > 1 ? 1 : 0;
    return expected;
  }());
}

TEST_P(DatabaseTest, read_modify_write_by_many_loses_nothing) {
  add("counter", "0");
  const Sql set{"UPDATE installation SET value = :value WHERE name = 'counter'"};
  constexpr int threads = 16;
  constexpr int rounds = 10;
  std::vector<std::thread> writers;
  for (int thread = 0; thread < threads; ++thread)
    writers.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) {
        const auto result = database().write([&](Transaction& transaction) {
          const int value = std::stoi(*find(transaction, "counter"));
          return done(transaction.execute(set, {{"value", std::to_string(value + 1)}}));
        });
        EXPECT_TRUE(result);
      }
    });
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(find("counter"), std::to_string(threads * rounds));
}

TEST_P(DatabaseTest, refuses_writes_beyond_the_queue) {
  fresh().options().queue_limit = 2;
  fresh().options().readers = 1;
  database();
  std::atomic<bool> hold{true};
  std::atomic<int> entered{0};
  std::atomic<int> refused{0};
  const auto write = [&] {
    try {
      (void)database().write([&](Transaction&) -> base::Result<int> {
        ++entered;
        entered.notify_all();
        hold.wait(true);
        return 0;
      });
    } catch (const Unavailable&) {
      if (++refused < 5) return;
      hold = false;
      hold.notify_all();
    }
  };
  std::vector<std::thread> writers;
  writers.emplace_back(write);
  entered.wait(0);
  for (int thread = 0; thread < 7; ++thread) writers.emplace_back(write);
  for (std::thread& writer : writers) writer.join();
  // One runs, two wait.
  EXPECT_EQ(refused, 5);
  EXPECT_EQ(entered, 3);
}

TEST_P(DatabaseTest, remembers_which_queries_ran) {
  const auto knows = [](std::string_view name) {
    return std::ranges::count(Database::queries_run(), name) == 1;
  };
  EXPECT_FALSE(knows("test/never"));
  find("mark");
  EXPECT_TRUE(knows("test/sql"));
}

TEST_P(DatabaseTest, append_only_tables_refuse_change) {
  const Sql make{"CREATE TABLE history (id BIGINT)"};
  const Sql on_update{
      GetParam() == Engine::sqlite
          ? "CREATE TRIGGER history_no_update BEFORE UPDATE ON history"
            " BEGIN SELECT RAISE(ABORT, 'history_append_only'); END"
          : "CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"};
  const Sql insert{"INSERT INTO history (id) VALUES (1)"};
  const Sql update{"UPDATE history SET id = 2"};
  (void)database().write([&](Transaction& transaction) {
    transaction.execute(make, {});
    transaction.execute(on_update, {});
    return done(transaction.execute(insert, {}));
  });
  (void)database().write([&](Transaction& transaction) -> base::Result<int> {
    const auto changed = transaction.attempt(update, {});
    EXPECT_FALSE(changed);
    EXPECT_EQ(changed.error().constraint, "history_append_only");
    return base::fail(base::ErrorKind::conflict, "test.refused");
  });
}

}  // namespace
}  // namespace database
