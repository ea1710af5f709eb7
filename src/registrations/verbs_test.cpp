#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "embedded/registrations_queries.hpp"
#include "registrations/channel_testing.hpp"
#include "registrations/reading.hpp"
#include "registrations/step.hpp"

namespace registrations {
namespace {

using testing::Channel;
using ::testing::ElementsAre;
using testing::get;
using Outcome = AddResult::Outcome;

class Verbs : public database::testing::StoreTest {
 protected:
  Verbs() { channel_.settings().checks_per_day = 3; }

  crypto::Fresh fresh() const { return {now_, crypto::system_random()}; }

  std::vector<AddResult> check(const std::vector<std::string>& emails) {
    std::vector<NewRegistration> rows;
    for (const auto& email : emails)
      rows.push_back({.email = base::Email::parse(email).value(),
                      .friendly_name = std::nullopt,
                      .role = "Đối tác"});
    const auto results = database().write([&](database::Transaction& transaction) {
      crypto::Fresh drawn = fresh();
      return add(transaction, channel_.installation(), staff_, rows, Mode::check, drawn);
    });
    EXPECT_TRUE(results.has_value());
    return results.value_or(std::vector<AddResult>());
  }

  base::Result<Registration> rename_to(const base::RegistrationId& id, const std::string& name) {
    return database().write([&](database::Transaction& transaction) -> base::Result<Registration> {
      crypto::Fresh drawn = fresh();
      auto found = TRY(find(transaction, staff_.scope(), id));
      return rename(transaction, channel_.installation(), staff_, std::move(found),
                    {.friendly_name = name, .role = std::nullopt, .owner = std::nullopt}, drawn);
    });
  }

  base::Instant now_ = Channel::start();
  Channel channel_{database()};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  base::PartnerId other_ = channel_.add_partner("Hạ Long");
  identity::Actor staff_ = channel_.staff_of(partner_);
};

INSTANTIATE_TEST_SUITE_P(Engines, Verbs, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Verbs, checks_that_send_nothing_are_counted_until_the_day_is_over) {
  const auto first = check({"a@x.example", "b@x.example", "c@x.example", "d@x.example"});
  ASSERT_EQ(first.size(), 4U);
  for (int i = 0; i < 3; ++i)
    EXPECT_THAT(first[static_cast<std::size_t>(i)].reasons, ElementsAre(Rule::account_not_found));
  EXPECT_THAT(first[3].reasons, ElementsAre(Rule::check_limit_reached));
  EXPECT_THAT(check({"a@x.example"}).at(0).reasons, ElementsAre(Rule::check_limit_reached));
  now_ += std::chrono::days{1};
  EXPECT_THAT(check({"a@x.example"}).at(0).reasons, ElementsAre(Rule::account_not_found));
}

TEST_P(Verbs, addresses_unknown_to_the_provider_have_a_smaller_limit) {
  channel_.settings().checks_per_day = 100;
  channel_.settings().unknown_per_day = 2;
  const auto results = check({"a@x.example", "b@x.example", "c@x.example"});
  EXPECT_THAT(results.at(1).reasons, ElementsAre(Rule::account_not_found));
  EXPECT_THAT(results.at(2).reasons, ElementsAre(Rule::check_limit_reached));
}

TEST_P(Verbs, an_account_that_took_over_an_address_is_not_the_one_asked_for) {
  const Registration asked = channel_.get(channel_.add(partner_, {.email = "a@x.example"}));
  Case question{.partner = partner_,
                .email = base::Email::stored(asked.email),
                .judged = asked.id,
                .account = asked.account_id,
                .occasion = "agree"};
  const auto failed = [&] {
    return database().read([&](database::Snapshot& snapshot) {
      return judge_now(snapshot, channel_.installation(), question, now_).failed;
    });
  };
  EXPECT_THAT(failed(), ::testing::IsEmpty());
  question.account = channel_.get(channel_.add(partner_, {.email = "b@x.example"})).account_id;
  EXPECT_THAT(failed(), ElementsAre(Rule::account_not_found));
}

TEST_P(Verbs, a_new_name_is_found_and_the_old_one_is_not) {
  const auto id = channel_.add(partner_, {.email = "a@x.example", .friendly_name = "Tên cũ"});
  const auto renamed = rename_to(id, "Đại Dương");
  ASSERT_TRUE(renamed.has_value());
  EXPECT_EQ(renamed->friendly_name, "Đại Dương");
  const database::testing::TemporaryDirectory folder;
  const clock_source::ManualClock clock(now_);
  const exports::Settings settings;
  const exports::Exports exports(database(), {}, settings, clock, crypto::system_random(),
                                 folder.path());
  const auto directory = accounts::local_directory();
  const Reading reading(database(), channel_.installation(), *directory, clock, exports);
  EXPECT_NE(reading.list(get({{"q", "dai duong"}}), staff_)->body.find(id.text()),
            std::string::npos);
  EXPECT_EQ(reading.list(get({{"q", "cu"}}), staff_)->body.find(id.text()), std::string::npos);
  for (const auto& reader : {staff_, channel_.provider()}) {
    const auto page =
        reading.list(get({{"status", "pending_customer"}, {"sort", "registered_at"}}), reader);
    ASSERT_TRUE(page.has_value());
    EXPECT_NE(page->body.find(id.text()), std::string::npos);
  }
}

TEST_P(Verbs, a_strangers_registration_is_not_there) {
  const auto id = channel_.add(other_, {.email = "a@x.example"});
  const auto renamed = rename_to(id, "Của tôi");
  ASSERT_FALSE(renamed.has_value());
  EXPECT_EQ(renamed.error().code, "not_found");
}

TEST_P(Verbs, a_request_whose_time_is_over_is_expired_before_the_job_ran) {
  const auto id = channel_.add(partner_, {.email = "a@x.example"});
  now_ += std::chrono::days{30};
  const auto renamed = rename_to(id, "Muộn");
  ASSERT_FALSE(renamed.has_value());
  EXPECT_EQ(renamed.error().code, "registrations.wrong_state");
  EXPECT_EQ(renamed.error().values.front().second, "expired");
}

TEST_P(Verbs, what_happened_can_be_neither_changed_nor_removed) {
  const auto id = channel_.add(partner_, {.email = "a@x.example"});
  const auto run = [&](const std::string& text) {
    const database::testing::Sql sql(text);
    std::string violated;
    (void)database().write([&](database::Transaction& transaction) -> base::Result<> {
      const auto done = transaction.attempt(sql, {});
      if (done) return {};
      violated = done.error().constraint;
      return base::fail(base::ErrorKind::conflict, "refused");
    });
    return violated;
  };
  const std::string of = "'" + id.text() + "'";
  for (const std::string& insert :
       {"INSERT INTO registration_history (registration_id, sequence, at_us, event, to_status, "
        "origin_kind, origin_id, origin_name, origin_address) VALUES (" +
            of + ", 9, 1, 'end', 'ended', 'system', '', '', '')",
        "INSERT INTO eligibility_check (id, partner_id, email, occasion, at_us, failed_rules) "
        "VALUES (" +
            of + ", 'p', 'a', 'check', 1, '')",
        "INSERT INTO consent_receipt (id, registration_id, agreed_at_us, text_version, language, "
        "address, statement, hash) VALUES ('r', " +
            of + ", 1, '1', 'vi', '', '', '')"})
    EXPECT_EQ(run(insert), "");
  for (const auto& [table, column] :
       std::map<std::string, std::string>{{"registration_history", "at_us"},
                                          {"eligibility_check", "at_us"},
                                          {"consent_receipt", "agreed_at_us"}}) {
    EXPECT_EQ(run(fmt::format("UPDATE {} SET {} = 2", table, column)), table + "_append_only");
    EXPECT_EQ(run("DELETE FROM " + table), table + "_append_only");
  }
}

/// SQLite has no statistics here and would rather read every waiting request of the channel, inside
/// the one writer, every few seconds.
TEST(Sweeps, find_what_is_due_by_an_index_of_it) {
  database::testing::FreshDatabase fresh(database::Engine::sqlite);
  for (const auto& [query, index] :
       {std::pair{&queries::list_due_to_expire, "registration_by_expiry"},
        {&queries::list_due_to_remind, "registration_by_expiry"},
        {&queries::list_overdue, "registration_by_due"}}) {
    const std::string text = "EXPLAIN QUERY PLAN " + std::string(query->sqlite);
    const database::Query explained{"", text, "", query->parameters};
    std::vector<database::Parameter> anything;
    for (const std::string_view name : query->parameters) anything.push_back({name, 1});
    const auto steps = fresh.database().read([&](database::Snapshot& snapshot) {
      return snapshot.all(explained, anything,
                          [](const database::Row& row) { return std::string(row.text("detail")); });
    });
    ASSERT_EQ(steps.size(), 1U) << text;
    EXPECT_THAT(steps.front(), ::testing::HasSubstr(index));
  }
}

}  // namespace
}  // namespace registrations
