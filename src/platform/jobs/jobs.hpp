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

/// Done again and again: one row of the table, made at the start of the runner. When it throws, it
/// is tried again with growing pauses, at most an hour, for ever.
struct Recurring {
  std::string name;  // "expire_registrations"
  std::chrono::seconds every;
  /// Returns true when there is more to do at once (a full batch).
  std::function<bool(base::Instant now)> run;
  /// Asked before the row is claimed, at most once in `every`: while it says false nothing is
  /// written, so that a job which looks every second costs an idle installation no commit. May be
  /// empty.
  std::function<bool(base::Instant now)> has_work = {};
};

/// Done once for each row: an export, an import. A row that is done is deleted.
struct Kind {
  std::string name;  // letters, digits, "_"; not "recurring"
  std::function<void(const std::string& payload, base::Instant now)> run;
  int attempts = 5;  // then the row is kept as failed, with the cause; vanished workers count too
};

/// Adds one job in the caller's transaction. `payload` is at most 64 KiB. A kind that no running
/// copy of the program knows waits for one that does.
void enqueue(database::Transaction& transaction, const base::JobId& id, std::string_view kind,
             std::string_view payload, base::Instant run_at);

class Runner {
 public:
  struct Options {
    int threads = 2;                 // with two or more, the first one does recurring work only
    std::chrono::seconds lease{60};  // 5..3600; renewed each third of it while a job runs
    std::chrono::milliseconds poll{250};  // how often due rows are looked for
    std::chrono::seconds first_retry{5};  // doubles each time, at most an hour
  };
  Runner(database::Database& database, const clock_source::Clock& clock, crypto::Random& random,
         std::vector<Recurring> recurring, std::vector<Kind> kinds, Options options);
  ~Runner();
  void start();
  /// Ends the leases of every worker. Only where no other copy of the program can be running: what
  /// a crash left behind is then taken up at once, not when its lease ends.
  void take_over();
  /// Lets running jobs end; starts none.
  void stop();
  /// Looks for due rows now instead of at the next poll.
  void wake();
  /// For tests: claims and runs what is due, on this thread; returns how many ran.
  int run_due();
  /// Renews the leases of what this runner runs now; a thread of its own does it after start().
  void renew_leases();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace jobs
