#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include <thread>

namespace base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Text, FoldsAwayMarksAndCase) {
  EXPECT_EQ(fold("Nguyễn"), "nguyen");
  EXPECT_EQ(fold("NGUYỄN THỊ HƯỜNG"), "nguyen thi huong");
  EXPECT_EQ(fold("Đỗ Văn Đ"), "do van d");
  EXPECT_EQ(fold("đ"), fold("D"));
  EXPECT_EQ(fold("Công ty TNHH ƯỚC MƠ"), "cong ty tnhh uoc mo");
  EXPECT_EQ(fold("Straße Øre Łódź"), "strasse ore lodz");
  EXPECT_EQ(fold(""), "");
}

TEST(Text, FoldsComposedAndDecomposedAlike) {
  EXPECT_EQ(fold("Nguye\u0302\u0303n"), "nguyen");
  EXPECT_EQ(fold("ho\u031B\u0300"), fold("hờ"));
}

TEST(Text, FoldsALetterAloneAsWithinItsNeighbours) {
  const std::string beyond_the_table = "ж";
  const std::string after = fold(beyond_the_table);
  for (char32_t letter = 0x80; letter < 0x2000; ++letter) {
    std::string text;
    icu::UnicodeString(static_cast<UChar32>(letter)).toUTF8String(text);
    text.insert(0, "Xa").append("Ey");
    EXPECT_EQ(fold(text) + after, fold(text + beyond_the_table)) << text;
  }
}

TEST(Text, FoldsEveryVietnameseLetterToAscii) {
  for (const std::string letter :
       {"à", "á", "ả", "ã", "ạ", "ă", "ằ", "ắ", "ẳ", "ẵ", "ặ", "â", "ầ", "ấ", "ẩ", "ẫ", "ậ",
        "đ", "è", "é", "ẻ", "ẽ", "ẹ", "ê", "ề", "ế", "ể", "ễ", "ệ", "ì", "í", "ỉ", "ĩ", "ị",
        "ò", "ó", "ỏ", "õ", "ọ", "ô", "ồ", "ố", "ổ", "ỗ", "ộ", "ơ", "ờ", "ớ", "ở", "ỡ", "ợ",
        "ù", "ú", "ủ", "ũ", "ụ", "ư", "ừ", "ứ", "ử", "ữ", "ự", "ỳ", "ý", "ỷ", "ỹ", "ỵ"}) {
    ASSERT_EQ(fold(letter).size(), 1U) << letter;
    EXPECT_NE(std::string("adeiouy").find(fold(letter)), std::string::npos) << letter;
  }
}

TEST(Text, FoldingAgainChangesNothing) {
  for (const std::string text : {"Nguyễn", "ĐỖ", "Ⅷ ﬁn", "Ωμέγα", "Москва", "日本", "İ"})
    EXPECT_EQ(fold(fold(text)), fold(text)) << text;
}

TEST(Text, FoldsInManyThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::array<int, 4> right{};
  for (auto& count : right)
    threads.emplace_back([&count] {
      for (int i = 0; i < 200; ++i) count += fold("Trần Thị Bưởi") == "tran thi buoi" ? 1 : 0;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(right, testing::Each(200));
}

TEST(Text, TakesWordsApart) {
  EXPECT_THAT(folded_words("an.le@x.vn"), ElementsAre("an", "le", "x", "vn"));
  EXPECT_THAT(folded_words("Nguyễn Văn Nguyên, nguyễn"), ElementsAre("nguyen", "van"));
  EXPECT_THAT(folded_words("Công ty CP 3T-Tech (VN)"),
              ElementsAre("cong", "ty", "cp", "3t", "tech", "vn"));
  EXPECT_THAT(folded_words("Москва 日本"), ElementsAre("москва", "日本"));
  EXPECT_THAT(folded_words(" -- @ %_ "), IsEmpty());
  EXPECT_THAT(folded_words(""), IsEmpty());
}

TEST(Text, TidiesWhatSurrounds) {
  EXPECT_EQ(tidy("  Nguyễn \t\r\n Văn\u00A0 An \u00A0\uFEFF\u200B"), "Nguyễn Văn An");
  EXPECT_EQ(tidy("\uFEFF \u200B\u2060x"), "x");
  EXPECT_EQ(tidy("e\u0302\u0301"), "ế");
  EXPECT_EQ(tidy(" \u200B\u00A0 "), "");
  EXPECT_EQ(tidy(""), "");
}

TEST(Text, TidyingAgainChangesNothing) {
  for (const std::string text : {" a \u200B b ", "a\u200B \u200Bb", "\u200B a", "x\u2028y"})
    EXPECT_EQ(tidy(tidy(text)), tidy(text)) << text;
}

TEST(Text, KeepsJoinersInsideAWord) {
  EXPECT_EQ(tidy("👩\u200D💻"), "👩\u200D💻");
  EXPECT_EQ(tidy("a \u200D b"), "a b");
}

TEST(Text, LeavesWhatIsNoUtf8ToBeRefused) {
  EXPECT_EQ(tidy(" a\xFF "), " a\xFF ");
  EXPECT_FALSE(is_clean(tidy("a\xC3")));
}

TEST(Text, CountsCodePoints) {
  EXPECT_EQ(length(""), 0U);
  EXPECT_EQ(length("Nguyễn"), 6U);
  EXPECT_EQ(length("🙂đ"), 2U);
}

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(is_utf8("Nguyễn 🙂"));
  EXPECT_TRUE(is_utf8(std::string_view("\0", 1)));
  for (const std::string bytes :
       {"\xFF", "\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\x80", "\xE1\xBB"})
    EXPECT_FALSE(is_utf8(bytes));
}

TEST(Text, IsCleanWithoutControlCharacters) {
  EXPECT_TRUE(is_clean("Công ty “Đ” 🙂"));
  EXPECT_TRUE(is_clean(""));
  for (const std::string text : {"a\nb", "a\rb", "a\tb", "a\u2028b", "a\u2029b"}) {
    EXPECT_FALSE(is_clean(text));
    EXPECT_TRUE(is_clean(text, Lines::allowed));
  }
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("\x1b[0m"), std::string("\x7F"), std::string("\u0085"),
        std::string("\xFF")}) {
    EXPECT_FALSE(is_clean(text));
    EXPECT_FALSE(is_clean(text, Lines::allowed));
  }
}

}  // namespace
}  // namespace base
