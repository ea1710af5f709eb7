#include <fmt/core.h>
#include <sodium.h>

#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <new>
#include <stdexcept>

#include "platform/crypto/crypto.hpp"

namespace crypto {
namespace {

// One of the places in which hashes run, held for the length of one hash.
class Places {
 public:
  Places(int parallel, int waiting) : free_(parallel), waiting_left_(waiting) {}

  bool enter() {
    std::unique_lock lock(mutex_);
    if (free_ == 0) {
      if (waiting_left_ == 0) return false;
      --waiting_left_;
      changed_.wait(lock, [&] { return free_ > 0; });
      ++waiting_left_;
    }
    --free_;
    return true;
  }
  void leave() {
    {
      const std::lock_guard lock(mutex_);
      ++free_;
    }
    changed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int free_;
  int waiting_left_;
};

class Place {
 public:
  explicit Place(Places& places) : places_(places), held_(places.enter()) {}
  ~Place() {
    if (held_) places_.leave();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool held() const { return held_; }

 private:
  Places& places_;
  bool held_;
};

}  // namespace

struct PasswordHasher::Inner {
  explicit Inner(Cost cost)
      : passes(static_cast<unsigned long long>(cost.passes)),
        memory_bytes(static_cast<std::size_t>(cost.memory_mib) * 1024 * 1024),
        places(cost.parallel, cost.waiting) {}

  std::string make(std::string_view password) const {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), passes, memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
      throw std::bad_alloc();
    return text.data();
  }

  unsigned long long passes;
  std::size_t memory_bytes;
  Places places;
  std::string nobody;
};

PasswordHasher::PasswordHasher(Cost cost) {
  const auto within = [](const char* name, int value, int least, int most) {
    if (value < least || value > most)
      throw std::invalid_argument(fmt::format("password {} is not {}..{}", name, least, most));
  };
  within("memory_mib", cost.memory_mib, 19, 1024);
  within("passes", cost.passes, 2, 10);
  within("parallel", cost.parallel, 1, 64);
  within("waiting", cost.waiting, 0, 1'000'000);
  inner_ = std::make_unique<Inner>(cost);
  inner_->nobody = inner_->make(system_random().token());
}

PasswordHasher::~PasswordHasher() = default;

std::optional<std::string> PasswordHasher::hash(std::string_view password) {
  const Place place(inner_->places);
  if (!place.held()) return std::nullopt;
  return inner_->make(password);
}

PasswordHasher::Verdict PasswordHasher::verify(std::string_view hash, std::string_view password) {
  const std::string terminated(hash);
  const Place place(inner_->places);
  if (!place.held()) return Verdict::busy;
  errno = 0;
  if (crypto_pwhash_str_verify(terminated.c_str(), password.data(), password.size()) == 0)
    return Verdict::right;
  // Without memory nothing was compared; "wrong" would count against the person.
  return errno == ENOMEM ? Verdict::busy : Verdict::wrong;
}

PasswordHasher::Verdict PasswordHasher::verify_nobody(std::string_view password) {
  return verify(inner_->nobody, password) == Verdict::busy ? Verdict::busy : Verdict::wrong;
}

bool PasswordHasher::needs_rehash(const std::string& hash) const {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), inner_->passes, inner_->memory_bytes) != 0;
}

}  // namespace crypto
