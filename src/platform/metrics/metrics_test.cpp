#include "platform/metrics/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Metrics, CountByLabels) {
  count("portal_test_requests_total", "Requests.", {{"method", "GET"}});
  count("portal_test_requests_total", "Requests.", {{"method", "GET"}}, 2);
  count("portal_test_requests_total", "Requests.", {{"method", "POST"}});
  const auto text = render();
  EXPECT_THAT(text, HasSubstr("# HELP portal_test_requests_total Requests.\n"
                              "# TYPE portal_test_requests_total counter\n"));
  EXPECT_THAT(text, HasSubstr("portal_test_requests_total{method=\"GET\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("portal_test_requests_total{method=\"POST\"} 1\n"));
}

TEST(Metrics, ObserveSecondsInBuckets) {
  observe_seconds("portal_test_wait_seconds", "Waits.", {}, 0.02);
  observe_seconds("portal_test_wait_seconds", "Waits.", {}, 100);
  const auto text = render();
  EXPECT_THAT(text, HasSubstr("# TYPE portal_test_wait_seconds histogram\n"));
  EXPECT_THAT(text, HasSubstr("portal_test_wait_seconds_bucket{le=\"0.01\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("portal_test_wait_seconds_bucket{le=\"0.025\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("portal_test_wait_seconds_bucket{le=\"+Inf\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("portal_test_wait_seconds_count 2\n"));
}

TEST(Metrics, AskGaugesEachTimeUntilTheyAreTakenAway) {
  double value = 1;
  gauge("portal_test_open", "Open.", [&] { return value; });
  EXPECT_THAT(render(), HasSubstr("portal_test_open 1\n"));
  value = 2;
  EXPECT_THAT(render(), HasSubstr("# TYPE portal_test_open gauge\nportal_test_open 2\n"));
  gauge("portal_test_open", "Open.", [] { return 7.0; });
  EXPECT_THAT(render(), HasSubstr("portal_test_open 7\n"));
  gauge("portal_test_open", "Open.", {});
  EXPECT_THAT(render(), Not(HasSubstr("portal_test_open")));
}

TEST(Metrics, AGaugeThatThrowsHidesNoOther) {
  gauge("portal_test_broken", "Broken.", []() -> double { throw std::runtime_error("no"); });
  count("portal_test_others_total", "Others.");
  const auto text = render();
  EXPECT_THAT(text, HasSubstr("portal_test_broken Nan\n"));
  EXPECT_THAT(text, HasSubstr("portal_test_others_total 1\n"));
  gauge("portal_test_broken", "Broken.", {});
}

TEST(Metrics, LoseNothingBetweenThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([] {
      for (int n = 0; n < 1000; ++n) count("portal_test_race_total", "Race.", {{"n", "1"}});
    });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(render(), HasSubstr("portal_test_race_total{n=\"1\"} 4000\n"));
}

}  // namespace
}  // namespace metrics
