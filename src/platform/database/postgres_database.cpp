#include "platform/database/postgres_database.hpp"

#include <fmt/core.h>

#include <atomic>
#include <charconv>
#include <cstring>
#include <mutex>
#include <random>
#include <thread>

#include "platform/database/body.hpp"
#include "platform/database/pool.hpp"
#include "platform/database/postgres_migrations.hpp"
#include "platform/log/log.hpp"

namespace database::postgres {
namespace {

constexpr std::chrono::milliseconds patience{10'000};
constexpr std::chrono::milliseconds health_patience{1'000};
// LOCK TABLE takes no snapshot, so what is read after it is what the ones before left behind. A
// wait for a row ends before deadlock_timeout, a second that only a superuser may shorten.
constexpr const char* begin_beside_others =
    "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE schema_migration IN ROW EXCLUSIVE MODE;"
    "SET LOCAL lock_timeout = '100ms'";
constexpr const char* begin_alone =
    "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE schema_migration IN SHARE ROW EXCLUSIVE MODE";
constexpr const char* begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

using Connections = Pool<Connection>;

enum class Turn { beside_others, alone };

class PostgresTransaction final : public Transaction {
 public:
  explicit PostgresTransaction(Connection& connection, Turn turn = Turn::alone)
      : connection_(connection), turn_(turn) {}

  void each(const Query& query, Parameters parameters,
            const std::function<bool(const Row&)>& use) override {
    const auto result = run(query, parameters);
    if (!result)
      throw std::logic_error(std::string(query.name) + " violates " + result.error().constraint);
    each_row(result->get(), use);
  }

  std::expected<std::int64_t, Violation> attempt(const Query& query,
                                                 Parameters parameters) override {
    const auto result = run(query, parameters);
    if (!result) return std::unexpected(result.error());
    const std::string_view changed = PQcmdTuples(result->get());
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
  }

  bool violated() const { return violated_; }
  /// A statement collided, even if the body caught what it threw.
  bool collided() const { return collided_; }

 private:
  std::expected<Result, Violation> run(const Query& query, Parameters parameters) {
    if (violated_) throw std::logic_error("a statement after a violated constraint");
    try {
      auto result = connection_.run(query, parameters);
      violated_ = !result.has_value();
      return result;
    } catch (const SerializationFailure&) {
      collided_ = true;
      throw;
    } catch (const LockTimeout&) {
      collided_ = turn_ == Turn::beside_others;
      throw;
    }
  }

  Connection& connection_;
  Turn turn_;
  bool violated_ = false;
  bool collided_ = false;
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const Options& options, Open mode)
      : options_(options),
        mode_(mode),
        connections_(options.readers, [this] { return connect(); }) {
    auto connection = connections_.lease(patience);
    check_fit(*connection);
    const auto pending =
        pending_of(known_migrations(Engine::postgres), applied_migrations(*connection));
    if (mode == Open::read_only && !pending.empty())
      throw OpenError("database.not_migrated",
                      "the database lacks migration " + pending.front().name);
  }

  Engine engine() const override { return Engine::postgres; }

  std::vector<std::string> migrate() override {
    refuse_read_only();
    // Its own connection: the lock and the lifted time limits end with it.
    return apply_migrations(*connect(), known_migrations(Engine::postgres));
  }

  std::vector<std::string> pending_migrations() override {
    std::vector<std::string> names;
    auto connection = connections_.lease(patience);
    for (const Migration& migration :
         pending_of(known_migrations(Engine::postgres), applied_migrations(*connection)))
      names.push_back(migration.name);
    return names;
  }

  void backup(const std::filesystem::path&, const Amend&) override {
    throw Unavailable("PostgreSQL is backed up with its own tools, such as pg_dump");
  }

  std::string deep_check() override { return {}; }

  bool stopped() const noexcept override { return stopped_; }

  bool healthy() noexcept override {
    if (stopped_) return false;
    try {
      const std::lock_guard lock(health_mutex_);
      if (!health_ || !health_->usable()) health_ = connect();
      if (health_->ask_within("SELECT 1", health_patience)) return true;
      health_.reset();
    } catch (const std::exception&) {
      return false;
    }
    return false;
  }

 protected:
  void run_write(const std::function<bool(Transaction&)>& body) override {
    refuse_nesting();
    refuse_read_only();
    const Place place(*this);
    for (int attempt = 0;; ++attempt) {
      if (stopped_) throw Unavailable("writing has stopped: an outcome is unknown");
      if (try_write(body, attempt == 0 ? Turn::beside_others : Turn::alone)) return;
      if (attempt >= options_.retries) throw Unavailable("the write kept colliding with others");
      pause(attempt);
    }
  }

  void run_read(const std::function<void(Snapshot&)>& body) override {
    refuse_nesting();
    auto connection = connections_.lease(patience);
    begin(connection, begin_read);
    const InsideBody inside;
    try {
      PostgresTransaction snapshot(*connection);
      body(snapshot);
    } catch (...) {
      end(connection);
      throw;
    }
    end(connection);
  }

 private:
  /// A write's place in the queue for a connection.
  class Place {
   public:
    explicit Place(PostgresDatabase& database) : database_(database) {
      const auto most =
          database.options_.queue_limit + static_cast<std::size_t>(database.options_.readers);
      if (database_.writes_.fetch_add(1) >= most) {
        database_.writes_.fetch_sub(1);
        throw Unavailable("too many writes are waiting");
      }
    }
    ~Place() { database_.writes_.fetch_sub(1); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    PostgresDatabase& database_;
  };

  std::unique_ptr<Connection> connect() const {
    auto connection = std::make_unique<Connection>(options_.url);
    if (mode_ == Open::read_only) connection->run("SET default_transaction_read_only = on");
    return connection;
  }

  void refuse_read_only() const {
    if (mode_ == Open::read_only) throw std::logic_error("the database was opened for reading");
  }

  /// False when it collided and must run again.
  bool try_write(const std::function<bool(Transaction&)>& body, Turn turn) {
    auto connection = connections_.lease(patience);
    begin(connection, turn == Turn::alone ? begin_alone : begin_beside_others);
    PostgresTransaction transaction(*connection, turn);
    bool keep = false;
    try {
      const InsideBody inside;
      keep = body(transaction);
      if (keep && transaction.violated())
        throw std::logic_error("a body kept on after a violated constraint");
    } catch (...) {
      end(connection);
      if (transaction.collided()) return false;
      throw;
    }
    if (keep && !transaction.collided()) return commit(connection);
    end(connection);
    return !transaction.collided();
  }

  /// A connection that broke while it lay idle is made anew: nothing was lost with it.
  static void begin(Connections::Lease& connection, const char* how) {
    if (connection->usable()) {
      try {
        connection->run(how);
        return;
      } catch (const Unavailable&) {
        if (connection->usable()) {
          end(connection);
          throw;
        }
      }
    }
    connection.renew();
    connection->run(how);
  }

  static void end(Connections::Lease& connection) {
    try {
      connection->run("ROLLBACK");
    } catch (const std::exception&) {
      connection.discard();
    }
  }

  bool commit(Connections::Lease& connection) {
    const Result result = connection->commit();
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
      if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") == 0) return true;
      throw std::logic_error("a body kept on in a failed transaction");
    }
    if (!connection->usable()) {
      stopped_ = true;
      connection.discard();
      const char* const why = "the connection to PostgreSQL broke during COMMIT";
      log_record::error("database", "stopped writing", {{"why", why}});
      throw CommitUnknown(why);
    }
    try {
      if (state_of(result.get()).starts_with("23"))
        throw std::logic_error("a constraint fails at commit");
      raise(result.get(), "commit");
    } catch (const SerializationFailure&) {
      return false;
    }
  }

  static void pause(int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const int most_us = 1000 << std::min(attempt, 6);
    std::this_thread::sleep_for(
        std::chrono::microseconds(std::uniform_int_distribution<int>(0, most_us)(random)));
  }

  const Options options_;
  const Open mode_;
  std::atomic<bool> stopped_{false};
  std::atomic<std::size_t> writes_{0};
  std::mutex health_mutex_;
  std::unique_ptr<Connection> health_;
  Connections connections_;
};

}  // namespace

std::unique_ptr<Database> open(const Options& options, Open mode) {
  ENSURE(options.readers > 0 && options.retries >= 0);
  try {
    return std::make_unique<PostgresDatabase>(options, mode);
  } catch (const Unavailable& error) {
    throw OpenError("database.unavailable", error.what());
  }
}

}  // namespace database::postgres
