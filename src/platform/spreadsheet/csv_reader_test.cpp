#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "platform/spreadsheet/spreadsheet.hpp"

namespace spreadsheet {

bool operator==(const CsvRecord& a, const CsvRecord& b) {
  return a.line == b.line && a.fields == b.fields;
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Outcome {
  std::vector<CsvRecord> records;
  std::string code;
  base::Values values;
  base::ErrorKind kind = base::ErrorKind::malformed;
};

Outcome read(const std::string& text, const CsvLimits& limits = {}) {
  std::istringstream input(text);
  Outcome outcome;
  const auto result = read_csv(input, limits, [&](const CsvRecord& record) {
    outcome.records.push_back(record);
    return true;
  });
  if (!result) {
    outcome.code = result.error().code;
    outcome.values = result.error().values;
    outcome.kind = result.error().kind;
  }
  return outcome;
}

using Record = CsvRecord;
using Values = base::Values;

TEST(CsvReader, ReadsRecordsAndTheLinesTheyBeginOn) {
  const auto outcome = read("a,b\r\n1,2\r\n3,4\r\n");
  EXPECT_EQ(outcome.code, "");
  EXPECT_THAT(outcome.records,
              ElementsAre(Record{1, {"a", "b"}}, Record{2, {"1", "2"}}, Record{3, {"3", "4"}}));
}

TEST(CsvReader, TakesEveryEndOfLineAndNoneAtTheEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto outcome = read(fmt::format("a,b{0}1,2{0}3,4", end));
    EXPECT_THAT(outcome.records,
                ElementsAre(Record{1, {"a", "b"}}, Record{2, {"1", "2"}}, Record{3, {"3", "4"}}));
  }
}

TEST(CsvReader, SkipsBlankLinesAndStillCountsThem) {
  EXPECT_THAT(read("\n\na,b\n \t\n\r\n1,2\n\n").records,
              ElementsAre(Record{3, {"a", "b"}}, Record{6, {"1", "2"}}));
}

TEST(CsvReader, KeepsLineBreaksInQuotesAndCountsThem) {
  EXPECT_THAT(read("a,b\n\"x\ny\r\nz\",2\n3,\"4\n\"\n5,6").records,
              ElementsAre(Record{1, {"a", "b"}}, Record{2, {"x\ny\r\nz", "2"}},
                          Record{5, {"3", "4\n"}}, Record{7, {"5", "6"}}));
}

TEST(CsvReader, ReadsQuotes) {
  EXPECT_THAT(read("\"a \"\"b\"\"\",\",\",\"\" , x y \n").records,
              ElementsAre(Record{1, {"a \"b\"", ",", "", "x y"}}));
}

TEST(CsvReader, KeepsEmptyFields) {
  EXPECT_THAT(read("a,,\n,\n").records, ElementsAre(Record{1, {"a", "", ""}}, Record{2, {"", ""}}));
}

TEST(CsvReader, DecidesTheSeparatorByTheHeader) {
  EXPECT_THAT(read("a;b,c;d\n1,5;2;3\n").records,
              ElementsAre(Record{1, {"a", "b,c", "d"}}, Record{2, {"1,5", "2", "3"}}));
  EXPECT_THAT(read("\"x;y;z\",b\n1;2,3\n").records,
              ElementsAre(Record{1, {"x;y;z", "b"}}, Record{2, {"1;2", "3"}}));
  EXPECT_THAT(read("\n\na;b\n1;2").records,
              ElementsAre(Record{3, {"a", "b"}}, Record{4, {"1", "2"}}));
  EXPECT_THAT(read("email\na;b@x.vn").records,
              ElementsAre(Record{1, {"email"}}, Record{2, {"a;b@x.vn"}}));
}

TEST(CsvReader, SkipsAByteOrderMark) {
  EXPECT_THAT(read("\xEF\xBB\xBF\"Tên\",b\n").records, ElementsAre(Record{1, {"Tên", "b"}}));
  EXPECT_THAT(read("\xEF\xBB\xBF").records, IsEmpty());
}

TEST(CsvReader, FindsNothingInAnEmptyFile) {
  EXPECT_THAT(read("").records, IsEmpty());
  EXPECT_EQ(read("").code, "");
  EXPECT_THAT(read("\r\n\n").records, IsEmpty());
}

TEST(CsvReader, RefusesUtf16WithAndWithoutMark) {
  EXPECT_EQ(read("\xFF\xFE" + std::string("a\0,\0b\0", 6)).code, "csv.utf16");
  EXPECT_EQ(read("\xFE\xFF" + std::string("\0a\0,\0b", 6)).code, "csv.utf16");
  EXPECT_EQ(read(std::string("a\0,\0b\0", 6)).code, "csv.utf16");
  EXPECT_EQ(read(std::string("\0a\0,\0b", 6)).code, "csv.utf16");
}

TEST(CsvReader, RefusesWhatIsNoText) {
  const auto nul = read("a,b\n1,2\n3," + std::string("x\0y", 3) + "\n");
  EXPECT_EQ(nul.code, "csv.nul");
  EXPECT_EQ(nul.values, (Values{{"line", "3"}}));
  EXPECT_EQ(nul.records.size(), 2U);
  const auto latin = read("a,b\n1,caf\xE9\n");
  EXPECT_EQ(latin.code, "csv.not_utf8");
  EXPECT_EQ(latin.values, (Values{{"line", "2"}}));
  EXPECT_EQ(latin.kind, base::ErrorKind::malformed);
  EXPECT_EQ(read("\x1f\x8b\x08 gzip").code, "csv.not_utf8");
  EXPECT_EQ(read("a\n\xC0\x80\n").code, "csv.not_utf8");      // an overlong NUL
  EXPECT_EQ(read("a\n\xED\xA0\x80\n").code, "csv.not_utf8");  // a lone surrogate
}

TEST(CsvReader, RefusesQuotesThatDoNotFit) {
  const auto open = read("a,b\n1,2\n\"3,4\n5,6\n");
  EXPECT_EQ(open.code, "csv.unclosed_quote");
  EXPECT_EQ(open.values, (Values{{"line", "3"}}));
  EXPECT_EQ(open.records.size(), 2U);
  const auto misplaced = read("a,b\n1,2\n3,5\" nail\n");
  EXPECT_EQ(misplaced.code, "csv.misplaced_quote");
  EXPECT_EQ(misplaced.values, (Values{{"line", "3"}}));
  EXPECT_EQ(read("a\n\"x\"y\n").code, "csv.misplaced_quote");
}

TEST(CsvReader, HoldsItsLimits) {
  CsvLimits limits;
  limits.bytes = 20;
  limits.columns = 3;
  limits.field_bytes = 5;
  limits.rows = 2;
  EXPECT_EQ(read("a,b,c\n1,2,3\n4,5,6\n", limits).code, "");
  EXPECT_EQ(read("aaaaa,b,c\n1,2\n", limits).code, "");

  const auto bytes = read("a,b,c\n1,2,3\n1,2,3\n1,2,3\n", limits);
  EXPECT_EQ(bytes.code, "csv.too_large");
  EXPECT_EQ(bytes.kind, base::ErrorKind::too_large);
  EXPECT_EQ(bytes.values, (Values{{"line", "1"}, {"most", "20"}}));
  const auto columns = read("a\nb\n1,2,3,4\n", limits);
  EXPECT_EQ(columns.code, "csv.too_many_columns");
  EXPECT_EQ(columns.values, (Values{{"line", "3"}, {"most", "3"}}));
  EXPECT_EQ(read("a\nbbbbbb\n", limits).code, "csv.field_too_long");
  const auto rows = read("h\n1\n2\n3\n", limits);
  EXPECT_EQ(rows.code, "csv.too_many_rows");
  EXPECT_EQ(rows.kind, base::ErrorKind::too_large);
  EXPECT_EQ(rows.records.size(), 3U);
}

// Gives text without end, as much of it as is asked for.
class Endless : public std::streambuf {
 public:
  explicit Endless(std::string text) : text_(std::move(text)) {}
  std::size_t given() const { return given_; }

 protected:
  int_type underflow() override {
    given_ += text_.size();
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return traits_type::to_int_type(text_.front());
  }

 private:
  std::string text_;
  std::size_t given_ = 0;
};

TEST(CsvReader, StopsEarlyAtInputWithoutEnd) {
  const auto refusal = [](const std::string& text) {
    Endless endless(text);
    std::istream input(&endless);
    const auto result = read_csv(input, {}, [](const CsvRecord&) { return true; });
    EXPECT_LT(endless.given(), 400U * 1024) << text;
    return result ? "" : result.error().code;
  };
  EXPECT_EQ(refusal(std::string(1000, 'a')), "csv.field_too_long");
  EXPECT_EQ(refusal("a\"\n"), "csv.misplaced_quote");
  EXPECT_EQ(refusal(std::string(1000, ',')), "csv.too_many_columns");
  EXPECT_EQ(refusal("\"" + std::string(999, 'a') + "\""), "csv.field_too_long");

  Endless lines("a,b\n");
  std::istream input(&lines);
  CsvLimits limits;
  limits.bytes = std::size_t{1024} * 1024;
  const auto result = read_csv(input, limits, [](const CsvRecord&) { return true; });
  EXPECT_EQ(result.error().code, "csv.too_large");
}

TEST(CsvReader, StopsWhenItsCallerHasEnough) {
  std::istringstream input("a\n1\n2\n\"open");
  int seen = 0;
  EXPECT_TRUE(read_csv(input, {}, [&](const CsvRecord&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

TEST(CsvReader, FindsTheSameAcrossTheBordersOfItsChunks) {
  std::string text = "id,name\r\n";
  for (int i = 0; i < 20'000; ++i)
    text += std::to_string(i) + ",\"Nguyễn \"\"" + std::to_string(i) + "\"\"\r\nhai\"\r\n";
  ASSERT_GT(text.size(), 500'000U);
  const auto outcome = read(text);
  EXPECT_EQ(outcome.code, "");
  ASSERT_EQ(outcome.records.size(), 20'001U);
  for (std::size_t i = 0; i < 20'000; ++i) {
    const auto number = std::to_string(i);
    ASSERT_EQ(outcome.records[i + 1],
              (Record{2 + 2 * i, {number, "Nguyễn \"" + number + "\"\r\nhai"}}));
  }
}

TEST(CsvReader, ThrowsWhenTheStreamFails) {
  class Broken : public std::streambuf {
    int_type underflow() override { throw std::runtime_error("disk"); }
  };
  Broken broken;
  std::istream input(&broken);
  EXPECT_THROW((void)read_csv(input, {}, [](const CsvRecord&) { return true; }),
               std::runtime_error);
}

}  // namespace
}  // namespace spreadsheet
