#include "registrations/consent_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registrations/channel_testing.hpp"
#include "registrations/directory_testing.hpp"
#include "registrations/mails.hpp"

namespace registrations {
namespace {

using testing::AskedDirectory;
using testing::Channel;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ConsentPosts : public database::testing::StoreTest {
 protected:
  Registration request() { return channel_.get(id_); }
  std::string code() {
    return crypto::derived_code(channel_.installation().key, mails::consent_link(request(), 1));
  }
  std::string wrong_code() { return code() == "123456" ? "654321" : "123456"; }

  http::Response post(const std::string& body) {
    http::Request request_sent;
    request_sent.method = http::Method::post;
    request_sent.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    request_sent.query = {{"lang", "en"}};
    request_sent.path_parameters.emplace_back(
        "token", crypto::derived_token(channel_.installation().key,
                                       mails::consent_link(request(), 1)));
    request_sent.body = body;
    const ConsentPages pages(database(), channel_.installation(), directory_, clock_,
                             crypto::system_random());
    return pages.answer(request_sent).value();
  }

  Channel channel_{database()};
  AskedDirectory directory_;
  clock_source::ManualClock clock_{Channel::start() + std::chrono::hours{1}};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  base::RegistrationId id_ = channel_.add(partner_, {.email = "thu@x.example"});
};

INSTANTIATE_TEST_SUITE_P(Engines, ConsentPosts, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(ConsentPosts, without_the_right_code_the_directory_is_not_asked) {
  directory_.is_down = true;
  for (const std::string& given : {std::string(), std::string("12"), wrong_code()})
    EXPECT_EQ(post("decision=agree&code=" + given).status, 422) << given;
  EXPECT_EQ(post("decision=decline&code=" + wrong_code()).status, 422);
  EXPECT_THAT(directory_.asked, IsEmpty());
  const auto down = post("decision=agree&code=" + code());
  EXPECT_EQ(down.status, 503);
  EXPECT_THAT(directory_.asked, ::testing::ElementsAre("thu@x.example"));
  EXPECT_EQ(request().status, Status::pending_customer);
  EXPECT_EQ(request().consent_wrong_codes, 2);
}

TEST_P(ConsentPosts, declining_needs_no_directory) {
  directory_.is_down = true;
  EXPECT_EQ(post("decision=decline&code=" + code()).status, 200);
  EXPECT_THAT(directory_.asked, IsEmpty());
  EXPECT_EQ(request().status, Status::declined);
}

TEST_P(ConsentPosts, a_form_that_contradicts_itself_decides_nothing) {
  const std::string right = "code=" + code();
  for (const std::string& body :
       {right + "&decision=decline&decision=agree", right + "&decision=agree&decision=agree",
        right + "&code=" + wrong_code() + "&decision=agree", right + "&decision=agree&report=1",
        right + "&report=1&report=0&decision=decline"}) {
    const auto page = post(body);
    EXPECT_EQ(page.status, 400) << body;
    EXPECT_THAT(page.body, HasSubstr("Your answer did not arrive"));
  }
  EXPECT_EQ(request().status, Status::pending_customer);
  EXPECT_EQ(request().consent_wrong_codes, 0);
  EXPECT_THAT(directory_.asked, IsEmpty());
}

TEST_P(ConsentPosts, a_form_without_a_decision_asks_for_one_and_counts_no_code) {
  for (const std::string& body : {std::string(), "code=" + code(), "code=" + wrong_code(),
                                  "decision=maybe&code=" + code(), "decision=&code=" + code(),
                                  "report=0&code=" + code()}) {
    const auto page = post(body);
    EXPECT_EQ(page.status, 422) << body;
    EXPECT_THAT(page.body, HasSubstr("press one of the buttons"));
    EXPECT_THAT(page.body, Not(HasSubstr("is not right")));
  }
  EXPECT_EQ(request().status, Status::pending_customer);
  EXPECT_EQ(request().consent_wrong_codes, 0);
}

TEST_P(ConsentPosts, a_report_alone_declines) {
  EXPECT_EQ(post("report=1&code=" + code()).status, 200);
  EXPECT_EQ(request().status, Status::declined);
  EXPECT_EQ(request().reason_code, "unknown_company");
}

}  // namespace
}  // namespace registrations
