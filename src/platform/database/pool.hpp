#pragma once
// A bounded number of connections, made when first needed, each used by one thread at a time. The
// one returned last is given out first, since its caches are warm.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/database/database.hpp"

namespace database {

template <class Connection>
class Pool {
 public:
  Pool(int most, std::function<std::unique_ptr<Connection>()> make)
      : free_(most), make_(std::move(make)) {}

  /// Goes back to the pool at its end, unless it was discarded.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }
    /// Closes a broken connection and makes a new one in its place.
    void renew() {
      connection_.reset();
      connection_ = pool_.make_();
    }
    void discard() { connection_.reset(); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  /// Waits at most `patience` for a free connection, then throws Unavailable.
  Lease lease(std::chrono::milliseconds patience) {
    std::unique_ptr<Connection> connection = take(patience);
    if (!connection) {
      try {
        connection = make_();
      } catch (...) {
        give_back(nullptr);
        throw;
      }
    }
    return Lease(*this, std::move(connection));
  }

 private:
  std::unique_ptr<Connection> take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, patience, [&] { return free_ > 0; }))
      throw Unavailable("every database connection is busy");
    --free_;
    if (idle_.empty()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      ++free_;
      if (connection) idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable returned_;
  int free_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::function<std::unique_ptr<Connection>()> make_;
};

}  // namespace database
