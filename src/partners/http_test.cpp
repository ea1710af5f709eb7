#include "partners/http.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "partners/testing.hpp"

namespace partners {
namespace {

using http::Method;

class PartnersHttp : public testing::PartnersTest {
 protected:
  crypto::SecretKey key = crypto::SecretKey::from_bytes({4, 5, 6});
  Surroundings surroundings{database(), clock, random, key};
  Handlers handlers{surroundings};
  identity::Actor provider = [] {
    identity::Actor actor;
    actor.audience = identity::Audience::provider;
    actor.user = base::UserId::stored("usr_provider");
    actor.id = "usr_provider";
    actor.name = "Quản trị";
    actor.roles = {identity::Role::provider_admin};
    return actor;
  }();

  static http::Request request(Method method, const boost::json::value& body = nullptr) {
    http::Request made;
    made.method = method;
    made.path = "/api/v1/partners";
    if (!body.is_null()) {
      made.body = boost::json::serialize(body);
      made.headers.emplace_back("content-type", "application/json");
    }
    return made;
  }
  static http::Request with_id(http::Request made, const std::string& id) {
    made.path += "/" + id;
    made.path_parameters.emplace_back("id", id);
    return made;
  }
  static boost::json::object form() {
    return {{"name", "Đại Dương"},
            {"legal_name", "Công ty TNHH Đại Dương"},
            {"tax_code", "0101234567-001"},
            {"service_accounts", {"Billing@daiduong.example", "ops@daiduong.example"}},
            {"admin_email", "admin@daiduong.example"}};
  }
  Handlers::Answer create(const boost::json::object& body,
                          const std::string& idempotency_key = "") {
    auto made = request(Method::post, body);
    if (!idempotency_key.empty()) made.headers.emplace_back("idempotency-key", idempotency_key);
    return handlers.create(made, provider);
  }
  boost::json::value list(http::Fields query) {
    auto made = request(Method::get);
    made.query = std::move(query);
    const auto answer = handlers.list(made, provider);
    EXPECT_TRUE(answer.has_value()) << answer.error().code;
    return answer ? boost::json::parse(answer->body) : boost::json::value();
  }
  std::int64_t rows(const char* table) { return database::testing::rows_of(database(), table); }
};
INSTANTIATE_TEST_SUITE_P(Engines, PartnersHttp, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(PartnersHttp, creating_one_invites_its_first_admin_and_leaves_two_audit_rows) {
  const auto created = create(form());
  ASSERT_TRUE(created);
  EXPECT_EQ(created->status, 201);
  const auto partner = boost::json::parse(created->body);
  EXPECT_EQ(partner.at("service_accounts"),
            boost::json::parse(R"(["billing@daiduong.example","ops@daiduong.example"])"));
  EXPECT_EQ(partner.at("suspended"), false);
  EXPECT_EQ(rows("outbox"), 1);
  EXPECT_EQ(rows("audit_entry"), 2);
  const auto id = base::PartnerId::parse(std::string_view(partner.at("id").as_string()));
  database().read([&](database::Snapshot& snapshot) {
    EXPECT_EQ(find(snapshot, *id)->legal_name, "Công ty TNHH Đại Dương");
    EXPECT_EQ(
        owner_of_service_account(snapshot, base::Email::parse("BILLING@daiduong.example").value()),
        *id);
    EXPECT_FALSE(owner_of_service_account(snapshot, base::Email::parse("x@y.example").value()));
  });
  const auto shown = handlers.show(with_id(request(Method::get), id->text()), provider);
  EXPECT_EQ(shown->body, created->body);
}

TEST_P(PartnersHttp, a_tax_code_and_a_service_account_belong_to_one_partner) {
  ASSERT_TRUE(create(form()));
  auto same_code = form();
  same_code["tax_code"] = "0101234567 - 001";
  same_code["service_accounts"] = boost::json::array{"other@daiduong.example"};
  const auto refused = create(same_code);
  EXPECT_EQ(refused.error().code, "partners.tax_code_taken");
  EXPECT_EQ(refused.error().fields.front().pointer, "/tax_code");
  auto same_account = form();
  same_account["tax_code"] = "0309999999";
  same_account["service_accounts"] = {"new@daiduong.example", "OPS@daiduong.example"};
  const auto taken = create(same_account);
  EXPECT_EQ(taken.error().code, "partners.service_account_taken");
  EXPECT_EQ(taken.error().kind, base::ErrorKind::conflict);
  EXPECT_EQ(taken.error().fields.front().pointer, "/service_accounts/1");
  EXPECT_EQ(rows("partner"), 1);
  EXPECT_EQ(rows("organization"), 1);
  EXPECT_EQ(rows("outbox"), 1);
}

TEST(TaxCode, is_ten_digits_with_or_without_a_branch_or_twelve) {
  EXPECT_EQ(tax_code_from("0101234567"), "0101234567");
  EXPECT_EQ(tax_code_from(" 0101 234 567 - 001 "), "0101234567-001");
  EXPECT_EQ(tax_code_from("012345678901"), "012345678901");
  for (const char* text :
       {"", "1", "010123456", "01012345678", "0101234567001", "0101234567-01", "0101234567-0011",
        "0101234567-0x1", "010123456x", "-101234567", "0101234567_001", "<b>1</b>",
        "\xd9\xa0\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4", "0101234567\n001"})
    EXPECT_FALSE(tax_code_from(text)) << text;
}

TEST_P(PartnersHttp, a_tax_code_that_is_none_is_refused_with_a_sentence) {
  auto form_with_markup = form();
  form_with_markup["tax_code"] = "<b>1</b>";
  const auto refused = create(form_with_markup);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.front().pointer, "/tax_code");
  EXPECT_EQ(refused.error().fields.front().code, "partners.invalid_tax_code");
  EXPECT_EQ(rows("partner"), 0);
}

TEST_P(PartnersHttp, everything_wrong_is_told_at_once_and_nothing_is_stored) {
  const auto refused = create({{"name", " "},
                               {"legal_name", std::string(201, 'x')},
                               {"service_accounts", {"a@b.example", "A@b.example", "x", 7}},
                               {"admin_email", "nobody"},
                               {"suspended", true}});
  ASSERT_FALSE(refused);
  std::vector<std::string> pointers;
  for (const auto& field : refused.error().fields) pointers.push_back(field.pointer);
  std::ranges::sort(pointers);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/admin_email", "/legal_name", "/name",
                                                "/service_accounts/1", "/service_accounts/2",
                                                "/service_accounts/3", "/suspended", "/tax_code"}));
  auto none = form();
  none["service_accounts"] = boost::json::array();
  EXPECT_EQ(create(none).error().fields.front().pointer, "/service_accounts");
  EXPECT_EQ(rows("organization"), 0);
}

TEST_P(PartnersHttp, repeated_with_its_key_it_is_one_partner) {
  const auto first = create(form(), "k-1");
  const auto again = create(form(), "k-1");
  ASSERT_TRUE(again);
  EXPECT_EQ(first->body, again->body);
  EXPECT_EQ(rows("partner"), 1);
}

TEST_P(PartnersHttp, suspending_and_reopening_change_state_tag_and_mails) {
  const auto id = partner("Alpha");
  const auto does = [&](auto verb) {
    return (handlers.*verb)(with_id(request(Method::post), id.text()), provider);
  };
  const auto before = handlers.show(with_id(request(Method::get), id.text()), provider);
  EXPECT_EQ(does(&Handlers::reopen).error().code, "partners.wrong_state");
  const auto suspended = does(&Handlers::suspend);
  ASSERT_TRUE(suspended);
  EXPECT_EQ(boost::json::parse(suspended->body).at("suspended"), true);
  EXPECT_NE(suspended->headers.back().second, before->headers.back().second);
  EXPECT_EQ(does(&Handlers::suspend).error().code, "partners.wrong_state");
  EXPECT_TRUE(
      database().read([&](database::Snapshot& snapshot) { return find(snapshot, id)->suspended; }));
  EXPECT_EQ(list({{"suspended", "true"}}).at("total"), 1);
  EXPECT_EQ(list({{"suspended", "false"}}).at("total"), 0);
  ASSERT_TRUE(does(&Handlers::reopen));
  EXPECT_EQ(list({{"suspended", "false"}}).at("total"), 1);
  EXPECT_EQ(rows("audit_entry"), 3);
}

TEST_P(PartnersHttp, an_id_that_is_not_there_is_404) {
  for (const auto& id :
       {std::string("x"), base::PartnerId::make(clock.now(), random.ten()).text()}) {
    EXPECT_EQ(handlers.show(with_id(request(Method::get), id), provider).error().code, "not_found");
    EXPECT_EQ(handlers.suspend(with_id(request(Method::post), id), provider).error().code,
              "not_found");
    EXPECT_EQ(handlers.reopen(with_id(request(Method::post), id), provider).error().code,
              "not_found");
  }
}

TEST_P(PartnersHttp, a_list_is_searched_without_accents_sorted_and_paged_both_ways) {
  for (const char* name : {"Đông Á", "An Phát", "Bình Minh", "Cửu Long"}) {
    ASSERT_TRUE(partner(name).text().size() > 4);
    clock.advance(std::chrono::seconds(1));
  }
  EXPECT_EQ(list({{"q", "dong"}}).at("data").at(0).at("name"), "Đông Á");
  EXPECT_EQ(list({{"q", "PHÁT"}}).at("total"), 1);
  EXPECT_EQ(list({{"q", "partner.example"}}).at("total"), 4);
  EXPECT_EQ(list({{"q", "%"}}).at("total"), 0);
  const auto names = [&](const std::string& sort) {
    std::vector<std::string> seen;
    http::Fields query{{"limit", "2"}, {"sort", sort}};
    for (int page = 0; page < 5; ++page) {
      const auto answer = list(query);
      for (const auto& row : answer.at("data").as_array())
        seen.emplace_back(row.at("name").as_string());
      if (answer.at("next_cursor").is_null()) break;
      query = {{"limit", "2"},
               {"sort", sort},
               {"cursor", std::string(answer.at("next_cursor").as_string())}};
    }
    return seen;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(names("name"), (Names{"An Phát", "Bình Minh", "Cửu Long", "Đông Á"}));
  EXPECT_EQ(names("-name"), (Names{"Đông Á", "Cửu Long", "Bình Minh", "An Phát"}));
  EXPECT_EQ(names("created_at"), (Names{"Đông Á", "An Phát", "Bình Minh", "Cửu Long"}));
  EXPECT_EQ(names("-created_at,-name"), (Names{"Cửu Long", "Bình Minh", "An Phát", "Đông Á"}));
  for (const http::Fields& wrong :
       {http::Fields{{"sort", "tax_code"}}, http::Fields{{"sort", "name,-created_at"}},
        http::Fields{{"suspended", "maybe"}}, http::Fields{{"limit", "201"}}}) {
    auto made = request(Method::get);
    made.query = wrong;
    EXPECT_EQ(handlers.list(made, provider).error().kind, base::ErrorKind::malformed);
  }
}

}  // namespace
}  // namespace partners
