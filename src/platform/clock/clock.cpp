#include "platform/clock/clock.hpp"

#include <fstream>

namespace clock_source {
namespace {

constexpr std::int64_t look_every_us = 50'000;
constexpr double most_seconds = 100.0 * 366 * 86'400;

// A file that is just being rewritten (empty, half a number) leaves the clock where it was.
std::int64_t read_offset_us(const std::filesystem::path& file, std::int64_t before_us) {
  std::ifstream input(file);
  if (!input) return 0;
  double seconds = 0;
  if (!(input >> seconds) || !(seconds >= -most_seconds && seconds <= most_seconds))
    return before_us;
  return static_cast<std::int64_t>(seconds * 1e6);
}

std::int64_t steady_now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

SystemClock::SystemClock(std::optional<std::filesystem::path> offset_file)
    : offset_file_(std::move(offset_file)) {
  if (!offset_file_) return;
  looked_at_us_.store(steady_now_us());
  offset_us_.store(read_offset_us(*offset_file_, 0));
}

base::Instant SystemClock::now() const {
  using std::chrono::microseconds;
  if (offset_file_) {
    const auto steady_us = steady_now_us();
    auto looked_at_us = looked_at_us_.load();
    if (steady_us - looked_at_us >= look_every_us &&
        looked_at_us_.compare_exchange_strong(looked_at_us, steady_us))
      offset_us_.store(read_offset_us(*offset_file_, offset_us_.load()));
  }
  return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()) +
         microseconds{offset_us_.load()};
}

}  // namespace clock_source
