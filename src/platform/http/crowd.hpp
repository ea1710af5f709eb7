#pragma once
// Who is connected: counts them, in all and by subscriber, makes room by closing whoever has kept
// us waiting longest, and finds those whose time is over. One clock for all connections costs less
// than a timer for every read and write, and is as strict.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "platform/http/address.hpp"

namespace http {

/// One connection, seen from outside its own thread.
class Member {
 public:
  using Clock = std::chrono::steady_clock;

  Member(const Address& address) : address_(address) {}
  virtual ~Member() = default;
  /// From any thread: the connection ends soon.
  virtual void close() = 0;

  const Address& address() const { return address_; }

  /// Waits for the client since now, at most until `deadline`; it may be closed to make room.
  void wait_until(Clock::time_point deadline);
  /// Still waits for the same thing, but longer.
  void extend_to(Clock::time_point deadline);
  /// Works for the client or writes to it: not closed to make room, but when `deadline` passes.
  void work_until(Clock::time_point deadline);
  static constexpr Clock::time_point without_limit = Clock::time_point::max();

 private:
  friend class Crowd;
  Address address_;
  std::atomic<Clock::rep> deadline_{without_limit.time_since_epoch().count()};
  std::atomic<Clock::rep> waiting_since_{0};  // 0: does not wait
};

class Crowd {
 public:
  /// Members are shared with their own coroutines: whichever lets go last frees them.
  using Entry = std::shared_ptr<Member>;

  Crowd(int most, int most_by_subscriber, const TrustedProxies& proxies)
      : most_(static_cast<std::size_t>(most)),
        most_by_subscriber_(most_by_subscriber),
        proxies_(proxies) {}

  /// False when there is no room and nobody who waits could be closed for it.
  bool enter(const Entry& member);
  void leave(const Entry& member);

  /// Closes whoever has waited longest, e.g. when descriptors run out.
  void close_longest_waiting();
  void close_overdue(Member::Clock::time_point now);
  void close_all();
  /// Lets go of all; what their own coroutines still hold lives on.
  void forget_all();

  int count() const;

  /// Requests that are being answered: from a complete header to the last byte written.
  void begin_answer() { answers_.fetch_add(1); }
  void end_answer();
  /// True when none is being answered by then.
  bool wait_until_answered(Member::Clock::time_point deadline);

 private:
  Entry longest_waiting(const Address* subscriber) const;
  bool remove(const Entry& member);

  const std::size_t most_;
  const int most_by_subscriber_;
  const TrustedProxies& proxies_;
  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::unordered_set<Entry> members_;
  std::map<Address, int> by_subscriber_;
  std::atomic<int> answers_{0};
};

}  // namespace http
