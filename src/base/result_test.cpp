#include "base/result.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace base {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(ErrorKind::unprocessable, "test.odd", {{"number", "odd"}});
  return number / 2;
}

Result<> even(int number) {
  TRY(half(number));
  return {};
}

Result<std::unique_ptr<int>> held(int number) {
  TRY(even(number));
  auto kept = TRY(Result<std::unique_ptr<int>>(std::make_unique<int>(number)));
  return kept;
}

TEST(Result, TryTakesTheValueOrReturnsTheError) {
  EXPECT_EQ(**held(4), 4);
  const auto failed = held(3);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ErrorKind::unprocessable);
  EXPECT_EQ(failed.error().code, "test.odd");
  EXPECT_EQ(failed.error().values, (Values{{"number", "odd"}}));
}

TEST(ResultDeathTest, EnsureSaysWhereAndAborts) {
  EXPECT_DEATH(ENSURE(1 + 1 == 3), "result_test.cpp:[0-9]+: broken promise: 1 \\+ 1 == 3");
  ENSURE(true);
}

}  // namespace
}  // namespace base
