#include "platform/http/crowd.hpp"

namespace http {

void Member::wait_until(Clock::time_point deadline) {
  deadline_.store(deadline.time_since_epoch().count());
  waiting_since_.store(Clock::now().time_since_epoch().count());
}

void Member::extend_to(Clock::time_point deadline) {
  deadline_.store(deadline.time_since_epoch().count());
}

void Member::work_until(Clock::time_point deadline) {
  waiting_since_.store(0);
  deadline_.store(deadline.time_since_epoch().count());
}

bool Crowd::enter(const Entry& member) {
  Entry leaving;
  {
    const std::lock_guard lock(mutex_);
    const auto subscriber = member->address().subscriber();
    const auto held = by_subscriber_.find(subscriber);
    const bool own_full = held != by_subscriber_.end() && held->second >= most_by_subscriber_ &&
                          !proxies_.trusts(member->address());
    if (own_full || members_.size() >= most_) {
      leaving = longest_waiting(own_full ? &subscriber : nullptr);
      if (!leaving) return false;
      remove(leaving);
    }
    members_.insert(member);
    ++by_subscriber_[subscriber];
  }
  if (leaving) leaving->close();
  return true;
}

void Crowd::leave(const Entry& member) {
  const std::lock_guard lock(mutex_);
  remove(member);
}

void Crowd::close_longest_waiting() {
  Entry leaving;
  {
    const std::lock_guard lock(mutex_);
    leaving = longest_waiting(nullptr);
    if (leaving) remove(leaving);
  }
  if (leaving) leaving->close();
}

void Crowd::close_overdue(Member::Clock::time_point now) {
  std::vector<Entry> overdue;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& member : members_) {
      if (member->deadline_.load() <= now.time_since_epoch().count()) overdue.push_back(member);
    }
  }
  for (const auto& member : overdue) member->close();
}

void Crowd::close_all() {
  std::vector<Entry> all;
  {
    const std::lock_guard lock(mutex_);
    all.assign(members_.begin(), members_.end());
  }
  for (const auto& member : all) member->close();
}

void Crowd::forget_all() {
  const std::lock_guard lock(mutex_);
  members_.clear();
  by_subscriber_.clear();
}

int Crowd::count() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(members_.size());
}

void Crowd::end_answer() {
  if (answers_.fetch_sub(1) != 1) return;
  const std::lock_guard lock(mutex_);
  answered_.notify_all();
}

bool Crowd::wait_until_answered(Member::Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return answered_.wait_until(lock, deadline, [this] { return answers_.load() == 0; });
}

Crowd::Entry Crowd::longest_waiting(const Address* subscriber) const {
  Entry found;
  Member::Clock::rep since = 0;
  for (const auto& member : members_) {
    const auto waiting = member->waiting_since_.load();
    if (waiting == 0 || (found && waiting >= since)) continue;
    if (subscriber != nullptr && member->address().subscriber() != *subscriber) continue;
    found = member;
    since = waiting;
  }
  return found;
}

bool Crowd::remove(const Entry& member) {
  if (members_.erase(member) == 0) return false;
  const auto held = by_subscriber_.find(member->address().subscriber());
  if (--held->second == 0) by_subscriber_.erase(held);
  return true;
}

}  // namespace http
