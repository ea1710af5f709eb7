#include "app/demo/demo.hpp"

#include <sys/stat.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "accounts/testing.hpp"
#include "identity/links.hpp"
#include "notifications/notifications.hpp"
#include "platform/database/testing.hpp"

namespace app {
namespace {

using database::testing::Sql;

class DemoTest : public database::testing::StoreTest {
 protected:
  DemoTest() {
    settings_.base_url = "http://127.0.0.1:8080";
    settings_.provider_name = "Provider";
    settings_.sign_up_url = "https://provider.example/signup";
  }

  DemoWorld world() {
    return {database(),
            clock_,
            crypto::system_random(),
            hasher_,
            {settings_, catalog_, key_, registrations::text_version(catalog_, settings_)},
            directory_.path()};
  }
  std::vector<std::string> column(const Sql& sql) {
    return database().read([&](database::Snapshot& snapshot) {
      return snapshot.all(sql, {},
                          [](const database::Row& row) { return std::string(row.text("found")); });
    });
  }
  std::string refusal(Demo demo) {
    std::ostringstream out;
    try {
      prepare_demo(world(), demo, out);
      return "";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  std::filesystem::path credentials() const { return directory_.path() / "demo-credentials.json"; }
  boost::json::array users() const {
    std::ifstream file(credentials());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return boost::json::parse(text).at("users").as_array();
  }

  clock_source::ManualClock clock_{accounts::testing::at(0)};
  crypto::PasswordHasher hasher_{{.memory_mib = 19, .passes = 2}};
  crypto::SecretKey key_ = crypto::SecretKey::from_bytes({});
  i18n::Catalog catalog_{base::Values{{"provider", "Provider"}}};
  registrations::Settings settings_;
  database::testing::TemporaryDirectory directory_;
};

INSTANTIATE_TEST_SUITE_P(Engines, DemoTest, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(DemoTest, fills_an_empty_database_with_registrations_in_every_state) {
  EXPECT_EQ(demo_state(database()), DemoState::empty);
  const auto filled = fill_demo(world());
  ASSERT_TRUE(filled) << filled.error().code;
  EXPECT_EQ(demo_state(database()), DemoState::demo);
  const Sql states("SELECT DISTINCT status AS found FROM registration ORDER BY status");
  EXPECT_EQ(column(states), (std::vector<std::string>{"confirmed", "declined", "ended", "expired",
                                                      "pending_customer", "pending_provider",
                                                      "rejected", "superseded", "withdrawn"}));
  const Sql voided("SELECT email AS found FROM registration WHERE consent_wrong_codes >= 5");
  EXPECT_EQ(column(voided).size(), 1U);
  const Sql unmet(
      "SELECT status AS found FROM registration WHERE unmet_rules <> '' ORDER BY status");
  EXPECT_EQ(column(unmet), (std::vector<std::string>{"pending_customer", "pending_provider"}));
  EXPECT_EQ(database::testing::rows_of(database(), "partner"), 3);
  EXPECT_GE(database::testing::rows_of(database(), "account"), 80);
}

TEST_P(DemoTest, its_outbox_shows_whole_mails_with_links) {
  ASSERT_TRUE(fill_demo(world()));
  notifications::Settings mails;
  mails.base_url = settings_.base_url;
  mails.demo = true;
  const notifications::Outbox outbox(database(), catalog_, key_, mails);
  const auto shown = database().read(
      [&](database::Snapshot& snapshot) { return outbox.list(snapshot, {}, std::nullopt, 1000); });
  EXPECT_GT(shown.size(), 100U);
  std::size_t links = 0;
  for (const auto& mail : shown) {
    EXPECT_FALSE(mail.subject.empty()) << mail.template_name;
    EXPECT_EQ(mail.text.find("{{"), std::string::npos) << mail.template_name;
    EXPECT_NE(mail.state, notifications::State::failed) << mail.template_name;
    links += mail.text.find("http://127.0.0.1:8080/consent/reg_") != std::string::npos ? 1U : 0U;
  }
  EXPECT_GT(links, 20U);
}

TEST_P(DemoTest, somebody_with_every_role_can_sign_in) {
  ASSERT_TRUE(fill_demo(world()));
  std::set<std::string> roles;
  for (const auto& user : users()) {
    const auto& fields = user.as_object();
    const std::string side(fields.at("audience").as_string());
    for (const auto& role : fields.at("roles").as_array())
      roles.insert(side + " " + std::string(role.as_string()));
    EXPECT_EQ(fields.at("partner").is_null(), side == "provider");
    const auto email = base::Email::parse(std::string_view(fields.at("email").as_string()));
    const auto known = database().read(
        [&](database::Snapshot& snapshot) { return identity::find_credentials(snapshot, *email); });
    ASSERT_TRUE(known) << email->text();
    EXPECT_EQ(
        hasher_.verify(known->password_hash, std::string_view(fields.at("password").as_string())),
        crypto::PasswordHasher::Verdict::right);
  }
  EXPECT_EQ(roles,
            (std::set<std::string>{"partner partner_admin", "partner sales", "partner finance",
                                   "partner viewer", "provider provider_admin", "provider approver",
                                   "provider finance", "provider auditor"}));
}

TEST_P(DemoTest, the_passwords_are_for_their_owner_only) {
  ASSERT_TRUE(fill_demo(world()));
  struct stat found{};
  ASSERT_EQ(::stat(credentials().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_P(DemoTest, every_rule_has_an_account_that_fails_it_and_many_fail_none) {
  ASSERT_TRUE(fill_demo(world()));
  const auto count = [&](const std::string& condition) {
    const Sql sql("SELECT email AS found FROM account WHERE " + condition);
    return column(sql).size();
  };
  const std::string fine =
      "verified AND credit_balance_minor = 0 AND credit_held_minor = 0 AND "
      "credit_advance_minor = 0 AND services_in_use = 0 AND NOT provider_discount AND NOT in_poc "
      "AND payment_type = 'prepaid'";
  EXPECT_GE(count(fine + " AND id NOT IN (SELECT account_id FROM registration)"), 15U);
  EXPECT_GE(count(fine + " AND provider_customer"), 1U);
  for (const auto* failing :
       {"NOT verified", "credit_balance_minor > 0", "credit_balance_minor < 0",
        "credit_held_minor > 0", "credit_advance_minor > 0", "services_in_use > 0",
        "provider_discount", "in_poc", "payment_type = 'postpaid'",
        "email IN (SELECT email FROM partner_service_account)"})
    EXPECT_GE(count(failing), 1U) << failing;
}

TEST_P(DemoTest, a_demo_is_filled_once_and_served_as_a_demo_only) {
  std::ostringstream out;
  prepare_demo(world(), Demo::wanted, out);
  const std::string password(users().at(0).at("password").as_string());
  EXPECT_NE(out.str().find(password), std::string::npos);
  const auto people = database::testing::rows_of(database(), "person");
  std::ostringstream again;
  prepare_demo(world(), Demo::wanted, again);
  EXPECT_EQ(again.str().find(password), std::string::npos);
  EXPECT_EQ(database::testing::rows_of(database(), "person"), people);
  EXPECT_NE(refusal(Demo::unwanted).find("--demo"), std::string::npos);
}

TEST_P(DemoTest, a_database_with_data_is_no_demo) {
  ASSERT_TRUE(accounts::testing::put_now(database(), {accounts::testing::eligible("a@x.example")},
                                         clock_.now()));
  EXPECT_EQ(refusal(Demo::unwanted), "");
  EXPECT_NE(refusal(Demo::wanted).find("did not make"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(credentials()));
  EXPECT_EQ(database::testing::rows_of(database(), "person"), 0);
}

TEST_P(DemoTest, other_settings_do_not_stop_it) {
  settings_.existing_customer = registrations::ExistingCustomer::refuse;
  settings_.valid_days = 3;
  settings_.sla_working_days = 0;
  settings_.checks_per_day = 0;
  settings_.roles = {"Đại lý", "Đối tác"};
  const auto filled = fill_demo(world());
  EXPECT_TRUE(filled) << filled.error().code;
}

}  // namespace
}  // namespace app
