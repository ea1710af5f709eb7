#include "platform/database/database.hpp"

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
  EXPECT_THROW(database().write([&](Transaction& transaction) -> base::Result<int> {
    transaction.execute(add_, {{"name", "mark"}, {"value", "one"}});
    throw std::runtime_error("out of the world");
  }),
               std::runtime_error);
  EXPECT_EQ(find("mark"), std::nullopt);
}

TEST_P(DatabaseTest, a_write_inside_a_body_is_refused) {
  EXPECT_THROW(database().write([&](Transaction&) { return done(add("mark", "one")); }),
               std::logic_error);
  EXPECT_THROW(
      database().write([&](Transaction&) -> base::Result<int> { return find("mark") ? 1 : 0; }),
      std::logic_error);
  EXPECT_EQ(add("mark", "two"), 1);
}

}  // namespace
}  // namespace database
