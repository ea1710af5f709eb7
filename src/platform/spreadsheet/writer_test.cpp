#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "platform/spreadsheet/spreadsheet.hpp"

namespace spreadsheet {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* zone = "Asia/Ho_Chi_Minh";
// 22/11/2026 17:41:05 in Vietnam.
const base::Instant moment = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} +
                             std::chrono::hours{10} + std::chrono::minutes{41} +
                             std::chrono::seconds{5} + std::chrono::microseconds{999'999};

class Spreadsheet : public testing::Test {
 protected:
  Spreadsheet()
      : folder_(std::filesystem::temp_directory_path() /
                ("portal-spreadsheet-test-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Spreadsheet() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path written(Format format, const std::vector<std::string>& header,
                                const std::vector<std::vector<Cell>>& rows,
                                const std::string& sheet = "Tài khoản") {
    const auto file = folder_ / ("table" + std::string(file_ending(format)));
    const auto writer = create(format, file, sheet, header, zone);
    for (const auto& row : rows) writer->row(row);
    writer->finish();
    return file;
  }

  static std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
  }

  std::string csv_of(const std::vector<std::vector<Cell>>& rows) {
    auto text = bytes_of(written(Format::csv, {"h"}, rows));
    std::filesystem::remove(folder_ / "table.csv");
    return text.substr(std::string_view("\xEF\xBB\xBFh\r\n").size());
  }

  static std::string part_of(const std::filesystem::path& book, const std::string& part) {
    const std::string command =
        "python3 -c 'import sys, zipfile; "
        "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' '" +
        book.string() + "' '" + part + "'";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("python3 does not start");
    std::string text;
    std::array<char, 65536> buffer{};
    for (std::size_t size = 0; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
      text.append(buffer.data(), size);
    EXPECT_EQ(::pclose(pipe), 0) << part;
    return text;
  }

  static std::string first_sheet(const std::filesystem::path& book) {
    return part_of(book, "xl/worksheets/sheet1.xml");
  }

  std::filesystem::path folder_;
};

TEST_F(Spreadsheet, CsvHasAMarkCrlfAndTheZonesTime) {
  const auto file = written(Format::csv, {"Email", "Tên"},
                            {{"an@x.vn", "Nguyễn"}, {std::int64_t{-5}, moment}, {{}, ""}});
  EXPECT_EQ(bytes_of(file),
            "\xEF\xBB\xBF"
            "Email,Tên\r\nan@x.vn,Nguyễn\r\n-5,2026-11-22 17:41:05\r\n,\r\n");
}

TEST_F(Spreadsheet, CsvQuotesWhatNeedsIt) {
  EXPECT_EQ(csv_of({{"a,b"}}), "\"a,b\"\r\n");
  EXPECT_EQ(csv_of({{"say \"no\""}}), "\"say \"\"no\"\"\"\r\n");
  EXPECT_EQ(csv_of({{"a;b"}}), "\"a;b\"\r\n");
  EXPECT_EQ(csv_of({{"a\r\nb"}}), "\"a\r\nb\"\r\n");
  EXPECT_EQ(csv_of({{" a"}}), "\" a\"\r\n");
  EXPECT_EQ(csv_of({{"a=b+c-d@e"}}), "a=b+c-d@e\r\n");
  EXPECT_EQ(csv_of({{""}}), "\"\"\r\n");
}

TEST_F(Spreadsheet, CsvKeepsTextFromBecomingAFormula) {
  for (const std::string start :
       {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    EXPECT_EQ(csv_of({{start + "cmd|'/c calc'!A1"}}), "\"'" + start + "cmd|'/c calc'!A1\"\r\n");
  EXPECT_EQ(csv_of({{std::string("\0=1", 3)}}), "\"'\uFFFD=1\"\r\n");
  EXPECT_EQ(csv_of({{"=\"a\""}}), "\"'=\"\"a\"\"\"\r\n");
  EXPECT_EQ(csv_of({{std::int64_t{-1}, "-1"}}), "-1,\"'-1\"\r\n");
}

TEST_F(Spreadsheet, CsvThatWeWriteWeCanRead) {
  const std::vector<std::string> texts{"a\"b", "x\r\ny", " lead", "p;q,r", "", "Đỗ 🙂"};
  const auto file =
      written(Format::csv, {"1", "2", "3", "4", "5", "6"}, {{texts.begin(), texts.end()}});
  std::ifstream input(file, std::ios::binary);
  std::vector<CsvRecord> records;
  ASSERT_TRUE(read_csv(input, {}, [&](const CsvRecord& record) {
    records.push_back(record);
    return true;
  }));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].fields, texts);
}

TEST_F(Spreadsheet, XlsxHoldsTextAsStringsAndNumbersAsNumbers) {
  const auto book = written(Format::xlsx, {"Email", "Số"},
                            {{"=1+1", std::int64_t{1'250'000}},
                             {"12345", std::int64_t{-999'999'999'999'999}},
                             {"https://x.vn", std::int64_t{1'000'000'000'000'000}}});
  const auto sheet = first_sheet(book);
  EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
  EXPECT_THAT(sheet, Not(HasSubstr("hyperlink")));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"A2\" t=\"inlineStr\"><is><t>=1+1</t></is></c>"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"A3\" t=\"inlineStr\"><is><t>12345</t></is></c>"));
  EXPECT_THAT(sheet, testing::ContainsRegex("<c r=\"B2\" s=\"[0-9]+\"><v>1250000</v></c>"));
  EXPECT_THAT(sheet,
              testing::ContainsRegex("<c r=\"B3\" s=\"[0-9]+\"><v>-999999999999999</v></c>"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"B4\" t=\"inlineStr\"><is><t>1000000000000000</t></is></c>"));
}

TEST_F(Spreadsheet, XlsxHoldsMomentsAsRealDatesOfTheZone) {
  const auto book = written(Format::xlsx, {"Lúc"}, {{moment}, {base::Instant{}}});
  // 46348 is 22/11/2026; 17:41:05 is 63665 of 86400 seconds.
  const auto sheet = first_sheet(book);
  const auto at = sheet.find("<c r=\"A2\"");
  ASSERT_NE(at, std::string::npos);
  const auto value = sheet.find("<v>", at);
  EXPECT_NEAR(std::stod(sheet.substr(value + 3)), 46348 + 63665.0 / 86400, 1e-9);
  EXPECT_THAT(part_of(book, "xl/styles.xml"), HasSubstr("dd/mm/yyyy hh:mm:ss"));
  // In 1970 Saigon was 8 hours ahead.
  EXPECT_THAT(sheet, HasSubstr("<v>25569.33333333333</v>"));
}

TEST_F(Spreadsheet, XlsxHasABoldFrozenFilteredHeader) {
  const auto book = written(Format::xlsx, {"Email", "Tên"}, {{"a", "b"}, {"c", "d"}});
  const auto sheet = first_sheet(book);
  EXPECT_THAT(sheet, HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\""));
  EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
  EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:B3\"/>"));
  EXPECT_THAT(sheet, testing::ContainsRegex("<c r=\"A1\" s=\"[1-9]\" t=\"inlineStr\">"));
  EXPECT_THAT(part_of(book, "xl/styles.xml"), HasSubstr("<b/>"));
  EXPECT_THAT(part_of(book, "xl/workbook.xml"), HasSubstr("name=\"Tài khoản\""));
}

TEST_F(Spreadsheet, XlsxTakesAnySheetName) {
  for (const auto& [name, expected] : std::vector<std::pair<std::string, std::string>>{
           {"", "Sheet"},
           {"a/b:c[d]?*\\'", "a b c d"},
           {std::string(40, 'x'), std::string(31, 'x')},
           {"<Đối & tác>", "&lt;Đối &amp; tác&gt;"}}) {
    const auto book = written(Format::xlsx, {"h"}, {}, name);
    EXPECT_THAT(part_of(book, "xl/workbook.xml"), HasSubstr("name=\"" + expected + "\""));
    std::filesystem::remove(book);
  }
}

TEST_F(Spreadsheet, XlsxSurvivesTextThatXmlCannotHold) {
  const auto book = written(Format::xlsx, {"h"},
                            {{std::string("a\0b", 3)},
                             {"\xFF<&>"},
                             {"\xEF\xBF\xBF"},
                             {"x\x01y"},
                             {std::string(40'000, 'z')}});
  const auto sheet = first_sheet(book);
  EXPECT_THAT(sheet, HasSubstr("<t>a\uFFFDb</t>"));
  EXPECT_THAT(sheet, HasSubstr("<t>\uFFFD&lt;&amp;&gt;</t>"));
  EXPECT_THAT(sheet, HasSubstr("<t>x_x0001_y</t>"));
  EXPECT_THAT(sheet, HasSubstr(std::string(32'767, 'z') + "</t>"));
  EXPECT_THAT(sheet, Not(HasSubstr(std::string(32'768, 'z'))));
  EXPECT_THAT(sheet, Not(HasSubstr("\xEF\xBF\xBF")));
}

TEST_F(Spreadsheet, XlsxBeginsANewSheetAfterAMillionRows) {
  const auto file = folder_ / "long.xlsx";
  const auto writer = create(Format::xlsx, file, "Dài", {"n"}, zone);
  for (std::int64_t i = 1; i <= 1'000'001; ++i) writer->row({i});
  writer->finish();
  EXPECT_THAT(part_of(file, "xl/workbook.xml"), HasSubstr("name=\"Dài 2\""));
  const auto second = part_of(file, "xl/worksheets/sheet2.xml");
  EXPECT_THAT(second, HasSubstr("<t>n</t>"));
  EXPECT_THAT(second, testing::ContainsRegex("<c r=\"A2\" s=\"[0-9]\"><v>1000001</v></c>"));
  EXPECT_THAT(second, Not(HasSubstr("<c r=\"A3\"")));
}

TEST_F(Spreadsheet, MakesFilesThatOnlyWeCanRead) {
  for (const auto format : {Format::csv, Format::xlsx}) {
    struct stat state{};
    ASSERT_EQ(::stat(written(format, {"h"}, {}).c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777, 0600U);
  }
}

TEST_F(Spreadsheet, RefusesATargetThatExistsOrCannotBe) {
  for (const auto format : {Format::csv, Format::xlsx}) {
    const auto file = folder_ / "there";
    std::ofstream(file) << "mine";
    EXPECT_THROW(create(format, file, "s", {"h"}, zone), std::runtime_error);
    EXPECT_EQ(bytes_of(file), "mine");
    EXPECT_THROW(create(format, folder_ / "no" / "folder", "s", {"h"}, zone), std::runtime_error);
  }
}

TEST_F(Spreadsheet, LeavesNothingBehindWhenUnfinished) {
  for (const auto format : {Format::csv, Format::xlsx}) {
    const auto file = folder_ / "unfinished";
    {
      const auto writer = create(format, file, "s", {"h"}, zone);
      writer->row({"x"});
      EXPECT_TRUE(std::filesystem::exists(file));
    }
    EXPECT_FALSE(std::filesystem::exists(file));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(Spreadsheet, NamesTypesAndEndings) {
  EXPECT_EQ(content_type(Format::csv), "text/csv; charset=utf-8");
  EXPECT_EQ(content_type(Format::xlsx),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(file_ending(Format::csv), ".csv");
  EXPECT_EQ(file_ending(Format::xlsx), ".xlsx");
}

}  // namespace
}  // namespace spreadsheet
