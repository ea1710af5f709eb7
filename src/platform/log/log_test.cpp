#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace log_record {
namespace {

template <class Act>
std::string written(Act&& act) {
  testing::internal::CaptureStderr();
  act();
  return testing::internal::GetCapturedStderr();
}

std::string value_written(const std::string& value) {
  const auto record = written([&] { info("test", "said", {{"value", value}}); });
  EXPECT_EQ(std::count(record.begin(), record.end(), '\n'), 1);
  EXPECT_TRUE(record.ends_with("\n"));
  const auto at = record.find("value=");
  return record.substr(at + 6, record.size() - at - 7);
}

TEST(Log, WritesOneLineInUtcWithRoomEventAndFields) {
  const auto record =
      written([] { warning("http", "request", {{"id", "r1"}, {"status", "200"}}); });
  const std::regex form(
      R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warning http request id=r1 status=200\n)");
  EXPECT_TRUE(std::regex_match(record, form)) << record;
}

TEST(Log, NamesTheLevels) {
  EXPECT_THAT(written([] { info("a", "b"); }), testing::HasSubstr("Z info a b\n"));
  EXPECT_THAT(written([] { error("a", "b"); }), testing::HasSubstr("Z error a b\n"));
}

TEST(Log, LeavesPlainValuesBare) {
  EXPECT_EQ(value_written("reg_01/x@y.vn?z"), "reg_01/x@y.vn?z");
}

TEST(Log, QuotesAndEscapesEverythingElse) {
  EXPECT_EQ(value_written(""), "\"\"");
  EXPECT_EQ(value_written("two words"), "\"two words\"");
  EXPECT_EQ(value_written("a=b"), "\"a=b\"");
  EXPECT_EQ(value_written("say \"no\""), "\"say \\\"no\\\"\"");
  EXPECT_EQ(value_written("back\\slash"), "\"back\\\\slash\"");
  EXPECT_EQ(value_written("Nguyễn Văn"), "\"Nguyễn Văn\"");
}

TEST(Log, NeverLetsAValueStartARecord) {
  EXPECT_EQ(value_written("x\r\n2026-11-22T10:00:00.000Z error http fake"),
            "\"x\\r\\n2026-11-22T10:00:00.000Z error http fake\"");
  EXPECT_EQ(value_written("\x1b[31mred"), "\"\\u{1b}[31mred\"");
  EXPECT_EQ(value_written(std::string("nul\0l", 5)), "\"nul\\u{0}l\"");
  EXPECT_EQ(value_written("\xc2\x85next\xe2\x80\xa8line"), "\"\\u{85}next\\u{2028}line\"");
  EXPECT_EQ(value_written("\xe2\x80\xaeturned"), "\"\\u{202e}turned\"");
  EXPECT_EQ(value_written("bad \xff\xc3"), "\"bad \\xff\\xc3\"");
  EXPECT_THAT(written([] { info("r\nm", "e\nv", {{"n\nm", "v"}}); }),
              testing::EndsWith(" r\\nm e\\nv n\\nm=v\n"));
}

TEST(Log, CutsALongValue) {
  EXPECT_EQ(value_written(std::string(5000, 'a')), "\"" + std::string(4096, 'a') + "...\"");
}

TEST(Log, KeepsStillBelowItsLevel) {
  set_level(Level::warning);
  EXPECT_EQ(written([] { info("a", "b"); }), "");
  EXPECT_NE(written([] { warning("a", "b"); }), "");
  set_level(Level::debug);
  EXPECT_THAT(written([] { write(Level::debug, "a", "b"); }), testing::HasSubstr("Z debug a b\n"));
  set_level(Level::info);
  EXPECT_EQ(written([] { write(Level::debug, "a", "b"); }), "");
}

}  // namespace
}  // namespace log_record
