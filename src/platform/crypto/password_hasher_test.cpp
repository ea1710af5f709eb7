#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "platform/crypto/crypto.hpp"

namespace crypto {
namespace {

using Verdict = PasswordHasher::Verdict;

class Passwords : public testing::Test {
 protected:
  Passwords() { start(); }
  // The least that OWASP allows: tests need no more.
  static PasswordHasher::Cost cheap() { return {19, 2, 2, 64}; }
};

TEST_F(Passwords, AreHashedByArgon2idAtTheGivenCost) {
  PasswordHasher hasher(cheap());
  const auto hash = hasher.hash("correct horse");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *hash;
  EXPECT_NE(hash, hasher.hash("correct horse"));
  EXPECT_EQ(hasher.verify(*hash, "correct horse"), Verdict::right);
  EXPECT_EQ(hasher.verify(*hash, "Correct horse"), Verdict::wrong);
  EXPECT_EQ(hasher.verify(*hash, ""), Verdict::wrong);
}

TEST_F(Passwords, CountToTheLastByteAndPastNul) {
  PasswordHasher hasher(cheap());
  const std::string long_one(128, 'x');
  const std::string other = std::string(99, 'x') + 'y' + std::string(28, 'x');
  const auto hash = hasher.hash(long_one);
  EXPECT_EQ(hasher.verify(*hash, long_one), Verdict::right);
  EXPECT_EQ(hasher.verify(*hash, other), Verdict::wrong);
  EXPECT_EQ(hasher.verify(*hash, long_one.substr(0, 127)), Verdict::wrong);

  const std::string with_nul("abc\0def", 7);
  const auto nul = hasher.hash(with_nul);
  EXPECT_EQ(hasher.verify(*nul, with_nul), Verdict::right);
  EXPECT_EQ(hasher.verify(*nul, std::string("abc\0xyz", 7)), Verdict::wrong);
  EXPECT_EQ(hasher.verify(*nul, "abc"), Verdict::wrong);
}

TEST_F(Passwords, OfNobodyAreWrong) {
  PasswordHasher hasher(cheap());
  EXPECT_EQ(hasher.verify_nobody("anything"), Verdict::wrong);
  EXPECT_EQ(hasher.verify("not a hash", "anything"), Verdict::wrong);
  EXPECT_EQ(hasher.verify("", ""), Verdict::wrong);
}

TEST_F(Passwords, NeedANewHashWhenTheCostChanged) {
  PasswordHasher hasher(cheap());
  const auto hash = hasher.hash("x");
  EXPECT_FALSE(hasher.needs_rehash(*hash));
  auto dearer = cheap();
  dearer.passes = 3;
  EXPECT_TRUE(PasswordHasher(dearer).needs_rehash(*hash));
  dearer = cheap();
  dearer.memory_mib = 20;
  EXPECT_TRUE(PasswordHasher(dearer).needs_rehash(*hash));
  EXPECT_TRUE(hasher.needs_rehash("not a hash"));
}

TEST_F(Passwords, BeyondThoseThatRunAndWaitAreTurnedAway) {
  const PasswordHasher::Cost one_at_a_time{64, 6, 1, 0};
  PasswordHasher hasher(one_at_a_time);
  std::atomic<int> done{0};
  std::atomic<int> busy{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] { ++(hasher.verify_nobody("x") == Verdict::busy ? busy : done); });
  for (auto& thread : threads) thread.join();
  EXPECT_GE(done, 1);
  EXPECT_GE(busy, 1);
  EXPECT_EQ(done + busy, 8);
  EXPECT_EQ(hasher.verify_nobody("x"), Verdict::wrong);  // the place is free again
}

TEST_F(Passwords, ThatMayWaitAllGetTheirTurn) {
  PasswordHasher hasher({19, 2, 1, 64});
  const auto hash = hasher.hash("x");
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] { right += hasher.verify(*hash, "x") == Verdict::right ? 1 : 0; });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 8);
}

TEST_F(Passwords, HaveNoCostOutOfRange) {
  EXPECT_THROW(PasswordHasher({18, 2, 1, 0}), std::invalid_argument);
  EXPECT_THROW(PasswordHasher({19, 1, 1, 0}), std::invalid_argument);
  EXPECT_THROW(PasswordHasher({19, 2, 0, 0}), std::invalid_argument);
  EXPECT_THROW(PasswordHasher({19, 2, 1, -1}), std::invalid_argument);
  EXPECT_THROW(PasswordHasher({1025, 2, 1, 0}), std::invalid_argument);
}

}  // namespace
}  // namespace crypto
