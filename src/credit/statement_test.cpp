#include "credit/statement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>

#include "platform/document/testing.hpp"

namespace credit {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr base::Instant start = base::from_microseconds(1'793'500'000'000'000);  // 01/11/2026

Statement statement(i18n::Language language) {
  return {.number = "SK-261130-7K2M9QXA",
          .provider_legal_name = "Công ty Cổ phần Điện toán Đám mây Việt",
          .provider_tax_code = "0101234567",
          .partner_legal_name = "Công ty TNHH Giải pháp Sao Mai",
          .partner_tax_code = "0312345678-001",
          .account_name = "Công ty Cổ phần Ánh Dương",
          .account_email = "ketoan@anhduong.example.vn",
          .external_id = "acc-10293",
          .from = base::parse_iso_day("2026-11-01").value(),
          .to = base::parse_iso_day("2026-11-30").value(),
          .currency = "VND",
          .opening_minor = 1'000'000,
          .in_minor = 6'250'000,
          .out_minor = 6'249'500,
          .closing_minor = 1'000'500,
          .rows = {{start, Kind::top_up, "261101-7K2M9QXA", "Nạp đầu tháng", 5'000'000, 6'000'000},
                   {start + std::chrono::hours(50), Kind::purchase, "261103-2B8N4RTY", std::nullopt,
                    -6'249'500, -249'500},
                   {start + std::chrono::hours(99), Kind::refund, "261105-9C3V6WQA",
                    "Hoàn trả do nâng cấp máy chủ", 1'250'000, 1'000'500}},
          .language = language,
          .zone = "Asia/Ho_Chi_Minh",
          .made_at = start + std::chrono::days(30)};
}

const i18n::Catalog& catalog() {
  static const i18n::Catalog made(base::Values{{"provider", "Đám mây Việt"}});
  return made;
}

/// The words of the page with single blanks between them.
std::string words_of(const std::string& pdf) {
  return std::regex_replace(document::testing::text_of(pdf), std::regex("(\\s|\u00A0)+"), " ");
}

/// Kept where SAMPLES says, to be looked at.
void keep(const std::string& name, const std::string& pdf) {
  if (const char* folder = std::getenv("SAMPLES"))
    std::ofstream(std::string(folder) + "/" + name, std::ios::binary) << pdf;
}

TEST(StatementDocument, says_everything_in_vietnamese) {
  const std::string pdf = pdf_of(statement(i18n::Language::vi), catalog());
  keep("vi.pdf", pdf);
  const std::string text = words_of(pdf);
  for (const char* said :
       {"Công ty Cổ phần Điện toán Đám mây Việt Công ty TNHH Giải pháp Sao Mai",
        "Mã số thuế: 0101234567 Mã số thuế: 0312345678-001",
        "SAO KÊ CREDIT Số: SK-261130-7K2M9QXA Từ ngày 01/11/2026 đến ngày 30/11/2026",
        "Khách hàng Công ty Cổ phần Ánh Dương Email ketoan@anhduong.example.vn",
        "Mã tài khoản acc-10293 Lập lúc 01/12/2026 09:26 (UTC+07:00)",
        "Số dư đầu kỳ Phát sinh tăng Phát sinh giảm Số dư cuối kỳ",
        "1.000.000 VND 6.250.000 VND 6.249.500 VND 1.000.500 VND",
        "Số tiền bằng chữ (số dư cuối kỳ): Một triệu không nghìn năm trăm đồng.",
        "01/11/2026 09:26 Nạp credit 261101-7K2M9QXA Nạp đầu tháng +5.000.000 6.000.000",
        "03/11/2026 11:26 Mua dịch vụ 261103-2B8N4RTY -6.249.500 -249.500",
        "05/11/2026 12:26 Hoàn trả 261105-9C3V6WQA", "+1.250.000 1.000.500",
        "Đại diện Công ty TNHH Giải pháp Sao Mai Đại diện Công ty Cổ phần Điện toán Đám mây Việt",
        "Sao kê credit SK-261130-7K2M9QXA 1/1"})
    EXPECT_THAT(text, HasSubstr(said));
  EXPECT_THAT(document::testing::told(pdf, "pdfinfo"),
              AllOf(HasSubstr("Sao kê credit SK-261130-7K2M9QXA"),
                    HasSubstr("Công ty Cổ phần Điện toán Đám mây Việt")));
}

TEST(StatementDocument, says_everything_in_english) {
  const std::string pdf = pdf_of(statement(i18n::Language::en), catalog());
  keep("en.pdf", pdf);
  const std::string text = words_of(pdf);
  for (const char* said :
       {"CREDIT STATEMENT No. SK-261130-7K2M9QXA From 01/11/2026 to 30/11/2026",
        "Tax code: 0101234567 Tax code: 0312345678-001",
        "Opening In Out Closing 1,000,000 VND 6,250,000 VND 6,249,500 VND 1,000,500 VND",
        "Amount in words (closing): One million five hundred Vietnamese dong.",
        "01/11/2026 09:26 Top up 261101-7K2M9QXA Nạp đầu tháng +5,000,000 6,000,000",
        "-6,249,500 -249,500", "For Công ty TNHH Giải pháp Sao Mai", "Customer",
        "Credit statement SK-261130-7K2M9QXA 1/1"})
    EXPECT_THAT(text, HasSubstr(said));
  EXPECT_THAT(text, Not(HasSubstr("credit.statement")));
}

TEST(StatementDocument, leaves_out_what_is_not_there) {
  Statement empty = statement(i18n::Language::vi);
  empty.rows.clear();
  empty.provider_tax_code.reset();
  empty.external_id.clear();
  empty.in_minor = empty.out_minor = 0;
  empty.opening_minor = empty.closing_minor = -5;
  const std::string pdf = pdf_of(empty, catalog());
  keep("empty.pdf", pdf);
  const std::string text = words_of(pdf);
  EXPECT_THAT(text, HasSubstr("Không có phát sinh trong kỳ"));
  EXPECT_THAT(text, HasSubstr("Âm năm đồng."));
  EXPECT_THAT(text, Not(HasSubstr("0101234567")));
  EXPECT_THAT(text, Not(HasSubstr("Mã tài khoản")));
}

TEST(StatementDocument, takes_many_rows_the_largest_amounts_and_any_note) {
  Statement many = statement(i18n::Language::vi);
  many.opening_minor = many.closing_minor = largest_amount;
  many.rows.clear();
  for (int i = 0; i < 400; ++i)
    many.rows.push_back({start + std::chrono::minutes(i), Kind::release, "261101-7K2M9QXA",
                         i % 50 == 7 ? "Ghi chú 👩‍👩‍👧 " + std::string(300, 'x')
                                     : "Dịch vụ " + std::to_string(i),
                         -largest_amount, largest_amount});
  const std::string pdf = pdf_of(many, catalog());
  keep("many.pdf", pdf);
  const std::string text = words_of(pdf);
  EXPECT_THAT(text, HasSubstr("9.007.199.254.740.991 VND"));
  EXPECT_THAT(text, HasSubstr("Dịch vụ 399"));
  EXPECT_EQ(pdf_of(many, catalog()), pdf);
}

}  // namespace
}  // namespace credit
