#include "platform/http/workers.hpp"

#include <algorithm>
#include <system_error>

namespace http {

Workers::Workers(int threads, int waiting)
    : most_threads_(static_cast<std::size_t>(std::max(threads, 1))),
      most_waiting_(static_cast<std::size_t>(std::max(waiting, 0))) {}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool Workers::submit(Work& work) {
  {
    const std::lock_guard lock(mutex_);
    // A free thread may not have woken yet for what already waits: it is counted as taken.
    const auto pending = busy_ + queue_.size();
    if (pending >= most_threads_ + most_waiting_) return false;
    queue_.push_back(std::move(work));
    if (pending >= threads_.size() && threads_.size() < most_threads_ && !grow()) {
      work = std::move(queue_.back());
      queue_.pop_back();
      return false;
    }
  }
  wake_.notify_one();
  return true;
}

bool Workers::grow() {
  try {
    threads_.emplace_back([this] { run(); });
  } catch (const std::system_error&) {
    return !threads_.empty();
  }
  return true;
}

int Workers::running() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(busy_);
}

int Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(queue_.size());
}

void Workers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    if (ending_) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
    --busy_;
  }
}

}  // namespace http
