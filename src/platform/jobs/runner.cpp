#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "platform/jobs/store.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace jobs {
namespace {

constexpr std::chrono::microseconds longest_pause = std::chrono::hours{1};

std::chrono::microseconds pause_after(int attempts, std::chrono::seconds first) {
  std::chrono::microseconds pause = first;
  for (int doubled = 1; doubled < attempts && pause < longest_pause; ++doubled) pause *= 2;
  return std::min(pause, longest_pause);
}

/// What a handler threw, in few enough words to be stored.
std::string said(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    return std::string(known.what()).substr(0, 500);
  } catch (...) {
    return "something that is no std::exception";
  }
}

void note(const std::string& job, std::string_view outcome) {
  metrics::count("portal_jobs_total", "Jobs that ran, by outcome.",
                 {{"job", job}, {"outcome", std::string(outcome)}});
}

}  // namespace

struct Runner::Inner {
  enum class Ask { always, once_in_a_while };
  enum class Lane { recurring, both };

  database::Database& database;
  const clock_source::Clock& clock;
  crypto::Random& random;
  const std::vector<Recurring> recurring;
  const std::vector<Kind> kinds;
  const Options options;
  std::string known_kinds = ",";

  std::mutex mutex;  // of everything below
  std::condition_variable changed;
  bool stopping = false;
  bool rows_made = false;
  std::uint64_t wakes = 0;
  std::map<std::string, store::Claim> running;  // by worker
  std::map<std::string, std::chrono::steady_clock::time_point> asked;
  std::vector<std::thread> threads;

  Inner(database::Database& database_, const clock_source::Clock& clock_, crypto::Random& random_,
        std::vector<Recurring> recurring_, std::vector<Kind> kinds_, Options options_)
      : database(database_),
        clock(clock_),
        random(random_),
        recurring(std::move(recurring_)),
        kinds(std::move(kinds_)),
        options(options_) {
    for (const auto& kind : kinds) known_kinds += kind.name + ",";
  }

  store::Lease lease() const {
    const auto now = clock.now();
    return {.now = now, .until = now + options.lease, .beyond = now + 2 * options.lease};
  }

  std::string new_worker() {
    const std::lock_guard lock(mutex);
    return random.token();
  }

  template <class Change>
  bool store_change(Change&& change) {
    const auto result =
        database.write([&](database::Transaction& transaction) -> base::Result<bool> {
          return change(transaction);
        });
    return result.has_value() && *result;
  }

  template <class Take>
  std::optional<store::Claim> claim(Take&& take) {
    const auto taken = database.write(
        [&](database::Transaction& transaction) -> base::Result<std::optional<store::Claim>> {
          return take(transaction);
        });
    if (!taken || !*taken) return std::nullopt;
    const std::lock_guard lock(mutex);
    running.emplace((*taken)->worker, **taken);
    return *taken;
  }

  void make_rows() {
    {
      const std::lock_guard lock(mutex);
      if (rows_made) return;
    }
    const auto now = clock.now();
    store_change([&](database::Transaction& transaction) {
      for (const auto& job : recurring) store::insert_recurring(transaction, job.name, now);
      return true;
    });
    const std::lock_guard lock(mutex);
    rows_made = true;
  }

  bool may_ask(const Recurring& job, Ask ask) {
    if (!job.has_work || ask == Ask::always) return true;
    const std::lock_guard lock(mutex);
    const auto now = std::chrono::steady_clock::now();
    const auto [found, is_new] = asked.try_emplace(job.name, now);
    if (!is_new && now - found->second < job.every) return false;
    found->second = now;
    return true;
  }

  bool is_due(const Recurring& job, const store::Recurrence& row, const store::Lease& at) const {
    if (row.lease_until) return *row.lease_until <= at.now || *row.lease_until > at.beyond;
    // Nothing plans further ahead than this, so a later moment was set by a clock that was wrong.
    const auto furthest = std::max<std::chrono::microseconds>(job.every, longest_pause);
    return row.run_at <= at.now || row.run_at > at.now + 2 * furthest;
  }

  /// True when one ran.
  bool run_recurring(Ask ask) {
    const auto at = lease();
    std::vector<std::pair<const Recurring*, store::Recurrence>> due;
    database.read([&](database::Snapshot& snapshot) {
      for (const auto& job : recurring)
        if (const auto row = store::find_recurring(snapshot, job.name);
            row && is_due(job, *row, at))
          due.emplace_back(&job, *row);
    });
    std::sort(due.begin(), due.end(),
              [](const auto& a, const auto& b) { return a.second.run_at < b.second.run_at; });
    for (const auto& each : due) {
      const Recurring& job = *each.first;
      if (!may_ask(job, ask) || (job.has_work && !job.has_work(at.now))) continue;
      const auto worker = new_worker();
      const auto claimed = claim([&](database::Transaction& transaction) {
        return store::claim_recurring(transaction, job.name, each.second, at, worker);
      });
      if (!claimed) continue;
      work(job, *claimed);
      return true;
    }
    return false;
  }

  bool run_once() {
    const auto at = lease();
    if (kinds.empty()) return false;
    if (!database.read([&](database::Snapshot& snapshot) {
          return store::is_job_due(snapshot, known_kinds, at);
        }))
      return false;
    const auto worker = new_worker();
    const auto claimed = claim([&](database::Transaction& transaction) {
      return store::claim_job(transaction, known_kinds, at, worker);
    });
    if (!claimed) return false;
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const Kind& each) { return each.name == claimed->kind; });
    ENSURE(kind != kinds.end());
    work(*kind, *claimed);
    return true;
  }

  void work(const Recurring& job, const store::Claim& claimed) {
    bool more = false;
    const auto error = attempt(job.name, [&] { more = job.run(clock.now()); });
    const auto now = clock.now();
    conclude(claimed, job.name, [&](database::Transaction& transaction) {
      if (!error)
        return store::finish_recurring(transaction, claimed, more ? now : now + job.every);
      const auto pause = std::max<std::chrono::microseconds>(
          job.every, pause_after(claimed.attempts, options.first_retry));
      return store::postpone(transaction, claimed, now + pause, said(error));
    });
  }

  void work(const Kind& kind, const store::Claim& claimed) {
    // More claims than tries: the workers before vanished, perhaps because of this very job.
    const bool exhausted = claimed.attempts > kind.attempts;
    const auto error = exhausted
                           ? std::make_exception_ptr(std::runtime_error("its workers vanished"))
                           : attempt(kind.name, [&] { kind.run(claimed.payload, clock.now()); });
    const auto now = clock.now();
    conclude(claimed, kind.name, [&](database::Transaction& transaction) {
      if (!error) return store::finish(transaction, claimed);
      if (claimed.attempts >= kind.attempts) return store::fail(transaction, claimed, said(error));
      return store::postpone(transaction, claimed,
                             now + pause_after(claimed.attempts, options.first_retry), said(error));
    });
  }

  template <class Do>
  std::exception_ptr attempt(const std::string& name, Do&& act) {
    const auto began = std::chrono::steady_clock::now();
    std::exception_ptr error;
    try {
      act();
    } catch (...) {
      error = std::current_exception();
      log_record::error("jobs", "job failed", {{"job", name}, {"cause", said(error)}});
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    metrics::observe_seconds("portal_job_seconds", "How long jobs take.", {{"job", name}},
                             took.count());
    note(name, error ? "failed" : "done");
    return error;
  }

  template <class Change>
  void conclude(const store::Claim& claimed, const std::string& name, Change&& change) {
    const struct Leave {
      Inner& inner;
      const std::string& worker;
      ~Leave() {
        const std::lock_guard lock(inner.mutex);
        inner.running.erase(worker);
      }
    } leave{*this, claimed.worker};
    if (!store_change(change)) log_record::warning("jobs", "lease lost", {{"job", name}});
  }

  void renew_leases() {
    std::vector<store::Claim> held;
    {
      const std::lock_guard lock(mutex);
      for (const auto& [worker, claimed] : running) held.push_back(claimed);
    }
    if (held.empty()) return;
    const auto until = lease().until;
    store_change([&](database::Transaction& transaction) {
      for (const auto& claimed : held) store::renew(transaction, claimed, until);
      return true;
    });
  }

  /// Waits until it is time, somebody wakes the runner or it stops; false when it stops.
  template <class Duration>
  bool pause(Duration longest) {
    std::unique_lock lock(mutex);
    const auto seen = wakes;
    changed.wait_for(lock, longest, [&] { return stopping || wakes != seen; });
    return !stopping;
  }

  bool is_stopping() {
    const std::lock_guard lock(mutex);
    return stopping;
  }

  /// One round of a thread; what the database throws is told, and the next round comes later.
  template <class Round>
  bool survive(Round&& round) {
    try {
      return round();
    } catch (...) {
      log_record::error("jobs", "database failed", {{"cause", said(std::current_exception())}});
      pause(std::chrono::seconds{1});
      return false;
    }
  }

  void loop(Lane lane) {
    bool once_first = true;
    while (!is_stopping()) {
      const bool ran = survive([&] {
        make_rows();
        if (lane == Lane::recurring) return run_recurring(Ask::once_in_a_while);
        // Taking turns, so that neither kind of work waits for the other to run dry.
        once_first = !once_first;
        if (once_first) return run_once() || run_recurring(Ask::once_in_a_while);
        return run_recurring(Ask::once_in_a_while) || run_once();
      });
      if (!ran && !pause(options.poll)) return;
    }
  }

  void heartbeat() {
    while (pause(std::chrono::duration_cast<std::chrono::milliseconds>(options.lease) / 3))
      survive([&] {
        renew_leases();
        return true;
      });
  }
};

Runner::Runner(database::Database& database, const clock_source::Clock& clock,
               crypto::Random& random, std::vector<Recurring> recurring, std::vector<Kind> kinds,
               Options options)
    : inner_(std::make_unique<Inner>(database, clock, random, std::move(recurring),
                                     std::move(kinds), options)) {}

Runner::~Runner() {
  stop();
}

void Runner::start() {
  inner_->make_rows();
  for (int number = 0; number < inner_->options.threads; ++number) {
    const auto lane =
        number == 0 && inner_->options.threads > 1 ? Inner::Lane::recurring : Inner::Lane::both;
    inner_->threads.emplace_back([inner = inner_.get(), lane] { inner->loop(lane); });
  }
  inner_->threads.emplace_back([inner = inner_.get()] { inner->heartbeat(); });
}

void Runner::take_over() {
  inner_->store_change([](database::Transaction& transaction) {
    store::end_leases(transaction);
    return true;
  });
}

void Runner::stop() {
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->stopping = true;
  }
  inner_->changed.notify_all();
  for (auto& thread : inner_->threads) thread.join();
  inner_->threads.clear();
}

void Runner::wake() {
  {
    const std::lock_guard lock(inner_->mutex);
    ++inner_->wakes;
    inner_->asked.clear();
  }
  inner_->changed.notify_all();
}

int Runner::run_due() {
  inner_->make_rows();
  int ran = 0;
  while (inner_->run_recurring(Inner::Ask::always) || inner_->run_once()) ++ran;
  return ran;
}

void Runner::renew_leases() {
  inner_->renew_leases();
}

}  // namespace jobs
