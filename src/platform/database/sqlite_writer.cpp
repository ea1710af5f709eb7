#include "platform/database/sqlite_writer.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>

#include "platform/database/body.hpp"
#include "platform/database/sqlite_transaction.hpp"
#include "platform/log/log.hpp"

namespace database::sqlite {
namespace {

constexpr int checkpoint_pages = 4000;  // 16 MiB: a page that many commits change is copied once
constexpr int much_log_pages = 16000;   // 64 MiB: wait for readers to let go of the log
constexpr int wait_for_readers_ms = 250;
constexpr int usual_busy_ms = 5000;

int remember_log_pages(void* pages, sqlite3*, const char*, int in_log) {
  *static_cast<int*>(pages) = in_log;
  return SQLITE_OK;
}

constexpr const char* stopped_text = "writing has stopped: an outcome is unknown";

std::string describe(std::string_view during, int code) {
  return fmt::format("{}: SQLite {} ({})", during, sqlite3_errstr(code), code);
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, Bounds bounds)
    : connection_(std::move(connection)), bounds_(bounds) {
  sqlite3_wal_hook(connection_->handle(), remember_log_pages, &log_pages_);
  thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void Writer::run(const std::function<bool(Transaction&)>& body) {
  Waiting waiting;
  waiting.body = &body;
  submit(waiting);
}

void Writer::run_alone(const std::function<void(Connection&)>& work) {
  Waiting waiting;
  waiting.alone = &work;
  submit(waiting);
}

std::size_t Writer::waiting() {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Writer::submit(Waiting& waiting) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= bounds_.queue_limit || ending_)
      throw Unavailable("too many writes are waiting");
    queue_.push_back(&waiting);
  }
  arrived_.notify_one();
  std::unique_lock lock(waiting.mutex);
  waiting.answered.wait(lock, [&] { return waiting.done; });
  if (waiting.failure) std::rethrow_exception(waiting.failure);
}

void Writer::work() {
  for (;;) {
    const std::vector<Waiting*> group = take();
    if (group.empty()) return;
    serve(group);
    for (Waiting* waiting : group) {
      const std::lock_guard lock(waiting->mutex);
      waiting->done = true;
      // Under the lock: the waiting thread takes the condition with it when it returns.
      waiting->answered.notify_one();
    }
    checkpoint_when_due();
  }
}

std::vector<Writer::Waiting*> Writer::take() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return ending_ || !queue_.empty(); });
  std::vector<Waiting*> group;
  while (!queue_.empty() && group.size() < bounds_.group_limit) {
    Waiting* const next = queue_.front();
    if (next->alone != nullptr && !group.empty()) break;
    queue_.pop_front();
    group.push_back(next);
    if (next->alone != nullptr) break;
  }
  return group;
}

void Writer::serve(Group group) {
  try {
    if (stopped_) {
      fail<Unavailable>(group, stopped_text);
    } else if (group.front()->alone != nullptr) {
      (*group.front()->alone)(*connection_);
    } else {
      run_group(group);
    }
  } catch (...) {
    roll_back();
    for (Waiting* waiting : group) waiting->failure = std::current_exception();
  }
}

void Writer::run_group(Group group) {
  const int begun = connection_->control(Control::begin_write);
  if (begun != SQLITE_OK) return fail<Unavailable>(group, describe("begin", begun));
  for (Waiting* waiting : group)
    if (!run_body(*waiting)) return run_again_one_by_one(group, waiting);
  commit(group);
}

bool Writer::run_body(Waiting& waiting) {
  waiting.keep = false;
  waiting.failure = nullptr;
  int code = connection_->control(Control::savepoint);
  if (code == SQLITE_OK) {
    SqliteTransaction transaction(*connection_);
    const InsideBody inside;
    try {
      waiting.keep = (*waiting.body)(transaction);
      if (waiting.keep && transaction.violated())
        throw std::logic_error("a body kept on after a violated constraint");
    } catch (...) {
      waiting.keep = false;
      waiting.failure = std::current_exception();
    }
  }
  if (connection_->in_transaction() && code == SQLITE_OK) {
    if (!waiting.keep) code = connection_->control(Control::rollback_to);
    if (code == SQLITE_OK) code = connection_->control(Control::release);
  }
  if (connection_->in_transaction() && code == SQLITE_OK) return true;
  // SQLITE_FULL and its like may have rolled back the whole group, not just this savepoint.
  roll_back();
  waiting.keep = false;
  Waiting* const only = &waiting;
  if (!waiting.failure) fail<Unavailable>(Group(&only, 1), describe("savepoint", code));
  return false;
}

void Writer::run_again_one_by_one(Group group, const Waiting* without) {
  for (std::size_t index = 0; index < group.size(); ++index)
    if (group[index] != without) {
      if (stopped_)
        fail<Unavailable>(group.subspan(index, 1), stopped_text);
      else
        run_group(group.subspan(index, 1));
    }
}

void Writer::commit(Group group) {
  if (std::ranges::none_of(group, &Waiting::keep)) return roll_back();
  const int code = connection_->control(Control::commit);
  switch (code & 0xff) {
    case SQLITE_OK:
      return;
    case SQLITE_CONSTRAINT:  // a deferred one
      roll_back();
      if (group.size() > 1) return run_again_one_by_one(group, nullptr);
      return fail<std::logic_error>(group, "a constraint fails at commit");
    case SQLITE_FULL:
    case SQLITE_BUSY:
      // The frames of this commit are not all in the log, so nothing of it can come back.
      roll_back();
      return fail<Unavailable>(group, describe("commit", code));
    default:
      return stop(group, code);
  }
}

void Writer::roll_back() {
  if (!connection_->in_transaction()) return;
  const int code = connection_->control(Control::rollback);
  if (connection_->in_transaction()) stop({}, code);
}

void Writer::stop(Group group, int code) {
  stopped_ = true;
  log_record::error("database", "stopped writing", {{"why", describe("commit", code)}});
  // What is in the log decides after the next start; closing must not decide it now.
  connection_->keep_log_on_close();
  fail<CommitUnknown>(group, describe("commit", code));
}

template <class Exception>
void Writer::fail(Group group, const std::string& what) {
  // One each: threads that share an exception would race for its end.
  for (Waiting* waiting : group) waiting->failure = std::make_exception_ptr(Exception(what));
}

void Writer::checkpoint_when_due() {
  if (log_pages_ < seen_log_pages_) seen_log_pages_ = 0;  // the log was begun anew
  if (stopped_ || log_pages_ - seen_log_pages_ < checkpoint_pages) return;
  const bool much = log_pages_ >= much_log_pages;
  sqlite3_busy_timeout(connection_->handle(), wait_for_readers_ms);
  const int code = sqlite3_wal_checkpoint_v2(
      connection_->handle(), nullptr, much ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
      nullptr, nullptr);
  sqlite3_busy_timeout(connection_->handle(), usual_busy_ms);
  seen_log_pages_ = log_pages_;
  if ((code & 0xff) == SQLITE_IOERR) stop({}, code);
}

}  // namespace database::sqlite
