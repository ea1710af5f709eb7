#pragma once
// The threads that handlers run on: at most `threads`, started when they are first needed, and a
// queue of at most `waiting` before them.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace http {

class Workers {
 public:
  using Work = std::move_only_function<void()>;  // never throws

  Workers(int threads, int waiting);
  /// Waits for what has begun; what still waits is dropped.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False, and `work` as it was, when the queue is full or no thread can be had.
  bool submit(Work& work);

  int running() const;
  int waiting() const;

 private:
  /// One thread more; false when there is none at all and the system gives none.
  bool grow();
  void run();

  const std::size_t most_threads_;
  const std::size_t most_waiting_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  std::vector<std::thread> threads_;
  std::size_t busy_ = 0;
  bool ending_ = false;
};

}  // namespace http
