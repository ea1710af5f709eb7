#include "platform/clock/clock.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace clock_source {
namespace {

using namespace std::chrono_literals;

class OffsetFile : public testing::Test {
 protected:
  OffsetFile()
      : file_(std::filesystem::temp_directory_path() /
              ("portal-clock-test-" + std::to_string(::getpid()))) {}
  ~OffsetFile() override { std::filesystem::remove(file_); }

  void put(const std::string& text) const { std::ofstream(file_) << text; }

  // How far the clock is ahead, to the second.
  static std::int64_t ahead(const Clock& clock) {
    const auto system =
        std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    return std::chrono::round<std::chrono::seconds>(clock.now() - system).count();
  }

  // The clock looks at its file 20 times a second; it is asked until it does.
  static bool becomes(const Clock& clock, std::int64_t seconds) {
    const auto until = std::chrono::steady_clock::now() + 5s;
    while (ahead(clock) != seconds)
      if (std::chrono::steady_clock::now() > until) return false;
    return true;
  }

  std::filesystem::path file_;
};

TEST(SystemClock, IsTheSystemsTime) {
  const auto before = std::chrono::system_clock::now() - 1us;
  const auto now = SystemClock().now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

TEST_F(OffsetFile, MovesTheClockFromTheFirstAnswerOn) {
  put("86400\n");
  EXPECT_EQ(ahead(SystemClock(file_)), 86'400);
}

TEST_F(OffsetFile, MovesTheClockAgainWhenItChanges) {
  const SystemClock clock(file_);
  EXPECT_EQ(ahead(clock), 0);
  put("3600");
  EXPECT_TRUE(becomes(clock, 3600));
  put("-3600.4");
  EXPECT_TRUE(becomes(clock, -3600));
  std::filesystem::remove(file_);
  EXPECT_TRUE(becomes(clock, 0));
}

TEST_F(OffsetFile, ThatIsNoNumberMovesNothing) {
  for (const std::string text : {"", "soon", "1e99", "nan"}) {
    put(text);
    EXPECT_EQ(ahead(SystemClock(file_)), 0) << text;
  }
}

TEST(ManualClock, MovesOnlyWhenItIsTold) {
  ManualClock clock(base::from_microseconds(5));
  EXPECT_EQ(clock.now(), base::from_microseconds(5));
  clock.advance(2us);
  EXPECT_EQ(clock.now(), base::from_microseconds(7));
  clock.set(base::from_microseconds(1));
  EXPECT_EQ(clock.now(), base::from_microseconds(1));
}

}  // namespace
}  // namespace clock_source
