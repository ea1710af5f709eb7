#include "platform/document/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>
#include <thread>

#include "base/text.hpp"
#include "platform/document/flow.hpp"
#include "platform/document/pdf.hpp"
#include "platform/document/testing.hpp"
#include "platform/document/type.hpp"

namespace document {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::text_of;
using testing::told;

Document sample(std::vector<Block> blocks) {
  return {.title = "Bảng kê credit 261123-7K2M9QXA",
          .author = "Công ty Cổ phần Đám Mây",
          .language = i18n::Language::vi,
          .made_at = base::from_microseconds(1'790'000'000'123'456),
          .blocks = std::move(blocks)};
}

Table movements(std::size_t rows) {
  Table table{.columns = {{"Thời điểm"},
                          {"Ghi chú", Align::left, Width::of_the_rest},
                          {"Số tiền", Align::right},
                          {"Số dư", Align::right}},
              .rows = {}};
  for (std::size_t i = 1; i <= rows; ++i)
    table.rows.push_back({{"22/11/2026 17:41", "Nạp credit lần thứ " + std::to_string(i),
                           "1.250.000", fmt::format("{}.000", i)}});
  return table;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    ++found;
  return found;
}

/// The boxes of all words, in points, by poppler.
struct Box {
  double left, top, right, bottom;
};
std::vector<Box> boxes(const std::string& pdf) {
  const std::string told_of = told(pdf, "pdftotext -bbox", "-");
  const std::regex word(
      R"re(<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">)re");
  std::vector<Box> found;
  for (std::sregex_iterator it(told_of.begin(), told_of.end(), word); it != std::sregex_iterator();
       ++it)
    found.push_back(
        {std::stod((*it)[1]), std::stod((*it)[2]), std::stod((*it)[3]), std::stod((*it)[4])});
  return found;
}

const std::string every_vietnamese_letter =
    "aàảãáạăằẳẵắặâầẩẫấậ eèẻẽéẹêềểễếệ iìỉĩíị oòỏõóọôồổỗốộơờởỡớợ uùủũúụưừửữứự yỳỷỹýỵ đ "
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬ EÈẺẼÉẸÊỀỂỄẾỆ IÌỈĨÍỊ OÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ UÙỦŨÚỤƯỪỬỮỨỰ YỲỶỸÝỴ Đ ₫";

TEST(Documents, SayEveryLetterOfVietnameseInFacesThatTheyCarry) {
  const std::string pdf = to_pdf(sample(
      {Paragraph{every_vietnamese_letter}, Paragraph{every_vietnamese_letter, Weight::bold}}));
  EXPECT_TRUE(pdf.starts_with("%PDF-1.5"));
  std::string text = std::regex_replace(text_of(pdf), std::regex("\\s+"), " ");
  EXPECT_EQ(count(text, every_vietnamese_letter), 2) << text;
  const std::string fonts = told(pdf, "pdffonts");
  // One line for each face and encoding, all of them embedded as subsets with their Unicode.
  const std::regex embedded(
      R"([A-Z]{6}\+NotoSans-(Regular|Bold) +(CID )?TrueType .* yes yes yes .*)");
  std::vector<std::string> lines;
  std::istringstream in(fonts);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  ASSERT_GT(lines.size(), 3) << fonts;
  for (std::size_t i = 2; i < lines.size(); ++i)
    EXPECT_TRUE(std::regex_match(lines[i], embedded)) << lines[i];
  EXPECT_THAT(fonts, AllOf(HasSubstr("+NotoSans-Regular "), HasSubstr("+NotoSans-Bold ")));
}

TEST(Documents, UseNoFontOfTheMachine) {
  to_pdf(sample({Paragraph{"字 emoji 🇻🇳 العربية"}}));
  std::ifstream maps("/proc/self/maps");
  const std::string mapped{std::istreambuf_iterator<char>(maps), {}};
  EXPECT_THAT(mapped, HasSubstr("memfd:face"));
  EXPECT_THAT(mapped, Not(HasSubstr("/fonts/")));
}

TEST(Documents, TellTheirTitleLanguageAuthorAndTime) {
  const std::string pdf = to_pdf(sample({Paragraph{"Nội dung"}}));
  const std::string info = told(pdf, "pdfinfo -isodates");
  EXPECT_THAT(info, HasSubstr("Bảng kê credit 261123-7K2M9QXA"));
  EXPECT_THAT(info, HasSubstr("Công ty Cổ phần Đám Mây"));
  EXPECT_TRUE(std::regex_search(info, std::regex("CreationDate: +2026-09-21T14:13:20Z"))) << info;
  EXPECT_TRUE(std::regex_search(info, std::regex("Page size: +595.276 x 841.89 pts \\(A4\\)")))
      << info;
  EXPECT_THAT(info, Not(HasSubstr("Error")));
  EXPECT_THAT(pdf, HasSubstr("/Lang (vi)"));
}

TEST(Documents, WhoseFileIsNoneStaysAsItIs) {
  for (const std::string other : {"", "%PDF-1.5\n", "/Root 1 0 R /Size 1\n/Info 1 0 R"})
    EXPECT_EQ(with_language(other, "vi"), other);
}

TEST(Documents, AreEqualForEqualContentInEveryThread) {
  const Document document = sample({Title{"Bảng kê", {"Số: 1"}}, movements(120)});
  const std::string pdf = to_pdf(document);
  std::vector<std::string> others(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& other : others) threads.emplace_back([&] { other = to_pdf(document); });
  }
  for (const std::string& other : others) EXPECT_EQ(other, pdf);
  Document later = document;
  later.made_at += std::chrono::seconds(1);
  EXPECT_NE(to_pdf(later), pdf);
}

TEST(Documents, NumberTheirPagesAndRepeatTheHeadings) {
  const std::string one = text_of(to_pdf(sample({movements(3)})));
  EXPECT_THAT(one, HasSubstr("1/1"));
  const std::string pdf = to_pdf(sample({Heading{"Phát sinh"}, movements(120)}));
  const std::string text = text_of(pdf);
  const std::string info = told(pdf, "pdfinfo");
  std::smatch pages;
  ASSERT_TRUE(std::regex_search(info, pages, std::regex("Pages: +(\\d+)"))) << info;
  const int found = std::stoi(pages[1]);
  EXPECT_GE(found, 3);
  EXPECT_EQ(count(text, "Thời điểm"), found);
  for (int page = 1; page <= found; ++page)
    EXPECT_THAT(text, HasSubstr(fmt::format("{}/{}", page, found)));
  for (int row = 1; row <= 120; ++row)
    EXPECT_EQ(count(text, fmt::format("lần thứ {} ", row)), 1) << row;
}

TEST(Documents, AlignAmountsOnTheRight) {
  Table table{.columns = {{"A"}, {"C", Align::right}}, .rows = {{{"a", "5"}}}};
  table.rows.push_back({{"b", "1.250.000"}, Weight::bold});
  std::vector<double> rights;
  for (const Box& box : boxes(to_pdf(sample({table}))))
    if (box.left > 23 * mm && box.bottom < page_height - margin) rights.push_back(box.right);
  ASSERT_EQ(rights.size(), 3);
  EXPECT_NEAR(rights[0], rights[1], 0.1);
  EXPECT_NEAR(rights[0], rights[2], 0.1);
}

TEST(Documents, TakeWhatPeopleTypeAndKeepToTheMargins) {
  const std::string word(3'000, 'W');
  std::string stacked = "a";
  for (int i = 0; i < 500; ++i) stacked += "\xCC\x81";
  std::string rows;
  for (int i = 0; i < 900; ++i) rows += "dòng ";
  const std::vector<std::string> nasty{"",
                                       " ",
                                       std::string("a\0b\x01\x1B[31m", 8),
                                       "\xFF\xFE broken \xC3",
                                       "emoji 👩‍👩‍👧‍👦🇻🇳 hình",
                                       "שלום עולם مرحبا بالعالم 1.250.000",
                                       "\u202E000.052.1 reversed",
                                       "字字字字字 한국어 日本語",
                                       "line\nbreak\ttab\r\nend\xE2\x80\xA8sep",
                                       "<b>&amp;</b> %s %n {provider}",
                                       stacked,
                                       word,
                                       rows,
                                       std::string(100'000, 'x')};
  std::vector<Block> blocks;
  for (const std::string& text : nasty) {
    blocks.emplace_back(Parties{{{text, {text, text}}, {text, {}}, {text, {}}}});
    blocks.emplace_back(Title{text, {text}});
    blocks.emplace_back(Heading{text});
    blocks.emplace_back(Paragraph{text});
    blocks.emplace_back(Facts{{{text, text}}});
    Table table = movements(1);
    for (std::string& cell : table.rows[0].cells) cell = text;
    for (Column& column : table.columns) column.heading = text.substr(0, 60);
    blocks.emplace_back(table);
    blocks.emplace_back(Signatures{{text, text}, text});
  }
  Document document = sample(std::move(blocks));
  document.title = word + "\n\x01" + stacked;
  document.author = stacked;
  const std::string pdf = to_pdf(document);
  EXPECT_THAT(told(pdf, "pdfinfo"), Not(HasSubstr("Error")));
  for (const Box& box : boxes(pdf)) {
    EXPECT_GE(box.left, margin - 0.5);
    EXPECT_LE(box.right, page_width - margin + 0.5);
    EXPECT_GE(box.top, margin - 7 * mm);  // four marks on a letter of the title rise above its line
    EXPECT_LE(box.bottom, page_height - 6 * mm);
  }
  EXPECT_EQ(to_pdf(document), pdf);
  EXPECT_THAT(text_of(pdf), HasSubstr("dòng dòng"));
}

TEST(Documents, HaveNoPageOfSignaturesAlone) {
  for (std::size_t rows = 25; rows < 60; ++rows) {
    const std::string text =
        text_of(to_pdf(sample({movements(rows), Signatures{{"Bên A", "Bên B"}, "(Ký)"}})));
    const std::string last = text.substr(text.find('\f') + 1);
    EXPECT_TRUE(!last.contains("Bên A") || last.contains("lần thứ")) << rows;
    EXPECT_EQ(count(text, "Bên A"), 1);
  }
}

TEST(Documents, GiveLongWordsBackAsTheyWere) {
  const std::string address = "mot.dia.chi.email.rat.la.dai.cua.khach.hang@cong-ty.example.vn";
  EXPECT_THAT(text_of(to_pdf(sample({Facts{{{"Email", address}}}}))), HasSubstr(address));
  // No hyphen is added where a word must be broken.
  const std::string broken = text_of(to_pdf(sample({Paragraph{std::string(500, 'w')}})));
  EXPECT_EQ(std::ranges::count(broken.substr(0, broken.find("Bảng")), 'w'), 500);
  EXPECT_THAT(broken, Not(HasSubstr("w-")));
}

TEST(Documents, BreakWordsBeforeFigures) {
  Table table = movements(1);
  table.columns[0].heading = table.rows[0].cells[0] = "một hai ba bốn năm sáu bảy tám chín mười";
  table.rows[0].cells[2] = table.rows[0].cells[3] = "-9.007.199.254.740.991.000.000";
  EXPECT_EQ(count(text_of(to_pdf(sample({table}))), "-9.007.199.254.740.991.000.000"), 2);
}

TEST(Documents, AreEmptyWithoutContent) {
  EXPECT_THAT(text_of(to_pdf(sample({}))), HasSubstr("1/1"));
  EXPECT_THAT(text_of(to_pdf(sample({Table{.columns = {{"Cột"}}, .rows = {}}}))), HasSubstr("Cột"));
}

TEST(Printable, IsShortPlainAndWithoutPilesOfMarks) {
  EXPECT_EQ(printable("e\xCC\x82\xCC\x81"), "ế");
  EXPECT_EQ(printable("\u202Eabc"), "[U+202E]abc");
  EXPECT_EQ(printable("a\nb"), "a b");
  EXPECT_EQ(base::length(printable(std::string(4'000, '.'))), 4'000 + 124);
  EXPECT_FALSE(printable(std::string(4'000, '.')).ends_with("…"));
  EXPECT_EQ(base::length(printable(std::string(9'000, '.'))), 4'001 + 125);
  EXPECT_TRUE(printable(std::string(4'001, '.')).ends_with("…"));
  EXPECT_EQ(printable(std::string(33, 'x')), std::string(32, 'x') + "\u200Bx");
  EXPECT_EQ(printable(std::string(32, 'x') + " y"), std::string(32, 'x') + " y");
  std::string piled = "b";
  for (int i = 0; i < 9; ++i) piled += "\xCC\xA3";
  EXPECT_EQ(printable(piled).size(), std::string("ḅ").size() + 8);
}

}  // namespace
}  // namespace document
