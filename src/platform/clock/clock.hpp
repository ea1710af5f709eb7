#pragma once
// Time is an argument, so that tests can move it.

#include <atomic>
#include <filesystem>
#include <optional>

#include "base/instant.hpp"

namespace clock_source {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual base::Instant now() const = 0;
};

/// The system's clock, plus the number of seconds that `offset_file` holds, when one is given (a
/// demo may move its clock: setting `demo.clock_file`). The file is looked at not more than 20
/// times a second.
class SystemClock : public Clock {
 public:
  explicit SystemClock(std::optional<std::filesystem::path> offset_file = std::nullopt);
  base::Instant now() const override;

 private:
  std::optional<std::filesystem::path> offset_file_;
  mutable std::atomic<std::int64_t> offset_us_{0};
  mutable std::atomic<std::int64_t> looked_at_us_{0};
};

class ManualClock : public Clock {
 public:
  explicit ManualClock(base::Instant start) : now_us_(base::microseconds(start)) {}
  base::Instant now() const override { return base::from_microseconds(now_us_.load()); }
  void set(base::Instant at) { now_us_.store(base::microseconds(at)); }
  void advance(std::chrono::microseconds by) { now_us_.fetch_add(by.count()); }

 private:
  std::atomic<std::int64_t> now_us_;
};

}  // namespace clock_source
