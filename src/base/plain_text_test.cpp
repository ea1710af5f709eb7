#include "base/plain_text.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(PlainText, shows_marks_that_turn_the_direction_by_their_number) {
  EXPECT_EQ(as_plain_text("C\u00f4ng ty \u202e\u2066moc"), "C\u00f4ng ty [U+202E][U+2066]moc");
  EXPECT_EQ(as_plain_text("\u200f\u061c"), "[U+200F][U+061C]");
  EXPECT_EQ(as_plain_text("\u05d0\u05d1"), "\u05d0\u05d1");
}

TEST(PlainText, keeps_line_breaks_only_where_they_are_wanted) {
  EXPECT_EQ(as_plain_text("m\u1ed9t\nhai\r\n"), "m\u1ed9t hai");
  EXPECT_EQ(as_plain_text("m\u1ed9t\nhai\t\n", LineBreaks::kept), "m\u1ed9t\nhai");
  EXPECT_EQ(as_plain_text("a\u2028b\u0085c"), "a b c");
}

TEST(PlainText, replaces_what_is_no_utf8) {
  EXPECT_EQ(as_plain_text("a\xFF"), "a\uFFFD");
}

}  // namespace
}  // namespace base
