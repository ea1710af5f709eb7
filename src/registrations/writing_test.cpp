// What the provider's directory is asked for by the calls that change registrations.

#include "registrations/writing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registrations/channel_testing.hpp"
#include "registrations/directory_testing.hpp"

namespace registrations {
namespace {

using testing::AskedDirectory;
using testing::Channel;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

http::Request post(const std::string& body, const std::string& id = {},
                   const std::string& key = {}) {
  http::Request request;
  request.method = http::Method::post;
  request.path = "/api/v1/" + (id.empty() ? "registrations" : "approvals/" + id);
  request.headers.emplace_back("content-type", "application/json");
  if (!key.empty()) request.headers.emplace_back("idempotency-key", key);
  if (!id.empty()) request.path_parameters.emplace_back("id", id);
  request.body = body;
  return request;
}

std::string rows(int count, const std::string& more = {}) {
  std::string body = R"({"items":[)";
  for (int i = 0; i < count; ++i)
    body += fmt::format(R"({}{{"email":"khach{}@x.example"}})", i == 0 ? "" : ",", i);
  return body + "]" + more + "}";
}

class WritingCalls : public database::testing::StoreTest {
 protected:
  base::RegistrationId waiting(const std::string& email) {
    return channel_.add(partner_, {.email = email, .status = Status::pending_provider});
  }
  Status status_of(const base::RegistrationId& id) { return channel_.get(id).status; }

  Channel channel_{database()};
  AskedDirectory directory_;
  clock_source::ManualClock clock_{Channel::start() + std::chrono::hours{1}};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  identity::Actor sales_ = channel_.staff_of(partner_);
  identity::Actor approver_ = channel_.provider();
  Writing calls_{database(), channel_.installation(), directory_, clock_, crypto::system_random()};
};

INSTANTIATE_TEST_SUITE_P(Engines, WritingCalls, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(WritingCalls, rejecting_needs_no_directory) {
  directory_.is_down = true;
  const auto one = waiting("a@x.example");
  const auto two = waiting("b@x.example");
  const auto rejected = calls_.reject(post(R"({"reason":"Sai"})", one.text()), approver_);
  ASSERT_TRUE(rejected.has_value()) << rejected.error().code;
  EXPECT_EQ(rejected->status, 200);
  const auto several =
      calls_.reject_several(post(R"({"ids":[")" + two.text() + R"("],"reason":"Sai"})"), approver_);
  ASSERT_TRUE(several.has_value()) << several.error().code;
  EXPECT_THAT(several->body, HasSubstr(R"("outcome":"rejected")"));
  EXPECT_EQ(status_of(one), Status::rejected);
  EXPECT_EQ(status_of(two), Status::rejected);
  EXPECT_THAT(directory_.asked, IsEmpty());
}

TEST_P(WritingCalls, approving_asks_for_what_can_be_approved_and_not_while_the_directory_is_down) {
  const auto open = waiting("a@x.example");
  const auto early = channel_.add(partner_, {.email = "b@x.example"});
  const auto late = calls_.approve(post("{}", early.text()), approver_);
  ASSERT_TRUE(late.has_value());
  EXPECT_EQ(late->status, 409);
  EXPECT_THAT(directory_.asked, IsEmpty());
  directory_.is_down = true;
  const auto down = calls_.approve(post("{}", open.text()), approver_);
  ASSERT_FALSE(down.has_value());
  EXPECT_EQ(down.error().code, "accounts.directory_unavailable");
  EXPECT_THAT(directory_.asked, ElementsAre("a@x.example"));
  EXPECT_EQ(status_of(open), Status::pending_provider);
}

TEST_P(WritingCalls, the_same_key_gets_its_answer_though_the_directory_is_down) {
  const auto first = calls_.add(post(rows(2), {}, "k1"), sales_);
  ASSERT_TRUE(first.has_value());
  directory_.is_down = true;
  directory_.asked.clear();
  const auto again = calls_.add(post(rows(2), {}, "k1"), sales_);
  ASSERT_TRUE(again.has_value()) << again.error().code;
  EXPECT_EQ(again->body, first->body);
  const auto other = calls_.add(post(rows(1), {}, "k1"), sales_);
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().code, "idempotency_key_reused");
  EXPECT_THAT(directory_.asked, IsEmpty());
  EXPECT_EQ(calls_.add(post(rows(2), {}, "k2"), sales_).error().code,
            "accounts.directory_unavailable");
}

TEST_P(WritingCalls, rows_over_the_limit_of_checks_are_not_asked_for) {
  channel_.settings().checks_per_day = 3;
  const auto check = [&](int count) {
    directory_.asked.clear();
    return calls_.add(post(rows(count, R"(,"dry_run":true)")), sales_)->body;
  };
  EXPECT_THAT(check(2), ::testing::Not(HasSubstr("check_limit_reached")));
  EXPECT_THAT(directory_.asked, SizeIs(2));
  EXPECT_THAT(check(5), HasSubstr("check_limit_reached"));
  EXPECT_THAT(directory_.asked, ElementsAre("khach0@x.example"));
  check(5);
  EXPECT_THAT(directory_.asked, IsEmpty());
  EXPECT_THAT(calls_.add(post(rows(2)), sales_)->body, HasSubstr("check_limit_reached"));
  EXPECT_THAT(directory_.asked, IsEmpty());
  directory_.is_down = true;
  EXPECT_TRUE(calls_.add(post(rows(2)), sales_).has_value());
  clock_.advance(std::chrono::days{1});
  directory_.is_down = false;
  (void)calls_.add(post(rows(5)), sales_);
  EXPECT_THAT(directory_.asked, SizeIs(5));
}

TEST_P(WritingCalls, addresses_unknown_to_the_provider_use_the_directory_up_sooner) {
  channel_.settings().unknown_per_day = 1;
  (void)calls_.add(post(rows(2)), sales_);
  directory_.asked.clear();
  (void)calls_.add(post(rows(2)), sales_);
  EXPECT_THAT(directory_.asked, IsEmpty());
}

TEST_P(WritingCalls, a_suspended_partners_approval_speaks_to_the_provider) {
  const auto id = waiting("a@x.example");
  const database::testing::Sql suspend(
      "UPDATE organization SET suspended_at_us = 1 WHERE id = :id");
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
    transaction.execute(suspend, {{"id", partner_}});
    return {};
  }));
  auto request = post("{}", id.text());
  request.language = i18n::Language::en;
  const auto refused = calls_.approve(request, approver_);
  ASSERT_TRUE(refused.has_value());
  EXPECT_EQ(refused->status, 409);
  EXPECT_THAT(refused->body, HasSubstr(R"("code":"registrations.partner_suspended")"));
  EXPECT_THAT(refused->body, HasSubstr("This partner is suspended"));
}

}  // namespace
}  // namespace registrations
