#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/sign_ins.hpp"
#include "identity/testing.hpp"

namespace identity {
namespace {

using http::Method;
using std::chrono::days;
using std::chrono::minutes;
using testing::Browser;

class IdentityOwnSessions : public testing::IdentityTest {
 protected:
  base::UserId id = person("an@a.example", {Role::auditor});

  using Verb = Handlers::Answer (Handlers::*)(const http::Request&, const Actor&) const;
  boost::json::object list(const Browser& browser, Verb verb, http::Fields query = {}) {
    auto made = request(browser, Method::get);
    made.query = std::move(query);
    const auto answer = (handlers.*verb)(made, actor(browser).value());
    EXPECT_TRUE(answer.has_value()) << answer.error().code;
    return answer ? boost::json::parse(answer->body).as_object() : boost::json::object{};
  }
  boost::json::object sessions(const Browser& browser, http::Fields query = {}) {
    return list(browser, &Handlers::list_sessions, std::move(query));
  }
  boost::json::object sign_ins(const Browser& browser, http::Fields query = {}) {
    return list(browser, &Handlers::list_sign_ins, std::move(query));
  }
  std::vector<std::string> outcomes(const Browser& browser) {
    std::vector<std::string> found;
    const auto page = sign_ins(browser);
    for (const auto& row : page.at("data").as_array())
      found.emplace_back(row.at("outcome").as_string());
    return found;
  }
  Browser from(const std::string& address, const std::string& user_agent) {
    auto made = request(Method::post, {{"email", "an@a.example"}, {"password", testing::password}});
    made.client_address = address;
    made.headers.emplace_back("user-agent", user_agent);
    const auto answer = handlers.sign_in(made);
    EXPECT_TRUE(answer.has_value());
    return browser_with(*answer);
  }
  Handlers::Answer end(const Browser& browser, const std::string& session) {
    return handlers.end_session(with_id(request(browser, Method::del), session),
                                actor(browser).value());
  }
  static std::string id_in(const boost::json::object& page, std::size_t index) {
    return std::string(page.at("data").at(index).at("id").as_string());
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityOwnSessions, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentityOwnSessions, are_listed_last_seen_first_without_those_that_ended) {
  const auto idle = from("198.51.100.1", "Old");
  clock.advance(minutes(61));
  const auto desk = from("198.51.100.2", "Desk");
  clock.advance(minutes(2));
  const auto phone = from("198.51.100.3", "Phone");
  clock.advance(minutes(2));
  ASSERT_TRUE(actor(desk));
  const auto page = sessions(desk);
  EXPECT_EQ(page.at("total"), 2);
  EXPECT_EQ(page.at("data").at(0).at("user_agent"), "Desk");
  EXPECT_EQ(page.at("data").at(0).at("current"), true);
  EXPECT_EQ(page.at("data").at(1).at("address"), "198.51.100.3");
  EXPECT_EQ(page.at("data").at(1).at("current"), false);
  const auto first = sessions(desk, {{"limit", "1"}});
  const std::string cursor(first.at("next_cursor").as_string());
  EXPECT_EQ(id_in(sessions(desk, {{"limit", "1"}, {"cursor", cursor}}), 0), id_in(page, 1));

  person("b@a.example", {Role::auditor});
  const auto other = signed_in("b@a.example");
  EXPECT_EQ(sessions(other).at("total"), 1);
  auto carried = request(other, Method::get);
  carried.query = {{"limit", "1"}, {"cursor", cursor}};
  EXPECT_EQ(handlers.list_sessions(carried, actor(other).value()).error().code, "invalid_cursor");
}

TEST_P(IdentityOwnSessions, end_one_by_one_or_all_but_this_one) {
  const auto mine = from("198.51.100.1", "Mine");
  const auto second = from("198.51.100.2", "Second");
  const auto third = from("198.51.100.3", "Third");
  person("b@a.example", {Role::auditor});
  const auto other = signed_in("b@a.example");
  const auto foreign = id_in(sessions(other), 0);
  EXPECT_EQ(end(mine, foreign).error().kind, base::ErrorKind::not_found);
  EXPECT_EQ(end(mine, "nonsense").error().kind, base::ErrorKind::not_found);
  const auto theirs = actor(second)->session->text();
  EXPECT_EQ(end(mine, theirs)->status, 204);
  EXPECT_FALSE(actor(second));
  EXPECT_EQ(end(mine, theirs).error().kind, base::ErrorKind::not_found);
  const auto rows = audit_rows();
  EXPECT_TRUE(handlers.end_other_sessions(request(mine, Method::del), actor(mine).value()));
  EXPECT_EQ(audit_rows(), rows + 1);
  EXPECT_FALSE(actor(third));
  EXPECT_TRUE(actor(mine));
  EXPECT_TRUE(actor(other));
}

TEST_P(IdentityOwnSessions, tries_to_sign_in_are_told_to_whoever_has_the_address) {
  ASSERT_FALSE(sign_in("AN@a.example", "not the right one", "198.51.100.7"));
  const auto browser = from("198.51.100.8", "Desk");
  ASSERT_FALSE(sign_in("nobody@a.example", "not the right one"));
  EXPECT_THAT(outcomes(browser), ::testing::ElementsAre("signed_in", "wrong_password"));
  const auto page = sign_ins(browser);
  EXPECT_EQ(page.at("data").at(0).at("user_agent"), "Desk");
  EXPECT_EQ(page.at("data").at(1).at("address"), "198.51.100.7");
  EXPECT_EQ(page.at("total"), 2);
  EXPECT_EQ(page.at("total_is_exact"), true);
  const auto first = sign_ins(browser, {{"limit", "1"}});
  const auto second = sign_ins(
      browser, {{"limit", "1"}, {"cursor", std::string(first.at("next_cursor").as_string())}});
  EXPECT_EQ(second.at("data").at(0).at("outcome"), "wrong_password");
  EXPECT_TRUE(second.at("next_cursor").is_null());
  EXPECT_EQ(database::testing::rows_of(database(), "sign_in"), 3)
      << "the address that is nobody's is kept as well";
}

TEST_P(IdentityOwnSessions, tries_that_were_not_judged_are_not_listed) {
  for (int i = 0; i < 20; ++i) ASSERT_FALSE(sign_in("an@a.example", "not the right one"));
  EXPECT_EQ(database::testing::rows_of(database(), "sign_in"),
            surroundings.settings.tries_per_person);
}

TEST_P(IdentityOwnSessions, tries_are_never_changed_and_forgotten_in_batches) {
  for (int i = 0; i < 3; ++i) ASSERT_FALSE(sign_in("nobody@a.example", "not the right one"));
  static const database::testing::Sql change("UPDATE sign_in SET outcome = 'signed_in'");
  const auto refused = database().write([&](database::Transaction& transaction) -> base::Result<> {
    const auto done = transaction.attempt(change, {});
    EXPECT_EQ(done ? std::string("done") : done.error().constraint, "sign_in_append_only");
    return base::fail(base::ErrorKind::conflict, "refused");
  });
  EXPECT_FALSE(refused);
  clock.advance(days(180));
  ASSERT_FALSE(sign_in("nobody@a.example", "not the right one"));
  clock.advance(minutes(1));
  const auto forget = [&] {
    return database()
        .write([&](database::Transaction& transaction) -> base::Result<std::int64_t> {
          return forget_sign_ins(transaction, clock.now() - days(180), 2);
        })
        .value();
  };
  EXPECT_EQ(forget(), 2);
  EXPECT_EQ(forget(), 1);
  EXPECT_EQ(forget(), 0);
  EXPECT_EQ(database::testing::rows_of(database(), "sign_in"), 1);
}

TEST_P(IdentityOwnSessions, a_program_has_none) {
  Actor program;
  program.audience = Audience::provider;
  program.roles = {Role::auditor};
  for (const Verb verb :
       {&Handlers::list_sessions, &Handlers::end_other_sessions, &Handlers::end_session,
        &Handlers::list_sign_ins, &Handlers::second_factor, &Handlers::begin_second_factor,
        &Handlers::confirm_second_factor, &Handlers::renew_recovery_codes,
        &Handlers::remove_second_factor})
    EXPECT_EQ((handlers.*verb)(request(Method::get), program).error().code, "identity.no_person");
}

}  // namespace
}  // namespace identity
