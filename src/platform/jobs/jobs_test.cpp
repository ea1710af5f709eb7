#include "platform/jobs/jobs.hpp"

#include <gtest/gtest.h>

#include <future>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "platform/database/testing.hpp"

namespace jobs {
namespace {

using namespace std::chrono_literals;

constexpr base::Instant start = base::from_microseconds(1'700'000'000'000'000);

class Jobs : public database::testing::StoreTest {
 protected:
  void add(std::string_view kind, std::string_view payload, base::Instant run_at = start) {
    const auto id = base::JobId::make(start, crypto::system_random().ten());
    const auto done = database().write([&](database::Transaction& transaction) -> base::Result<> {
      enqueue(transaction, id, kind, payload, run_at);
      return {};
    });
    ASSERT_TRUE(done.has_value());
  }

  Runner runner(std::vector<Recurring> recurring, std::vector<Kind> kinds,
                Runner::Options options = {}) {
    return {database(),       clock,  crypto::system_random(), std::move(recurring),
            std::move(kinds), options};
  }

  std::string only_row(const std::string& column) {
    const database::testing::Sql sql("SELECT " + column + " AS found FROM job");
    return database()
        .read([&](database::Snapshot& snapshot) {
          return snapshot.first(sql, {}, [](const database::Row& row) {
            return row.optional_text("found").value_or("NULL");
          });
        })
        .value_or("no row");
  }

  clock_source::ManualClock clock{start};
};
INSTANTIATE_TEST_SUITE_P(Engines, Jobs, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Jobs, runs_a_job_once_with_its_payload_when_it_is_due) {
  std::vector<std::string> ran;
  auto worker = runner({}, {{"export", [&](const std::string& payload, base::Instant now) {
                               ran.push_back(payload);
                               EXPECT_EQ(now, start + 1min);
                             }}});
  add("export", "exp_1", start + 1min);
  EXPECT_EQ(worker.run_due(), 0);
  clock.advance(1min);
  EXPECT_EQ(worker.run_due(), 1);
  EXPECT_EQ(worker.run_due(), 0);
  EXPECT_EQ(ran, std::vector<std::string>{"exp_1"});
  EXPECT_EQ(database::testing::rows_of(database(), "job"), 0);
}

TEST_P(Jobs, leaves_a_kind_that_it_does_not_know) {
  auto worker = runner({}, {{"export", [](const std::string&, base::Instant) {}}});
  add("exports", "");
  add("port", "");
  EXPECT_EQ(worker.run_due(), 0);
  EXPECT_EQ(database::testing::rows_of(database(), "job"), 2);
}

TEST_P(Jobs, tries_a_failing_job_again_with_growing_pauses_then_keeps_it_as_failed) {
  int tries = 0;
  auto worker = runner({}, {{.name = "import",
                             .run =
                                 [&](const std::string&, base::Instant) {
                                   ++tries;
                                   throw std::runtime_error("no such file");
                                 },
                             .attempts = 3}});
  add("import", "");
  EXPECT_EQ(worker.run_due(), 1);
  clock.advance(4s);
  EXPECT_EQ(worker.run_due(), 0) << "the first pause is 5 s";
  clock.advance(1s);
  EXPECT_EQ(worker.run_due(), 1);
  clock.advance(9s);
  EXPECT_EQ(worker.run_due(), 0) << "the second one is 10 s";
  clock.advance(1s);
  EXPECT_EQ(worker.run_due(), 1);
  EXPECT_EQ(only_row("state"), "failed");
  EXPECT_EQ(only_row("last_error"), "no such file");
  clock.advance(24h);
  EXPECT_EQ(worker.run_due(), 0);
  EXPECT_EQ(tries, 3);
}

TEST_P(Jobs, takes_up_a_job_whose_worker_vanished_when_its_lease_ends) {
  std::promise<void> may_end;
  std::promise<void> began;
  auto vanished = runner({}, {{"export", [&](const std::string&, base::Instant) {
                                 began.set_value();
                                 may_end.get_future().wait();
                               }}});
  int ran = 0;
  auto other = runner({}, {{"export", [&](const std::string&, base::Instant) { ++ran; }}});
  add("export", "");
  std::thread stuck([&] { vanished.run_due(); });
  began.get_future().wait();
  clock.advance(59s);
  EXPECT_EQ(other.run_due(), 0);
  clock.advance(1s);
  EXPECT_EQ(other.run_due(), 1);
  EXPECT_EQ(ran, 1);
  may_end.set_value();
  stuck.join();
  EXPECT_EQ(database::testing::rows_of(database(), "job"), 0);
}

TEST_P(Jobs, the_only_runner_takes_up_at_once_what_a_crash_left_behind) {
  int ran = 0;
  auto worker = runner({{"sweep", 10s,
                         [&](base::Instant) {
                           ++ran;
                           return false;
                         }}},
                       {{"export", [&](const std::string&, base::Instant) { ++ran; }}});
  EXPECT_EQ(worker.run_due(), 1);
  add("export", "");
  const database::testing::Sql vanish(
      "UPDATE job SET state = 'running', attempts = 1, leased_by = 'gone', lease_until_us = "
      ":until");
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
    transaction.execute(vanish, {{"until", start + 60s}});
    return {};
  }));
  EXPECT_EQ(worker.run_due(), 0);
  worker.take_over();
  EXPECT_EQ(worker.run_due(), 2);
  EXPECT_EQ(ran, 3);
}

TEST_P(Jobs, does_not_double_a_slow_job_that_renews_its_lease) {
  Runner* slow = nullptr;
  Runner* other = nullptr;
  auto second = runner({}, {{"export", [&](const std::string&, base::Instant) { ADD_FAILURE(); }}});
  auto first = runner({}, {{"export", [&](const std::string&, base::Instant) {
                              for (int minute = 0; minute < 10; ++minute) {
                                clock.advance(50s);
                                slow->renew_leases();
                                EXPECT_EQ(other->run_due(), 0);
                              }
                            }}});
  slow = &first;
  other = &second;
  add("export", "");
  EXPECT_EQ(first.run_due(), 1);
  EXPECT_EQ(second.run_due(), 0);
}

TEST_P(Jobs, gives_up_a_job_that_takes_its_workers_with_it) {
  int ran = 0;
  auto worker = runner({}, {{.name = "import",
                             .run = [&](const std::string&, base::Instant) { ++ran; },
                             .attempts = 2}});
  add("import", "");
  const database::testing::Sql vanish(
      "UPDATE job SET state = 'running', attempts = 2, leased_by = 'gone', lease_until_us = "
      ":until");
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
    transaction.execute(vanish, {{"until", start}});
    return {};
  }));
  EXPECT_EQ(worker.run_due(), 1);
  EXPECT_EQ(ran, 0);
  EXPECT_EQ(only_row("state"), "failed");
}

TEST_P(Jobs, two_runners_on_200_rows_run_each_once) {
  std::mutex mutex;
  std::map<std::string, int> ran;
  const Kind kind{"export", [&](const std::string& payload, base::Instant) {
                    const std::lock_guard lock(mutex);
                    ++ran[payload];
                  }};
  for (int number = 0; number < 200; ++number) add("export", std::to_string(number));
  auto one = runner({}, {kind}, {.threads = 2});
  auto two = runner({}, {kind}, {.threads = 2});
  std::vector<std::thread> threads;
  for (auto* each : {&one, &two, &one, &two}) threads.emplace_back([each] { each->run_due(); });
  for (auto& thread : threads) thread.join();
  one.run_due();
  EXPECT_EQ(ran.size(), 200U);
  for (const auto& [payload, times] : ran) EXPECT_EQ(times, 1) << payload;
  EXPECT_EQ(database::testing::rows_of(database(), "job"), 0);
}

TEST_P(Jobs, a_recurring_job_has_one_row_and_runs_once_in_each_period_over_all_runners) {
  int ran = 0;
  const Recurring recurring{"expire", 60s, [&](base::Instant) { return ++ran < 0; }};
  auto one = runner({recurring}, {});
  auto two = runner({recurring}, {});
  EXPECT_EQ(one.run_due() + two.run_due(), 1);
  EXPECT_EQ(database::testing::rows_of(database(), "job"), 1);
  clock.advance(59s);
  EXPECT_EQ(one.run_due() + two.run_due(), 0);
  clock.advance(1s);
  EXPECT_EQ(two.run_due() + one.run_due(), 1);
  EXPECT_EQ(ran, 2);
}

TEST_P(Jobs, a_recurring_job_with_more_to_do_runs_at_once_again) {
  int batches = 0;
  auto worker = runner({{"expire", 60s, [&](base::Instant) { return ++batches < 5; }}}, {});
  EXPECT_EQ(worker.run_due(), 5);
  EXPECT_EQ(worker.run_due(), 0);
}

TEST_P(Jobs, a_recurring_job_that_fails_is_never_given_up) {
  int ran = 0;
  auto worker = runner({{"expire", 60s,
                         [&](base::Instant) -> bool {
                           ++ran;
                           throw std::runtime_error("down");
                         }}},
                       {});
  for (int times = 0; times < 20; ++times) {
    EXPECT_EQ(worker.run_due(), 1);
    EXPECT_EQ(only_row("state"), "waiting");
    clock.advance(1h);
  }
  EXPECT_EQ(only_row("last_error"), "down");
  EXPECT_EQ(ran, 20);
}

TEST_P(Jobs, without_work_nothing_is_written) {
  bool work = false;
  int ran = 0;
  auto worker = runner({{"deliver", 1s, [&](base::Instant) { return ++ran < 0; },
                         [&](base::Instant) { return work; }}},
                       {});
  EXPECT_EQ(worker.run_due(), 0);
  EXPECT_EQ(only_row("state"), "waiting");
  work = true;
  EXPECT_EQ(worker.run_due(), 1);
  EXPECT_EQ(ran, 1);
}

TEST_P(Jobs, a_clock_that_was_a_day_ahead_freezes_neither_rows_nor_leases) {
  int ran = 0;
  auto worker = runner({{"expire", 60s, [&](base::Instant) { return ++ran < 0; }}},
                       {{"export", [&](const std::string&, base::Instant) { ++ran; }}});
  clock.advance(24h);
  EXPECT_EQ(worker.run_due(), 1);
  const database::testing::Sql lease(
      "UPDATE job SET state = 'running', leased_by = 'gone', lease_until_us = :until "
      "WHERE kind = 'export'");
  add("export", "");
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
    transaction.execute(lease, {{"until", start + 24h}});
    return {};
  }));
  clock.set(start);
  EXPECT_EQ(worker.run_due(), 2);
  EXPECT_EQ(ran, 3);
}

TEST_P(Jobs, its_threads_run_work_and_stop_lets_it_end) {
  std::promise<void> both;
  std::atomic<int> ran = 0;
  const auto count = [&] {
    if (++ran == 2) both.set_value();
  };
  auto worker = runner({{"expire", 60s,
                         [&](base::Instant) {
                           count();
                           return false;
                         }}},
                       {{"export", [&](const std::string&, base::Instant) { count(); }}});
  worker.start();
  add("export", "");
  worker.wake();
  ASSERT_EQ(both.get_future().wait_for(20s), std::future_status::ready);
  worker.stop();
  EXPECT_EQ(ran, 2);
  EXPECT_EQ(database::testing::rows_of(database(), "job"), 1);
}

TEST_P(Jobs, a_job_queued_by_a_transaction_that_fails_never_runs) {
  const auto id = base::JobId::make(start, crypto::system_random().ten());
  auto worker = runner({}, {{"export", [](const std::string&, base::Instant) { ADD_FAILURE(); }}});
  const auto result = database().write([&](database::Transaction& transaction) -> base::Result<> {
    enqueue(transaction, id, "export", "", start);
    return base::fail(base::ErrorKind::conflict, "test.no");
  });
  EXPECT_FALSE(result.has_value());
  EXPECT_EQ(worker.run_due(), 0);
}

}  // namespace
}  // namespace jobs
