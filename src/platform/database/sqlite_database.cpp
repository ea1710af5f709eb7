#include "platform/database/sqlite_database.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <system_error>

#include "platform/database/body.hpp"
#include "platform/database/file_lock.hpp"
#include "platform/database/pool.hpp"
#include "platform/database/sqlite_migrations.hpp"
#include "platform/database/sqlite_writer.hpp"

namespace database::sqlite {
namespace {

constexpr std::chrono::milliseconds patience{10'000};
constexpr std::chrono::milliseconds health_patience{1'000};

class SqliteSnapshot final : public Snapshot {
 public:
  explicit SqliteSnapshot(Connection& connection) : connection_(connection) {}
  void each(const Query& query, Parameters parameters,
            const std::function<bool(const Row&)>& use) override {
    if (const int code = each_row(connection_, query, parameters, use); code != 0)
      raise(connection_.handle(), code, query.name);
  }

 private:
  Connection& connection_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const Options& options, Open mode, std::optional<FileLock> lock)
      : file_(options.directory / "portal.db"),
        mode_(mode),
        lock_(std::move(lock)),
        writer_(mode == Open::exclusive ? make_writer(options) : nullptr),
        readers_(options.readers, [this] { return make_reader(); }) {
    const auto pending = pending_migrations();
    if (mode == Open::read_only && !pending.empty())
      throw OpenError("database.not_migrated", "the database lacks migration " + pending.front());
  }

  Engine engine() const override { return Engine::sqlite; }

  std::vector<std::string> migrate() override {
    std::vector<std::string> applied;
    writer().run_alone([&](Connection& connection) {
      applied = apply_migrations(connection, known_migrations(Engine::sqlite));
    });
    return applied;
  }

  std::vector<std::string> pending_migrations() override {
    std::vector<std::string> names;
    const auto reader = make_reader();
    for (const Migration& migration :
         pending_of(known_migrations(Engine::sqlite), applied_migrations(*reader)))
      names.push_back(migration.name);
    return names;
  }

  void backup(const std::filesystem::path& target, const Amend& amend) override {
    copy_checked(*make_reader(), target, amend);
  }

  std::string deep_check() override {
    const auto reader = make_reader();
    std::string verdict = reader->ask("PRAGMA integrity_check(1)");
    if (verdict != "ok") return verdict;
    const std::string orphans = reader->ask("PRAGMA foreign_key_check");
    return orphans.empty() ? std::string() : "a foreign key of " + orphans + " leads nowhere";
  }

  bool stopped() const noexcept override { return writer_ && writer_->stopped(); }

  bool healthy() noexcept override {
    if (writer_ && writer_->stopped()) return false;
    try {
      auto reader = readers_.lease(health_patience);
      return !reader->ask("SELECT count(*) FROM sqlite_schema").empty();
    } catch (const std::exception&) {
      return false;
    }
  }

 protected:
  void run_write(const std::function<bool(Transaction&)>& body) override {
    refuse_nesting();
    writer().run(body);
  }

  void run_read(const std::function<void(Snapshot&)>& body) override {
    refuse_nesting();
    auto reader = readers_.lease(patience);
    if (const int code = reader->control(Control::begin_read); code != 0)
      raise(reader->handle(), code, "begin");
    const InsideBody inside;
    try {
      SqliteSnapshot snapshot(*reader);
      body(snapshot);
    } catch (...) {
      end_read(reader);
      throw;
    }
    end_read(reader);
  }

 private:
  using Readers = Pool<Connection>;

  /// A reader whose snapshot would not end must not be used again.
  static void end_read(Readers::Lease& reader) {
    if (reader->control(Control::rollback) != 0 || reader->in_transaction()) reader.discard();
  }

  std::unique_ptr<Writer> make_writer(const Options& options) const {
    return std::make_unique<Writer>(
        std::make_unique<Connection>(file_, Access::writer),
        Writer::Bounds{static_cast<std::size_t>(options.group_limit), options.queue_limit});
  }

  std::unique_ptr<Connection> make_reader() const {
    return std::make_unique<Connection>(file_,
                                        mode_ == Open::exclusive ? Access::reader : Access::beside);
  }

  Writer& writer() {
    if (!writer_) throw std::logic_error("the database was opened for reading");
    return *writer_;
  }

  const std::filesystem::path file_;
  const Open mode_;
  // In this order: readers close first, then the writer with the last checkpoint, then the lock.
  std::optional<FileLock> lock_;
  std::unique_ptr<Writer> writer_;
  Readers readers_;
};

/// The file belongs to its owner alone; the log beside it takes its mode.
void make_private_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    ::close(descriptor);
  } else if (errno != EEXIST || ::chmod(file.c_str(), 0600) != 0) {
    throw std::system_error(errno, std::generic_category(), file.string());
  }
}

}  // namespace

std::unique_ptr<Database> open(const Options& options, Open mode) {
  ENSURE(options.readers > 0 && options.group_limit > 0);
  const auto file = options.directory / "portal.db";
  std::optional<FileLock> lock;
  try {
    if (mode == Open::exclusive) {
      if (std::filesystem::create_directories(options.directory))
        std::filesystem::permissions(options.directory, std::filesystem::perms::owner_all);
      lock = FileLock::take(options.directory / "portal.lock");
      if (!lock) throw OpenError("database.in_use", "another process holds " + file.string());
      make_private_file(file);
    } else if (!std::filesystem::exists(file)) {
      throw OpenError("database.unavailable", "there is no " + file.string());
    }
  } catch (const std::system_error& error) {
    throw OpenError("database.unavailable", error.what());
  }
  return std::make_unique<SqliteDatabase>(options, mode, std::move(lock));
}

}  // namespace database::sqlite
