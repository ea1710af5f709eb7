#include "registrations/exports.hpp"

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

class Exported : public database::testing::StoreTest {
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
  std::string queued(const identity::Actor& actor, http::Fields query) {
    const auto answer = ask(actor, std::move(query));
    EXPECT_EQ(answer->status, 202);
    return std::string(bj::parse(answer->body).at("id").as_string());
  }

  database::testing::TemporaryDirectory directory_;
  Channel channel_{database()};
  clock_source::ManualClock clock_{Channel::start() + std::chrono::days(1)};
  Exports exports_{database(), channel_.installation(), clock_, crypto::system_random(),
                   directory_.path() / "exports"};
  std::unique_ptr<accounts::Directory> accounts_ = accounts::local_directory();
  Reading reading_{database(), channel_.installation(), *accounts_, clock_, exports_};
  jobs::Runner runner_{database(), clock_, crypto::system_random(), {}, {exports_.job()}, {}};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  identity::Actor staff_ = channel_.staff_of(partner_);
  identity::Actor provider_ = channel_.provider();
};

INSTANTIATE_TEST_SUITE_P(Engines, Exported, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Exported, csv_has_the_columns_of_the_reader_and_defuses_formulas) {
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

TEST_P(Exported, holds_the_filter_and_not_the_page) {
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

TEST_P(Exported, xlsx_is_a_workbook_whose_name_is_ours) {
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

TEST_P(Exported, what_is_more_than_at_once_becomes_a_job_and_a_file_of_the_askers) {
  channel_.settings().export_rows_at_once = 100;
  std::vector<Sample> samples;
  for (int i = 0; i < 2'500; ++i)
    samples.push_back({.email = fmt::format("k{:04}@x.example", i), .minute = i});
  channel_.add_all(partner_, samples);
  const std::string id = queued(staff_, {{"format", "csv"}, {"q", "x.example"}, {"sort", "email"}});
  EXPECT_EQ(state(staff_, id).at("state"), "queued");
  EXPECT_EQ(state(staff_, id).at("rows_total"), 2'500);
  const auto early = exports_.file(get({}, id), staff_);
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(early.error().code, "registrations.export_not_ready");

  EXPECT_EQ(runner_.run_due(), 1);
  EXPECT_EQ(bj::serialize(state(staff_, id)),
            fmt::format(R"({{"id":"{}","state":"done","format":"csv","rows_total":2500,)"
                        R"("rows_done":2500,"created_at":"2026-09-22T14:13:20Z"}})",
                        id));
  const std::string text = file_of(exports_.file(get({}, id), staff_));
  EXPECT_EQ(std::ranges::count(text, '\n'), 2'501);
  EXPECT_LT(text.find("k0000@"), text.find("k2499@"));
  EXPECT_GT(database::testing::rows_of(database(), "export_chunk"), 1);

  for (const identity::Actor& other : {channel_.staff_of(partner_), provider_}) {
    EXPECT_EQ(exports_.state(get({}, id), other).error().code, "not_found");
    EXPECT_EQ(exports_.file(get({}, id), other).error().code, "not_found");
  }
  EXPECT_EQ(exports_.state(get({}, "exp_1"), staff_).error().code, "not_found");
}

TEST_P(Exported, a_job_that_runs_again_leaves_one_file_and_a_broken_one_fails_at_last) {
  channel_.settings().export_rows_at_once = 0;
  channel_.add(partner_, {.email = "a@x.example"});
  const std::string id = queued(staff_, {{"format", "csv"}});
  const jobs::Kind job = exports_.job();
  job.run(id, clock_.now());
  job.run(id, clock_.now());
  EXPECT_EQ(database::testing::rows_of(database(), "export_chunk"), 1);
  const std::string broken = queued(staff_, {{"format", "csv"}});
  std::filesystem::remove_all(directory_.path() / "exports");
  for (int attempt = 1; attempt <= job.attempts; ++attempt) {
    EXPECT_EQ(state(staff_, broken).at("state"), attempt == 1 ? "queued" : "running");
    EXPECT_THROW(job.run(broken, clock_.now()), std::runtime_error);
  }
  EXPECT_EQ(state(staff_, broken).at("state"), "failed");
}

TEST_P(Exported, five_at_once_are_enough_for_one_person) {
  channel_.settings().export_rows_at_once = 0;
  channel_.add(partner_, {.email = "a@x.example"});
  for (int i = 0; i < 5; ++i) queued(staff_, {{"format", "csv"}});
  const auto sixth = ask(staff_, {{"format", "csv"}});
  ASSERT_FALSE(sixth.has_value());
  EXPECT_EQ(sixth.error().code, "registrations.too_many_exports");
  EXPECT_EQ(sixth.error().kind, base::ErrorKind::too_many);
  queued(provider_, {{"format", "csv"}});
}

TEST_P(Exported, files_are_gone_after_a_day) {
  channel_.settings().export_rows_at_once = 0;
  channel_.add(partner_, {.email = "a@x.example"});
  const std::string id = queued(staff_, {{"format", "xlsx"}});
  runner_.run_due();
  const jobs::Recurring purge = exports_.purge();
  EXPECT_FALSE(purge.run(clock_.now() + std::chrono::hours(24)));
  EXPECT_EQ(state(staff_, id).at("state"), "done");
  EXPECT_FALSE(purge.run(clock_.now() + std::chrono::hours(25)));
  EXPECT_EQ(exports_.state(get({}, id), staff_).error().code, "not_found");
  EXPECT_EQ(database::testing::rows_of(database(), "export_chunk"), 0);
}

}  // namespace
}  // namespace registrations
