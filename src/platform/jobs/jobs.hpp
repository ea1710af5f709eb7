#pragma once
// Background work is rows of the table `job`, claimed with a lease, so that several copies of the
// program never do one twice at a time, a crash loses none, and a job whose worker vanished is
// taken up again when the lease ends. Work is done at least once: every handler must bear being
// repeated.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/database/database.hpp"

namespace jobs {

/// Done again and again: one row of the table, made at the start of the runner.
struct Recurring {
  std::string name;  // "expire_registrations"
  std::chrono::seconds every;
  /// Returns true when there is more to do at once (a full batch).
  std::function<bool(base::Instant now)> run;
};

/// Done once for each row: an export, an import.
struct Kind {
  std::string name;
  std::function<void(const std::string& payload, base::Instant now)> run;
  int attempts = 5;  // then the row is kept as failed, with the cause in the log
};

/// Adds one job in the caller's transaction. `payload` is at most 64 KiB.
void enqueue(database::Transaction& transaction, const base::JobId& id, std::string_view kind,
             std::string_view payload, base::Instant run_at);

class Runner {
 public:
  struct Options {
    int threads = 2;
    std::chrono::seconds lease{60};       // 5..3600
    std::chrono::milliseconds poll{250};  // how often due rows are looked for
    std::chrono::seconds first_retry{5};  // doubles each time, at most an hour
  };
  Runner(database::Database& database, const clock_source::Clock& clock, crypto::Random& random,
         std::vector<Recurring> recurring, std::vector<Kind> kinds, Options options);
  ~Runner();
  void start();
  /// Lets running jobs end; starts none.
  void stop();
  /// Looks for due rows now instead of at the next poll.
  void wake();
  /// For tests: claims and runs what is due, on this thread; returns how many ran.
  int run_due();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace jobs
