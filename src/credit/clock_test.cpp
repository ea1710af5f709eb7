// What the clock does: alerts and the comparison with the directory.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "credit/comparison.hpp"
#include "credit/reading.hpp"
#include "credit/testing.hpp"
#include "notifications/notifications.hpp"

namespace credit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CreditClock : public testing::CreditTest {
 protected:
  CreditClock() {
    given({.kind = Kind::grant, .wallet = wallet, .amount_minor = 1'000'000, .reference = "FT1"});
    given({.kind = Kind::top_up, .wallet = customer, .amount_minor = 100'000});
  }
  int alerts() {
    clock.advance(std::chrono::milliseconds{1});
    return write([&](database::Transaction& transaction) -> base::Result<int> {
             crypto::Fresh drawn = fresh();
             return alert_due(transaction, installation, drawn, 10);
           })
        .value();
  }
  void spend(std::int64_t amount) {
    given({.kind = Kind::purchase,
           .wallet = customer,
           .amount_minor = amount,
           .reference = "O" + std::to_string(++orders_)});
  }
  std::vector<std::string> subjects_to(const std::string& recipient) {
    const notifications::Outbox outbox(database(), catalog, key,
                                       {.base_url = "http://localhost",
                                        .from_name = "Portal",
                                        .from_address = "portal@example.vn",
                                        .reply_to = "",
                                        .server = std::nullopt,
                                        .demo = true});
    std::vector<std::string> subjects;
    for (const auto& mail : database().read([&](database::Snapshot& snapshot) {
           return outbox.list(snapshot, {.recipient = recipient, .state = std::nullopt},
                              std::nullopt, 10);
         }))
      subjects.push_back(mail.subject);
    return subjects;
  }
  void compare() { compare_with_directory(database(), installation, *directory_, clock.now()); }
  boost::json::object differences() {
    return body_of(
        Reading(database(), installation, clock).differences(request(http::Method::get), boss));
  }

 private:
  int orders_ = 0;
  std::unique_ptr<accounts::Directory> directory_ = accounts::local_directory();
};
INSTANTIATE_TEST_SUITE_P(Engines, CreditClock, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(CreditClock, tells_nobody_of_a_wallet_that_is_well_filled) {
  EXPECT_EQ(alerts(), 0);
}

TEST_P(CreditClock, tells_once_a_day_that_credit_runs_out) {
  spend(60'000);
  EXPECT_EQ(alerts(), 1);
  EXPECT_EQ(alerts(), 0);
  EXPECT_THAT(subjects_to("khach@example.vn"), ElementsAre(HasSubstr("khoảng 4 ngày")));
  clock.advance(std::chrono::days{1});
  EXPECT_EQ(alerts(), 1);
  EXPECT_EQ(subjects_to("khach@example.vn").size(), 2U);
}

TEST_P(CreditClock, tells_of_level_zero_and_arrears_each_on_its_own) {
  settings.alert_days_left = 0;
  spend(60'000);
  EXPECT_EQ(alerts(), 0);
  static const database::testing::Sql level(
      "INSERT INTO credit_alert_level (partner_id, account_id, level_minor, version) "
      "SELECT partner_id, account_id, 50000, 1 FROM customer");
  ASSERT_TRUE(write([](database::Transaction& transaction) -> base::Result<> {
    transaction.execute(level, {});
    return {};
  }));
  EXPECT_EQ(alerts(), 1);
  spend(40'000);
  EXPECT_EQ(alerts(), 1);
  spend(1);
  EXPECT_EQ(alerts(), 1);
  EXPECT_EQ(alerts(), 0);
  EXPECT_THAT(subjects_to("khach@example.vn"),
              ElementsAre(HasSubstr("còn nợ"), HasSubstr("đã hết"), HasSubstr("mức cảnh báo")));
}

TEST_P(CreditClock, leaves_wallets_alone_that_nothing_moves_in_and_those_who_left) {
  spend(100'000);
  clock.advance(std::chrono::days{settings.alert_repeat_days + 1});
  EXPECT_EQ(alerts(), 0);
  spend(1);
  end_customer(account, registration);
  EXPECT_EQ(alerts(), 0);
}

TEST_P(CreditClock, compares_with_the_directory_once_a_day) {
  EXPECT_TRUE(differences().at("day").is_null());
  const auto told = add_account("dung@example.vn", 5'000);
  make_customer(partner, told);
  given({.kind = Kind::top_up, .wallet = {partner, told}, .amount_minor = 5'000});
  compare();
  const auto found = differences();
  EXPECT_EQ(found.at("compared").as_int64(), 2);
  ASSERT_EQ(found.at("data").as_array().size(), 1U);
  const auto& row = found.at("data").at(0).as_object();
  EXPECT_EQ(row.at("account").at("email").as_string(), "khach@example.vn");
  EXPECT_EQ(row.at("ledger").at("amount").as_int64(), 100'000);
  EXPECT_EQ(row.at("directory").at("amount").as_int64(), 0);
  EXPECT_EQ(row.at("difference").at("amount").as_int64(), -100'000);
  spend(10);
  compare();
  EXPECT_EQ(differences().at("data").at(0).at("ledger").at("amount").as_int64(), 100'000);
}

TEST_P(CreditClock, waits_for_the_hour) {
  settings.compare_hour = 23;
  compare();
  EXPECT_TRUE(differences().at("day").is_null());
}

TEST_P(CreditClock, knows_an_accounts_credit_with_all_its_partners) {
  end_customer(account, registration);
  make_customer(other, account);
  given({.kind = Kind::grant, .wallet = {other}, .amount_minor = 50, .reference = "F"});
  given({.kind = Kind::top_up, .wallet = {other, account}, .amount_minor = 50});
  const auto all = database().read(
      [&](database::Snapshot& snapshot) { return balance_of_account(snapshot, account, "VND"); });
  EXPECT_EQ(all, (Balance{100'050, 0}));
}

}  // namespace
}  // namespace credit
