#include "exports/exports.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "exports/store.hpp"
#include "platform/database/testing.hpp"

namespace exports {
namespace {

namespace bj = boost::json;
constexpr base::Instant start = base::from_microseconds(1'790'000'000'000'000);

std::string contents(const std::filesystem::path& path) {
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

identity::Actor somebody(std::string id, std::optional<base::PartnerId> partner) {
  return {.audience = partner ? identity::Audience::partner : identity::Audience::provider,
          .user = base::UserId::parse(id),
          .id = std::move(id),
          .name = "Phạm Thu Trang",
          .email = "trang@example.vn",
          .roles = {identity::Role::viewer},
          .partner = std::move(partner),
          .partner_name = {},
          .suspended = false,
          .language = i18n::Language::vi,
          .address = {},
          .session = {}};
}

http::Request with_id(const std::string& id) {
  http::Request request;
  request.path_parameters.emplace_back("id", id);
  return request;
}

/// A table of numbered rows, and what it was asked.
class Exported : public database::testing::StoreTest {
 protected:
  Exported() { crypto::start(); }

  Table numbers(const std::string& name) {
    return {.name = name,
            .count = [this](const Question& question) -> base::Result<std::int64_t> {
              if (question.request.query_value("kind") == "odd")
                return base::fail(base::ErrorKind::malformed, "invalid_choice");
              return rows_;
            },
            .write = [this, name](const Question& question, const Target& target,
                                  const Progress& progress) -> base::Result<std::int64_t> {
              if (question.request.query_value("kind") == "late")
                return base::fail(base::ErrorKind::malformed, "invalid_choice");
              heard_.push_back(heard(name, question));
              const auto writer = spreadsheet::create(target.format, target.file, "Sheet",
                                                      {"Number"}, settings_.zone);
              for (std::int64_t row = 1; row <= rows_; ++row) {
                writer->row({row});
                if (row % 1000 == 0 && !progress(row)) return row;
              }
              writer->finish();
              return rows_;
            }};
  }
  static std::string heard(const std::string& name, const Question& question) {
    std::string text = name + " " + question.reader.id + " " + question.reader.tenant();
    for (const auto& [key, value] : question.request.query)
      text += fmt::format(" {}={}", key, value);
    return text + " " + base::to_rfc3339(question.asked_at) + " " + base::to_rfc3339(question.now) +
           " " + std::string(i18n::code_of(question.language));
  }

  Exports::Answer ask(const identity::Actor& actor, http::Fields query = {},
                      std::string_view table = "numbers") {
    http::Request request;
    request.query = std::move(query);
    return exports_.answer(table, spreadsheet::Format::csv, request, actor);
  }
  std::string queued(const identity::Actor& actor, http::Fields query = {},
                     std::string_view table = "numbers") {
    const auto answer = ask(actor, std::move(query), table);
    EXPECT_EQ(answer->status, 202);
    return std::string(bj::parse(answer->body).at("id").as_string());
  }
  bj::object state(const identity::Actor& actor, const std::string& id) {
    return bj::parse(exports_.state(with_id(id), actor)->body).as_object();
  }
  std::string file_of(const Exports::Answer& answer) {
    EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().code);
    if (!answer || !answer->temporary_file) return {};
    std::string text = contents(*answer->temporary_file);
    std::filesystem::remove(*answer->temporary_file);
    return text;
  }
  bool no_file_is_left() { return std::filesystem::is_empty(directory_.path() / "exports"); }

  std::int64_t rows_ = 3;
  std::vector<std::string> heard_;
  Settings settings_{.rows_at_once = 3};
  database::testing::TemporaryDirectory directory_;
  clock_source::ManualClock clock_{start};
  Exports exports_{database(),
                   {numbers("letters"), numbers("numbers")},
                   settings_,
                   clock_,
                   crypto::system_random(),
                   directory_.path() / "exports"};
  jobs::Runner runner_{database(), clock_, crypto::system_random(), {}, exports_.jobs(), {}};
  base::PartnerId partner_ = base::PartnerId::make(start, crypto::system_random().ten());
  identity::Actor staff_ =
      somebody(base::UserId::make(start, crypto::system_random().ten()).text(), partner_);
  identity::Actor provider_ = somebody("key_1", {});
};

INSTANTIATE_TEST_SUITE_P(Engines, Exported, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Exported, a_small_table_is_answered_at_once_and_named_after_the_day_in_the_zone) {
  clock_.set(start + std::chrono::hours(4));
  const auto answer = ask(staff_, {{"limit", "1"}, {"cursor", "x"}, {"q", "a"}, {"q", "b"}});
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->headers.at(1).second, "attachment; filename=\"numbers-2026-09-22.csv\"");
  EXPECT_EQ(file_of(answer), "\xEF\xBB\xBFNumber\r\n1\r\n2\r\n3\r\n");
  EXPECT_TRUE(no_file_is_left());
  EXPECT_EQ(heard_, std::vector{"numbers " + staff_.id + " " + partner_.text() +
                                " q=a q=b 2026-09-21T18:13:20Z 2026-09-21T18:13:20Z vi"});
  EXPECT_EQ(database::testing::rows_of(database(), "export"), 0);
}

TEST_P(Exported, what_is_more_becomes_a_job_that_asks_the_same_table_the_same) {
  rows_ = 20'000;
  staff_.language = i18n::Language::en;
  const std::string id = queued(staff_, {{"q", "a"}, {"limit", "9"}, {"q", "\"b"}});
  EXPECT_EQ(state(staff_, id).at("state"), "queued");
  EXPECT_EQ(state(staff_, id).at("rows_total"), 20'000);
  const auto early = exports_.file(with_id(id), staff_);
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(early.error().code, "exports.not_ready");
  EXPECT_EQ(early.error().kind, base::ErrorKind::conflict);

  clock_.set(start + std::chrono::hours(1));
  EXPECT_EQ(runner_.run_due(), 1);
  EXPECT_EQ(heard_, std::vector{"numbers " + staff_.id + " " + partner_.text() +
                                " q=a q=\"b 2026-09-21T14:13:20Z 2026-09-21T15:13:20Z en"});
  EXPECT_EQ(bj::serialize(state(staff_, id)),
            fmt::format(R"({{"id":"{}","state":"done","format":"csv","rows_total":20000,)"
                        R"("rows_done":20000,"created_at":"2026-09-21T14:13:20Z"}})",
                        id));
  const std::string text = file_of(exports_.file(with_id(id), staff_));
  EXPECT_EQ(std::ranges::count(text, '\n'), 20'001);
  EXPECT_TRUE(text.ends_with("\r\n19999\r\n20000\r\n"));
  EXPECT_GT(database::testing::rows_of(database(), "export_chunk"), 1);
  EXPECT_TRUE(no_file_is_left());
}

TEST_P(Exported, each_table_has_its_own_jobs_and_files) {
  rows_ = 4;
  const std::string letters = queued(staff_, {}, "letters");
  queued(provider_);
  EXPECT_EQ(runner_.run_due(), 2);
  std::ranges::sort(heard_);
  ASSERT_EQ(heard_.size(), 2);
  EXPECT_TRUE(heard_.at(0).starts_with("letters " + staff_.id));
  EXPECT_TRUE(heard_.at(1).starts_with("numbers key_1 provider"));
  const auto file = exports_.file(with_id(letters), staff_);
  EXPECT_EQ(file->headers.at(1).second, "attachment; filename=\"letters-2026-09-21.csv\"");
  EXPECT_EQ(std::ranges::count(file_of(file), '\n'), 5);
}

TEST_P(Exported, belongs_to_who_asked_alone) {
  rows_ = 4;
  const std::string id = queued(staff_);
  runner_.run_due();
  identity::Actor moved = staff_;
  moved.partner = base::PartnerId::make(start, crypto::system_random().ten());
  const auto colleague =
      somebody(base::UserId::make(start, crypto::system_random().ten()).text(), partner_);
  for (const identity::Actor& other : {colleague, moved, provider_}) {
    EXPECT_EQ(exports_.state(with_id(id), other).error().code, "not_found");
    EXPECT_EQ(exports_.file(with_id(id), other).error().code, "not_found");
  }
  EXPECT_EQ(exports_.state(with_id("exp_1"), staff_).error().code, "not_found");
}

TEST_P(Exported, an_old_copys_export_is_of_registrations) {
  rows_ = 4;
  const std::string id = queued(staff_);
  const database::testing::Sql forget(
      "INSERT INTO export (id, owner_id, partner_id, language, format, asked, state, attempts, "
      "rows_total, rows_done, created_at_us) SELECT 'exp_old', owner_id, partner_id, language, "
      "format, asked, state, attempts, rows_total, rows_done, created_at_us FROM export WHERE id = "
      ":id");
  static_cast<void>(
      *database().write([&](database::Transaction& transaction) -> base::Result<std::int64_t> {
        return transaction.execute(forget, {{"id", id}});
      }));
  const auto old = database().read([](database::Snapshot& snapshot) {
    return store::find_export(snapshot, base::ExportId::stored("exp_old"));
  });
  EXPECT_EQ(old->table, "registrations");
  EXPECT_EQ(old->rows_total, 4);
}

TEST_P(Exported, a_question_that_is_refused_is_refused_at_once_and_fails_a_job) {
  rows_ = 4;
  EXPECT_EQ(ask(staff_, {{"kind", "odd"}}).error().code, "invalid_choice");
  rows_ = 3;
  EXPECT_EQ(ask(staff_, {{"kind", "late"}}).error().code, "invalid_choice");
  EXPECT_TRUE(no_file_is_left());
  rows_ = 4;
  const std::string id = queued(staff_, {{"kind", "late"}});
  const jobs::Kind job = exports_.jobs().at(1);
  for (int attempt = 1; attempt <= job.attempts; ++attempt)
    EXPECT_THROW(job.run(id, clock_.now()), std::runtime_error);
  EXPECT_EQ(state(staff_, id).at("state"), "failed");
}

TEST_P(Exported, a_job_that_runs_again_leaves_one_file_and_a_broken_one_fails_at_last) {
  rows_ = 4;
  const std::string id = queued(staff_);
  const jobs::Kind job = exports_.jobs().at(1);
  job.run(id, clock_.now());
  job.run(id, clock_.now());
  EXPECT_EQ(heard_.size(), 1);
  EXPECT_EQ(database::testing::rows_of(database(), "export_chunk"), 1);
  const std::string broken = queued(staff_);
  std::filesystem::remove_all(directory_.path() / "exports");
  for (int attempt = 1; attempt <= job.attempts; ++attempt) {
    EXPECT_EQ(state(staff_, broken).at("state"), attempt == 1 ? "queued" : "running");
    EXPECT_THROW(job.run(broken, clock_.now()), std::runtime_error);
  }
  EXPECT_EQ(state(staff_, broken).at("state"), "failed");
}

TEST_P(Exported, a_run_that_was_overtaken_leaves_the_later_ones_file) {
  rows_ = 1'000;
  const std::string id = queued(staff_);
  bool overtaken = false;
  std::vector<Table> tables{numbers("numbers")};
  tables.front().write = [&, write = tables.front().write](
                             const Question& question, const Target& target,
                             const Progress& progress) -> base::Result<std::int64_t> {
    if (!std::exchange(overtaken, true)) exports_.jobs().at(1).run(id, clock_.now());
    return write(question, target, progress);
  };
  const Exports slow(database(), std::move(tables), settings_, clock_, crypto::system_random(),
                     directory_.path() / "exports");
  slow.jobs().front().run(id, clock_.now());
  EXPECT_EQ(heard_.size(), 2);
  EXPECT_EQ(state(staff_, id).at("state"), "done");
  EXPECT_EQ(std::ranges::count(file_of(exports_.file(with_id(id), staff_)), '\n'), 1'001);
  EXPECT_EQ(database::testing::rows_of(database(), "export_chunk"), 1);
  EXPECT_TRUE(no_file_is_left());
}

TEST_P(Exported, five_at_once_are_enough_for_one_person) {
  rows_ = 4;
  for (int i = 0; i < 5; ++i) queued(staff_, {}, i % 2 == 0 ? "letters" : "numbers");
  const auto sixth = ask(staff_);
  ASSERT_FALSE(sixth.has_value());
  EXPECT_EQ(sixth.error().code, "exports.too_many");
  EXPECT_EQ(sixth.error().kind, base::ErrorKind::too_many);
  queued(provider_);
}

TEST_P(Exported, files_are_gone_after_a_day) {
  rows_ = 4;
  const std::string id = queued(staff_);
  runner_.run_due();
  const jobs::Recurring purge = exports_.purge();
  EXPECT_FALSE(purge.run(clock_.now() + std::chrono::hours(24)));
  EXPECT_EQ(state(staff_, id).at("state"), "done");
  EXPECT_FALSE(purge.run(clock_.now() + std::chrono::hours(25)));
  EXPECT_EQ(exports_.state(with_id(id), staff_).error().code, "not_found");
  EXPECT_EQ(database::testing::rows_of(database(), "export_chunk"), 0);
}

}  // namespace
}  // namespace exports
