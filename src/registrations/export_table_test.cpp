#include "registrations/export_table.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "registrations/channel_testing.hpp"
#include "registrations/reading.hpp"

namespace registrations {
namespace {

using testing::Channel;
using testing::get;
using testing::Sample;
namespace bj = boost::json;

std::string contents(const std::filesystem::path& path) {
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

class ExportedRegistrations : public database::testing::StoreTest {
 protected:
  base::Result<http::Response> ask(const identity::Actor& actor, http::Fields query) {
    return reading_.list(get(std::move(query)), actor);
  }
  /// The text of an export that is answered at once.
  std::string file_of(const base::Result<http::Response>& answer) {
    EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().code);
    if (!answer || !answer->temporary_file) return {};
    EXPECT_EQ(answer->status, 200);
    std::string text = contents(*answer->temporary_file);
    std::filesystem::remove(*answer->temporary_file);
    return text;
  }
  bj::object state(const identity::Actor& actor, const std::string& id) {
    return bj::parse(exports_.state(get({}, id), actor)->body).as_object();
  }

  database::testing::TemporaryDirectory directory_;
  Channel channel_{database()};
  clock_source::ManualClock clock_{Channel::start() + std::chrono::days(1)};
  exports::Settings settings_;
  exports::Exports exports_{database(),
                            {export_table(database(), channel_.installation())},
                            settings_,
                            clock_,
                            crypto::system_random(),
                            directory_.path() / "exports"};
  std::unique_ptr<accounts::Directory> accounts_ = accounts::local_directory();
  Reading reading_{database(), channel_.installation(), *accounts_, clock_, exports_};
  jobs::Runner runner_{database(), clock_, crypto::system_random(), {}, exports_.jobs(), {}};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  identity::Actor staff_ = channel_.staff_of(partner_);
  identity::Actor provider_ = channel_.provider();
};

INSTANTIATE_TEST_SUITE_P(Engines, ExportedRegistrations, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(ExportedRegistrations, csv_has_the_columns_of_the_reader_and_defuses_formulas) {
  const auto owner = channel_.add_person(partner_, "Phạm Thu Trang");
  channel_.add_all(partner_, std::vector<Sample>{{.email = "a@x.example",
                                                  .friendly_name = "=HYPERLINK(\"http://e\")",
                                                  .owner = owner,
                                                  .status = Status::confirmed},
                                                 {.email = "b@x.example", .minute = 1}});
  EXPECT_EQ(file_of(ask(staff_, {{"format", "csv"}, {"sort", "email"}})),
            "\xEF\xBB\xBF"
            "Tên thường dùng,Email,Vai trò của bạn,Trạng thái,Người phụ trách,Ngày đăng ký,"
            "Ngày phê duyệt\r\n"
            "\"'=HYPERLINK(\"\"http://e\"\")\",a@x.example,Đối tác,Đã xác nhận,Phạm Thu Trang,"
            "2026-09-21 21:13:20,2026-09-21 23:13:20\r\n"
            ",b@x.example,Đối tác,Chờ khách hàng xác nhận,,2026-09-21 21:14:20,\r\n");
  provider_.language = i18n::Language::en;
  EXPECT_EQ(file_of(ask(provider_, {{"format", "csv"}, {"status", "confirmed"}})),
            "\xEF\xBB\xBF"
            "Partner,Account name,Email,Partner's role,Status,Owner,Registered on,Approved on\r\n"
            "Sao Mai,Công ty Ánh Dương,a@x.example,Đối tác,Active,Phạm Thu Trang,"
            "2026-09-21 21:13:20,2026-09-21 23:13:20\r\n");
}

TEST_P(ExportedRegistrations, holds_the_filter_and_not_the_page) {
  std::vector<Sample> samples;
  for (int i = 0; i < 30; ++i)
    samples.push_back({.email = fmt::format("k{:02}@x.example", i),
                       .status = i % 2 == 0 ? Status::declined : Status::pending_customer,
                       .minute = i});
  channel_.add_all(partner_, samples);
  const std::string text =
      file_of(ask(staff_, {{"format", "csv"}, {"limit", "5"}, {"status", "declined"}}));
  EXPECT_EQ(std::ranges::count(text, '\n'), 16);
  EXPECT_FALSE(text.contains("k01@"));
}

TEST_P(ExportedRegistrations, xlsx_is_a_workbook_whose_name_is_ours) {
  channel_.add(partner_, {.email = "a@x.example", .friendly_name = "Nguyễn \"& <b>"});
  const auto answer = ask(staff_, {{"format", "xlsx"}});
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->headers.at(1).second, "attachment; filename=\"registrations-2026-09-22.xlsx\"");
  const auto path = answer->temporary_file.value();
  EXPECT_EQ(std::filesystem::status(path).permissions() & std::filesystem::perms::others_all,
            std::filesystem::perms::none);
  EXPECT_TRUE(file_of(answer).starts_with("PK"));
  EXPECT_TRUE(std::filesystem::is_empty(directory_.path() / "exports"));
}

TEST_P(ExportedRegistrations, a_job_writes_what_was_asked_in_its_order_and_in_batches) {
  settings_.rows_at_once = 100;
  std::vector<Sample> samples;
  for (int i = 0; i < 2'500; ++i)
    samples.push_back({.email = fmt::format("k{:04}@x.example", i), .minute = i});
  channel_.add_all(partner_, samples);
  channel_.add(channel_.add_partner("Hai Âu"), {.email = "other@x.example"});
  const auto answer = ask(staff_, {{"format", "csv"}, {"q", "x.example"}, {"sort", "email"}});
  ASSERT_EQ(answer->status, 202);
  const std::string id(bj::parse(answer->body).at("id").as_string());
  EXPECT_EQ(runner_.run_due(), 1);
  EXPECT_EQ(bj::serialize(state(staff_, id)),
            fmt::format(R"({{"id":"{}","state":"done","format":"csv","rows_total":2500,)"
                        R"("rows_done":2500,"created_at":"2026-09-22T14:13:20Z"}})",
                        id));
  const std::string text = file_of(exports_.file(get({}, id), staff_));
  EXPECT_EQ(std::ranges::count(text, '\n'), 2'501);
  EXPECT_LT(text.find("k0000@"), text.find("k2499@"));
  EXPECT_FALSE(text.contains("other@"));
}

TEST_P(ExportedRegistrations, what_the_list_refuses_is_refused) {
  const auto answer = ask(staff_, {{"format", "csv"}, {"status", "happy"}});
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, "invalid_choice");
  EXPECT_TRUE(std::filesystem::is_empty(directory_.path() / "exports"));
}

}  // namespace
}  // namespace registrations
