#include "platform/database/sqlite_writer.hpp"

#include <sqlite3.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

#include "platform/database/testing.hpp"

namespace database::sqlite {
namespace {

using database::testing::FreshDatabase;
using database::testing::Sql;
using database::testing::TemporaryDirectory;

/// The system's file layer, with a disk that can fail.
class FailingDisk {
 public:
  static std::atomic<int> syncs;
  static std::atomic<bool> fails_to_sync;
  static std::atomic<bool> is_full;

  FailingDisk() {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    vfs_ = *system;
    vfs_.zName = "failing";
    vfs_.pNext = nullptr;
    open_ = system->xOpen;
    vfs_.xOpen = open;
    sqlite3_vfs_register(&vfs_, 1);
    syncs = 0;
    fails_to_sync = false;
    is_full = false;
  }
  ~FailingDisk() { sqlite3_vfs_unregister(&vfs_); }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

 private:
  /// A file's methods with ours in their place. SQLite has one table for each style of locking.
  struct Patched : sqlite3_io_methods {
    const sqlite3_io_methods* system;
  };

  static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags,
                  int* flags_out) {
    const int code = open_(vfs, name, file, flags, flags_out);
    if (code == SQLITE_OK) file->pMethods = patch(file->pMethods);
    return code;
  }
  static const sqlite3_io_methods* patch(const sqlite3_io_methods* system) {
    static std::mutex mutex;
    static std::deque<Patched> tables;
    const std::lock_guard lock(mutex);
    for (const Patched& table : tables)
      if (table.system == system) return &table;
    Patched& table = tables.emplace_back(Patched{*system, system});
    table.xSync = sync;
    table.xWrite = write;
    return &table;
  }
  static const sqlite3_io_methods& system_of(const sqlite3_file* file) {
    return *static_cast<const Patched*>(file->pMethods)->system;
  }
  static int sync(sqlite3_file* file, int flags) {
    ++syncs;
    return fails_to_sync ? SQLITE_IOERR_FSYNC : system_of(file).xSync(file, flags);
  }
  static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    return is_full ? SQLITE_FULL : system_of(file).xWrite(file, bytes, count, at);
  }

  static decltype(sqlite3_vfs::xOpen) open_;
  sqlite3_vfs vfs_;
};

std::atomic<int> FailingDisk::syncs;
std::atomic<bool> FailingDisk::fails_to_sync;
std::atomic<bool> FailingDisk::is_full;
decltype(sqlite3_vfs::xOpen) FailingDisk::open_;

class SqliteWriterTest : public ::testing::Test {
 protected:
  void start(std::size_t group_limit = 64) {
    auto connection = std::make_unique<Connection>(directory_.path() / "test.db", Access::writer);
    connection->run("CREATE TABLE IF NOT EXISTS item (id BIGINT, text TEXT)");
    writer_ = std::make_unique<Writer>(std::move(connection), Writer::Bounds{group_limit, 1000});
  }

  /// "stored", or what came out instead.
  std::string write(const std::function<bool(Transaction&)>& body) {
    try {
      writer_->run(body);
      return "stored";
    } catch (const Unavailable&) {
      return "unavailable";
    } catch (const CommitUnknown&) {
      return "unknown";
    }
  }
  std::string add(std::int64_t id, const std::string& text = {}) {
    return write([&](Transaction& transaction) {
      transaction.execute(add_, {{"id", id}, {"text", text}});
      return true;
    });
  }

  /// Runs the bodies as one group: the writer is kept busy until all of them wait.
  std::vector<std::string> write_together(
      const std::vector<std::function<bool(Transaction&)>>& bodies) {
    std::atomic<bool> holding{false};
    std::atomic<bool> released{false};
    std::thread holder([&] {
      writer_->run_alone([&](Connection&) {
        holding = true;
        holding.notify_all();
        released.wait(false);
      });
    });
    holding.wait(false);
    std::vector<std::string> outcomes(bodies.size());
    std::vector<std::thread> clients;
    for (std::size_t index = 0; index < bodies.size(); ++index) {
      clients.emplace_back([&, index] { outcomes[index] = write(bodies[index]); });
      while (writer_->waiting() < index + 1) std::this_thread::yield();
    }
    released = true;
    released.notify_all();
    holder.join();
    for (std::thread& client : clients) client.join();
    return outcomes;
  }

  std::function<bool(Transaction&)> adding(std::int64_t id, const std::string& text = {}) {
    return [this, id, text](Transaction& transaction) {
      transaction.execute(add_, {{"id", id}, {"text", text}});
      return true;
    };
  }

  std::string stored() {
    return Connection(directory_.path() / "test.db", Access::reader)
        .ask("SELECT group_concat(id, ' ') FROM (SELECT id FROM item ORDER BY id)");
  }

  const Sql add_{"INSERT INTO item (id, text) VALUES (:id, :text)"};
  TemporaryDirectory directory_;
  FailingDisk disk_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(SqliteWriterTest, commits_all_that_wait_at_once) {
  start();
  ASSERT_EQ(add(0), "stored");
  FailingDisk::syncs = 0;
  std::vector<std::function<bool(Transaction&)>> bodies;
  for (int id = 1; id <= 20; ++id) bodies.push_back(adding(id));
  EXPECT_EQ(write_together(bodies), std::vector<std::string>(20, "stored"));
  EXPECT_EQ(FailingDisk::syncs, 1);
  start(5);
  FailingDisk::syncs = 0;
  EXPECT_EQ(write_together(bodies), std::vector<std::string>(20, "stored"));
  EXPECT_EQ(FailingDisk::syncs, 4);
}

TEST_F(SqliteWriterTest, each_commit_is_synchronized) {
  start();
  for (int id = 0; id < 3; ++id) {
    FailingDisk::syncs = 0;
    EXPECT_EQ(add(id), "stored");
    EXPECT_GE(FailingDisk::syncs, 1);
  }
}

TEST_F(SqliteWriterTest, one_that_fails_takes_no_other_with_it) {
  start();
  const auto outcomes = write_together({adding(1),
                                        [&](Transaction& transaction) {
                                          adding(2)(transaction);
                                          return false;
                                        },
                                        adding(3),
                                        [&](Transaction& transaction) -> bool {
                                          adding(4)(transaction);
                                          throw Unavailable("thrown");
                                        },
                                        adding(5)});
  EXPECT_EQ(outcomes,
            (std::vector<std::string>{"stored", "stored", "stored", "unavailable", "stored"}));
  EXPECT_EQ(stored(), "1 3 5");
}

TEST_F(SqliteWriterTest, a_body_sees_what_others_of_its_group_wrote) {
  start();
  const Sql count{"SELECT count(*) FROM item"};
  std::int64_t seen = -1;
  write_together({adding(1), adding(2), [&](Transaction& transaction) {
                    seen = transaction.count(count, {});
                    return false;
                  }});
  EXPECT_EQ(seen, 2);
}

TEST_F(SqliteWriterTest, a_file_without_room_refuses_the_large_and_keeps_the_others) {
  start();
  ASSERT_EQ(add(0), "stored");
  writer_->run_alone([](Connection& connection) { connection.ask("PRAGMA max_page_count = 20"); });
  const std::string large(200'000, 'x');
  const auto outcomes = write_together({adding(1), adding(2, large), adding(3)});
  EXPECT_EQ(outcomes, (std::vector<std::string>{"stored", "unavailable", "stored"}));
  EXPECT_EQ(stored(), "0 1 3");
  EXPECT_EQ(add(4, large), "unavailable");
  writer_->run_alone(
      [](Connection& connection) { connection.ask("PRAGMA max_page_count = 100000"); });
  EXPECT_EQ(add(4, large), "stored");
  EXPECT_FALSE(writer_->stopped());
}

TEST_F(SqliteWriterTest, a_full_disk_stores_nothing_and_is_over_when_there_is_room) {
  start();
  ASSERT_EQ(add(0), "stored");
  FailingDisk::is_full = true;
  EXPECT_EQ(write_together({adding(1), adding(2)}),
            (std::vector<std::string>{"unavailable", "unavailable"}));
  // Larger than the page cache, so that the disk is met before the commit.
  EXPECT_EQ(write_together({adding(3), adding(4, std::string(8'000'000, 'x')), adding(5)}),
            (std::vector<std::string>{"unavailable", "unavailable", "unavailable"}));
  FailingDisk::is_full = false;
  EXPECT_EQ(add(6), "stored");
  EXPECT_EQ(stored(), "0 6");
}

TEST_F(SqliteWriterTest, a_commit_that_the_disk_did_not_confirm_is_unknown_and_ends_all_writing) {
  start();
  ASSERT_EQ(add(0), "stored");
  FailingDisk::fails_to_sync = true;
  EXPECT_EQ(write_together({adding(1), adding(2), [](Transaction&) { return false; }}),
            (std::vector<std::string>{"unknown", "unknown", "unknown"}));
  EXPECT_TRUE(writer_->stopped());
  FailingDisk::fails_to_sync = false;
  EXPECT_EQ(add(3), "unavailable");
  // After a restart the outcome is one or the other for all of them, and writing goes on.
  writer_.reset();
  start();
  const std::string after = stored();
  EXPECT_TRUE(after == "0" || after == "0 1 2") << after;
  EXPECT_EQ(add(4), "stored");
}

TEST_F(SqliteWriterTest, the_log_stays_small_while_readers_come_and_go) {
  start();
  const auto log = directory_.path() / "test.db-wal";
  std::uintmax_t largest = 0;
  const std::string text(100'000, 'x');
  for (int id = 0; id < 600; ++id) {
    ASSERT_EQ(add(id, text), "stored");
    largest = std::max(largest, std::filesystem::file_size(log));
  }
  EXPECT_LT(largest, 24U << 20);
}

TEST_F(SqliteWriterTest, what_waits_at_the_end_is_still_written) {
  start(1);
  std::vector<std::thread> clients;
  std::atomic<int> answered{0};
  for (int id = 0; id < 10; ++id)
    clients.emplace_back([&, id] { answered += add(id) == "stored" ? 1 : 0; });
  while (answered == 0) std::this_thread::yield();
  for (std::thread& client : clients) client.join();
  writer_.reset();
  EXPECT_EQ(stored(), "0 1 2 3 4 5 6 7 8 9");
}

TEST_F(SqliteWriterTest, an_unknown_commit_turns_the_health_red_while_reading_goes_on) {
  FreshDatabase fresh(Engine::sqlite);
  EXPECT_TRUE(fresh.database().healthy());
  FailingDisk::fails_to_sync = true;
  const Sql mark{"INSERT INTO installation (name, value) VALUES ('mark', '')"};
  const auto write = [&] {
    return fresh.database().write([&](Transaction& transaction) {
      return base::Result<std::int64_t>(transaction.execute(mark, {}));
    });
  };
  EXPECT_THROW((void)write(), CommitUnknown);
  EXPECT_FALSE(fresh.database().healthy());
  FailingDisk::fails_to_sync = false;
  EXPECT_THROW((void)write(), Unavailable);
  EXPECT_FALSE(fresh.database().healthy());
  EXPECT_EQ(database::testing::rows_of(fresh.database(), "installation"), 0);
}

TEST_F(SqliteWriterTest, names_a_unique_rule_however_it_was_written) {
  start();
  writer_->run_alone([](Connection& connection) {
    connection.run(
        "CREATE TABLE rule (a BIGINT CHECK (a < 9), b BIGINT, c BIGINT UNIQUE, d BIGINT,"
        " e BIGINT, CONSTRAINT rule_by_b_d\n UNIQUE ( b, d ), PRIMARY KEY (a));"
        "CREATE UNIQUE INDEX rule_open ON rule (d) WHERE e = 1;"
        "CREATE UNIQUE INDEX rule_folded ON rule (abs(e)) WHERE e < 0");
  });
  const Sql add{"INSERT INTO rule (a, b, c, d, e) VALUES (:a, :b, :c, :d, :e)"};
  const auto violated = [&](int a, int b, int c, int d, int e) {
    std::string name;
    write([&](Transaction& transaction) {
      const auto added =
          transaction.attempt(add, {{"a", a}, {"b", b}, {"c", c}, {"d", d}, {"e", e}});
      if (!added) name = added.error().constraint;
      return added.has_value();
    });
    return name;
  };
  EXPECT_EQ(violated(1, 1, 1, 1, 1), "");
  EXPECT_EQ(violated(1, 2, 2, 2, 2), "rule_pkey");
  EXPECT_EQ(violated(2, 1, 2, 1, 2), "rule_by_b_d");
  EXPECT_EQ(violated(2, 2, 1, 2, 2), "rule_c_key");
  EXPECT_EQ(violated(2, 2, 2, 1, 1), "rule_open");
  EXPECT_EQ(violated(3, 3, 3, 3, -7), "");
  EXPECT_EQ(violated(4, 4, 4, 4, -7), "rule_folded");
}

}  // namespace
}  // namespace database::sqlite
