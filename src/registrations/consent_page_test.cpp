#include "registrations/consent_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registrations/channel_testing.hpp"
#include "registrations/directory_testing.hpp"
#include "registrations/mails.hpp"

namespace registrations {
namespace {

using database::testing::Sql;
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

  crypto::Derivation link() { return mails::consent_link(request(), 1); }
  crypto::Derivation receipt() { return mails::retract_link(request()); }
  std::string receipt_code() {
    return crypto::derived_code(channel_.installation().key, receipt());
  }

  http::Request sent(const crypto::Derivation& to, const std::string& language = "en") {
    http::Request request;
    request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    request.query = {{"lang", language}};
    request.path_parameters.emplace_back("token",
                                         crypto::derived_token(channel_.installation().key, to));
    return request;
  }
  http::Response post(const std::string& body) { return post(link(), body); }
  http::Response post(const crypto::Derivation& to, const std::string& body) {
    http::Request request = sent(to);
    request.method = http::Method::post;
    request.body = body;
    return pages_.answer(request).value();
  }
  http::Response look(const crypto::Derivation& to, const std::string& language = "en") {
    return pages_.look(sent(to, language)).value();
  }
  void change(const database::Query& statement, database::Parameters parameters) {
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      transaction.execute(statement, parameters);
      return {};
    }));
  }

  Channel channel_{database()};
  AskedDirectory directory_;
  clock_source::ManualClock clock_{Channel::start() + std::chrono::hours{1}};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  base::RegistrationId id_ = channel_.add(partner_, {.email = "thu@x.example"});
  ConsentPages pages_{database(), channel_.installation(), directory_, clock_,
                      crypto::system_random()};
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
  for (const std::string& body :
       {std::string(), "code=" + code(), "code=" + wrong_code(), "decision=maybe&code=" + code(),
        "decision=&code=" + code(), "report=0&code=" + code()}) {
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

TEST_P(ConsentPosts, the_page_tells_the_last_moment_to_answer) {
  const auto expires = base::to_zoned_time(request().expires_at, channel_.settings().zone);
  EXPECT_THAT(look(link(), "vi").body, HasSubstr("Hạn trả lời</dt><dd>" + expires));
  EXPECT_THAT(look(link()).body, HasSubstr("Answer by</dt><dd>" + expires));
  EXPECT_EQ(post("decision=agree&code=" + code()).status, 200);
  EXPECT_THAT(look(link()).body, Not(HasSubstr("Answer by")));
  EXPECT_THAT(look(receipt()).body, Not(HasSubstr("Answer by")));
}

TEST_P(ConsentPosts, a_name_cannot_turn_the_page_around) {
  const Sql rename("UPDATE partner SET legal_name = :name, tax_code = :tax_code WHERE id = :id");
  change(
      rename,
      {{"name", "Công ty \u202E<b>moc</b>\u2066"}, {"tax_code", "01\u200F02"}, {"id", partner_}});
  const std::string page = look(link()).body;
  EXPECT_THAT(page, HasSubstr("Công ty [U+202E]&lt;b&gt;moc&lt;"));
  EXPECT_THAT(page, HasSubstr("01[U+200F]02"));
  for (const std::string mark : {"\u202E", "\u2066", "\u200F"})
    EXPECT_THAT(page, Not(HasSubstr(mark)));
  EXPECT_EQ(post("decision=agree&code=" + code()).status, 200);
  const auto kept =
      database().read([&](database::Snapshot& snapshot) { return receipt_of(snapshot, id_); });
  EXPECT_THAT(kept.value().statement, HasSubstr("Công ty [U+202E]<b>moc"));
}

TEST_P(ConsentPosts, a_rule_that_fails_tells_the_customer_what_the_customer_can_do) {
  const Sql spoil(
      "UPDATE account SET services_in_use = 1, in_poc = TRUE, credit_held_minor = 1,"
      " credit_advance_minor = 1, provider_discount = TRUE, verified = FALSE,"
      " payment_type = 'postpaid' WHERE id = :id");
  change(spoil, {{"id", request().account_id}});
  const auto page = post("decision=agree&code=" + code());
  EXPECT_EQ(page.status, 409);
  for (const std::string advice :
       {"Please finish verifying it with Nhà mây.", "Please contact Nhà mây to settle the balance.",
        "Please repay the advance to Nhà mây.", "Please delete these services for good.",
        "Please contact Nhà mây to end the discount.",
        "Please come back to this page after the POC", "Please contact Nhà mây to convert it."})
    EXPECT_THAT(page.body, HasSubstr(advice));
  EXPECT_THAT(page.body, Not(HasSubstr("The customer")));
}

TEST(CustomersReasons, exist_for_every_rule_that_is_judged_when_the_customer_agrees) {
  const i18n::Catalog catalog(base::Values{{"provider", "Nhà mây"}});
  for (const auto language : {i18n::Language::vi, i18n::Language::en}) {
    for (int number = 0; number < static_cast<int>(Rule::check_limit_reached); ++number) {
      const std::string key =
          "consent.rules." + std::string(code_of(static_cast<Rule>(number))) + ".";
      const base::Values values{{"partner_legal_name", "Sao Mai"}};
      for (const std::string part : {"message", "action"}) {
        EXPECT_TRUE(catalog.has(key + part)) << key << part;
        EXPECT_THAT(catalog.text(language, key + part, values), Not(HasSubstr("hách hàng cần")));
      }
    }
  }
}

TEST_P(ConsentPosts, a_receipts_link_that_is_void_sends_to_the_provider) {
  EXPECT_EQ(post("decision=agree&code=" + code()).status, 200);
  const std::string wrong = receipt_code() == "123456" ? "654321" : "123456";
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(post(receipt(), "decision=decline&code=" + wrong).status, 422);
  const auto last = post(receipt(), "decision=decline&code=" + wrong);
  EXPECT_EQ(last.status, 410);
  for (const std::string& body : {last.body, look(receipt()).body}) {
    EXPECT_THAT(body, HasSubstr("contact Nhà mây"));
    EXPECT_THAT(body, Not(HasSubstr("send it again")));
  }
}

TEST_P(ConsentPosts, after_a_retraction_both_links_say_so) {
  EXPECT_EQ(post("decision=agree&code=" + code()).status, 200);
  const auto done = post(receipt(), "decision=decline&code=" + receipt_code());
  EXPECT_EQ(done.status, 200);
  const auto later = look(receipt());
  EXPECT_EQ(later.status, 410);
  const auto first = look(link());
  EXPECT_EQ(first.status, 200);
  for (const std::string& body : {done.body, later.body, first.body})
    EXPECT_THAT(body, HasSubstr("<h1>You retracted your consent</h1>"));
}

TEST_P(ConsentPosts, a_plain_decline_is_no_retraction) {
  EXPECT_EQ(post("decision=decline&code=" + code()).status, 200);
  EXPECT_THAT(look(link()).body, HasSubstr("<h1>You declined</h1>"));
}

TEST_P(ConsentPosts, a_partner_is_told_the_accounts_name_only_once_it_is_its_customer) {
  const Sql told("SELECT places FROM outbox WHERE template = :template");
  const auto places = [&](const std::string& name) {
    return database()
        .read([&](database::Snapshot& snapshot) {
          return snapshot.first(told, {{"template", name}}, [](const database::Row& row) {
            return std::string(row.text("places"));
          });
        })
        .value_or("no mail");
  };
  const auto owner = channel_.add_person(partner_, "Trần Thu Hà");
  const Sql employ("INSERT INTO person_role (person_id, role) VALUES (:id, 'sales')");
  change(employ, {{"id", owner}});
  id_ = channel_.add(partner_, {.email = "an@x.example", .owner = owner});
  EXPECT_EQ(post("decision=decline&code=" + code()).status, 200);
  EXPECT_THAT(places("partner_declined"), HasSubstr("an@x.example"));
  EXPECT_THAT(places("partner_declined"), Not(HasSubstr("Ánh Dương")));
  const Sql skip("UPDATE account SET provider_customer = TRUE");
  id_ = channel_.add(partner_, {.email = "hoa@x.example", .owner = owner});
  change(skip, {});
  EXPECT_EQ(post("decision=agree&code=" + code()).status, 200);
  EXPECT_THAT(places("partner_confirmed"), HasSubstr("Ánh Dương"));
}

}  // namespace
}  // namespace registrations
