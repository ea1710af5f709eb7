#pragma once
// The one thread that writes to an SQLite file. Bodies wait in a queue; the thread takes all that
// wait into one transaction, a savepoint each, commits once and only then answers every one of
// them, refusals too, since they were judged by what others of the group had written. After the
// answers it moves the log into the file when there is enough of it.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "platform/database/sqlite_connection.hpp"

namespace database::sqlite {

class Writer {
 public:
  struct Bounds {
    std::size_t group_limit;
    std::size_t queue_limit;
  };
  Writer(std::unique_ptr<Connection> connection, Bounds bounds);
  /// Runs what waits, then ends the thread.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Returns after the commit; rethrows what the body threw. Throws Unavailable, CommitUnknown.
  void run(const std::function<bool(Transaction&)>& body);
  /// Runs outside any transaction, alone: migrations.
  void run_alone(const std::function<void(Connection&)>& work);
  /// Bodies in the queue, without those that run.
  std::size_t waiting();
  /// True after CommitUnknown: nothing is written any more.
  bool stopped() const noexcept { return stopped_.load(); }

 private:
  struct Waiting {
    const std::function<bool(Transaction&)>* body = nullptr;
    const std::function<void(Connection&)>* alone = nullptr;
    std::exception_ptr failure;
    bool keep = false;  // the body returned a value
    std::mutex mutex;
    std::condition_variable answered;
    bool done = false;
  };
  using Group = std::span<Waiting* const>;

  void submit(Waiting& waiting);
  void work();
  std::vector<Waiting*> take();
  void serve(Group group);
  void run_group(Group group);
  /// False when the engine rolled the whole transaction back.
  bool run_body(Waiting& waiting);
  void run_again_one_by_one(Group group, const Waiting* without);
  void commit(Group group);
  void roll_back();
  void stop(Group group, int code);
  template <class Exception>
  static void fail(Group group, const std::string& what);
  void checkpoint_when_due();

  std::unique_ptr<Connection> connection_;
  const Bounds bounds_;
  std::atomic<bool> stopped_{false};
  int log_pages_ = 0;       // in the log after the last commit
  int seen_log_pages_ = 0;  // of them, at the last checkpoint
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting*> queue_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace database::sqlite
