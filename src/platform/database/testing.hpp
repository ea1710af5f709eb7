#pragma once
// For tests only: each test gets a database of its own, migrated, on each engine.
//
//   class CustomerStore : public database::testing::StoreTest {};
//   INSTANTIATE_TEST_SUITE_P(Engines, CustomerStore, database::testing::engines(),
//                            database::testing::engine_name);
//   TEST_P(CustomerStore, keeps_one_partner) { database().write(…); }
//
// Both lie in memory (/dev/shm) where there is room, else in the temporary directory. PostgreSQL is
// a cluster of this process alone, started when a test first asks for it (initdb, as user
// `postgres` when the test runs as root) and ended with the process, however it ends.

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/database/database.hpp"

namespace database::testing {

inline auto engines() {
  return ::testing::Values(Engine::sqlite, Engine::postgres);
}
inline std::string engine_name(const ::testing::TestParamInfo<Engine>& tested) {
  return tested.param == Engine::sqlite ? "sqlite" : "postgres";
}

/// A directory that goes with its object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

enum class Schema { migrated, none };

/// One fresh database. `options()` opens it (again, after `close()`).
class FreshDatabase {
 public:
  explicit FreshDatabase(Engine engine, Schema schema = Schema::migrated);
  ~FreshDatabase();
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;

  Options& options() { return options_; }
  const Options& options() const { return options_; }
  Database& database();  // opened when first asked for, by any thread
  void close() { database_.reset(); }

 private:
  TemporaryDirectory directory_;
  Options options_;
  std::string name_;  // of the PostgreSQL database
  std::mutex mutex_;
  std::unique_ptr<Database> database_;
};

class StoreTest : public ::testing::TestWithParam<Engine> {
 protected:
  Database& database() { return fresh_.database(); }
  FreshDatabase& fresh() { return fresh_; }

 private:
  FreshDatabase fresh_{GetParam()};
};

/// A statement of a test's own with `:name` parameters, made when the test runs. Outlives the
/// connection's use of it when it is a static or a member.
class Sql {
 public:
  explicit Sql(std::string text);
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;
  operator const Query&() const { return query_; }

 private:
  std::string sqlite_;
  std::string postgres_;
  std::vector<std::string> names_;
  std::vector<std::string_view> views_;
  Query query_;
};

/// Rows of a table, in a snapshot of its own.
std::int64_t rows_of(Database& database, const std::string& table);

}  // namespace database::testing
