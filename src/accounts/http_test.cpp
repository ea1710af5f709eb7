#include "accounts/http.hpp"

#include <boost/json.hpp>

#include "accounts/testing.hpp"
#include "platform/database/testing.hpp"

namespace accounts {
namespace {

using testing::at;

identity::Actor provider_admin() {
  return {.audience = identity::Audience::provider,
          .user = base::UserId::stored("usr_00000000000000000000000001"),
          .id = "usr_00000000000000000000000001",
          .name = "Trần Thu Hà",
          .email = "ha@provider.example",
          .roles = {identity::Role::provider_admin},
          .partner = std::nullopt,
          .partner_name = {},
          .suspended = false,
          .language = i18n::Language::vi,
          .address = "192.0.2.7",
          .session = std::nullopt};
}

/// A string as it is, everything else as JSON.
std::string shown(const boost::json::value& value) {
  return value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
}

std::string row(std::string_view email, std::string_view more = "") {
  return R"({"email":")" + std::string(email) +
         R"(","name":"Nguyễn Văn An","kind":"individual","payment_type":"prepaid",)"
         R"("credit_balance":{"amount":0,"currency":"VND"},"services_in_use":0,)"
         R"("provider_discount":false,"in_poc":false,"provider_customer":false)" +
         std::string(more) + "}";
}

class DirectoryHttpTest : public database::testing::StoreTest {
 protected:
  Handlers handlers(Truth truth = Truth::here) {
    return {database(), clock_, crypto::system_random(), key_, catalog_, {"VND", truth}};
  }
  static http::Request request(http::Method method, std::string body = "") {
    http::Request request;
    request.method = method;
    request.path = "/api/v1/directory/accounts";
    request.headers = {{"content-type", "application/json"}};
    request.body = std::move(body);
    return request;
  }
  base::Result<http::Response> put(const std::string& rows, Truth truth = Truth::here) {
    return handlers(truth).put(request(http::Method::put, R"({"accounts":[)" + rows + "]}"),
                               provider_admin());
  }
  base::Result<http::Response> list(http::Fields query) {
    http::Request asked = request(http::Method::get);
    asked.query = std::move(query);
    return handlers().list(asked, provider_admin());
  }
  http::Request about(std::string id) {
    http::Request asked = request(http::Method::get);
    asked.path_parameters = {{"id", std::move(id)}};
    return asked;
  }
  static boost::json::value body(const base::Result<http::Response>& response) {
    return boost::json::parse(response.value().body);
  }
  static std::vector<std::string> emails(const boost::json::value& page) {
    std::vector<std::string> emails;
    for (const auto& account : page.at("data").as_array())
      emails.emplace_back(account.at("email").as_string());
    return emails;
  }

  clock_source::ManualClock clock_{at(0)};
  crypto::SecretKey key_ = crypto::SecretKey::from_bytes({});
  i18n::Catalog catalog_{base::Values{{"provider", "Provider"}}};
};

INSTANTIATE_TEST_SUITE_P(Engines, DirectoryHttpTest, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(DirectoryHttpTest, put_tells_what_became_of_each_row) {
  ASSERT_TRUE(put(row("a@x.example", R"(,"external_id":"7")") + "," + row("b@x.example")));
  clock_.advance(std::chrono::minutes(1));
  const auto answer = body(put(row("a@x.example", R"(,"external_id":"8")") + "," +
                               row("b@x.example") + "," + row("c@x.example") + "," +
                               row("a2@x.example", R"(,"external_id":"7","language":"en")")));
  const auto& results = answer.at("results").as_array();
  ASSERT_EQ(results.size(), 4U);
  EXPECT_EQ(shown(results[0].at("outcome")), "refused");
  EXPECT_EQ(shown(results[0].at("code")), "accounts.email_taken");
  EXPECT_EQ(shown(results[0].at("message")),
            catalog_.text(i18n::Language::vi, "errors.accounts.email_taken"));
  EXPECT_TRUE(results[0].at("account").is_null());
  EXPECT_EQ(shown(results[1].at("outcome")), "unchanged");
  EXPECT_TRUE(results[1].at("code").is_null());
  EXPECT_EQ(shown(results[2].at("outcome")), "created");
  EXPECT_EQ(shown(results[2].at("index")), "2");
  EXPECT_EQ(shown(results[3].at("outcome")), "updated");
  EXPECT_EQ(shown(results[3].at("account").at("email")), "a2@x.example");
  EXPECT_EQ(shown(results[3].at("account").at("language")), "en");
}

TEST_P(DirectoryHttpTest, put_reports_every_wrong_field_at_once_and_stores_nothing) {
  const auto response = put(
      row("a@x.example") + "," + row("no address", R"(,"verified":"yes","unknown":1)") + "," +
      R"({"email":"b@x.example","name":" ","kind":"robot","payment_type":"prepaid","services_in_use":-1,)"
      R"("credit_balance":{"amount":"0","currency":"USD"},"in_poc":0,"provider_customer":null,"credit_held":{"amount":-1}})");
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, base::ErrorKind::malformed);
  std::vector<std::string> errors;
  for (const auto& field : response.error().fields)
    errors.push_back(field.pointer + " " + field.code);
  std::ranges::sort(errors);
  EXPECT_EQ(
      errors,
      (std::vector<std::string>{
          "/accounts/1/email invalid_email", "/accounts/1/unknown unknown_field",
          "/accounts/1/verified wrong_type", "/accounts/2/credit_balance/amount wrong_type",
          "/accounts/2/credit_balance/currency wrong_currency",
          "/accounts/2/credit_held/amount out_of_range",
          "/accounts/2/credit_held/currency required", "/accounts/2/in_poc wrong_type",
          "/accounts/2/kind invalid_choice", "/accounts/2/name required",
          "/accounts/2/provider_customer wrong_type", "/accounts/2/provider_discount required",
          "/accounts/2/services_in_use out_of_range"}));
  for (const auto& field : response.error().fields)
    EXPECT_TRUE(catalog_.has("errors." + field.code)) << field.code;
  EXPECT_EQ(database::testing::rows_of(database(), "account"), 0);
}

TEST_P(DirectoryHttpTest, put_takes_one_to_a_thousand_rows_of_json) {
  EXPECT_EQ(put("").error().fields.at(0).code, "wrong_count");
  std::string rows = row("a0@x.example");
  for (int i = 1; i < 1000; ++i) rows += "," + row("a" + std::to_string(i) + "@x.example");
  EXPECT_TRUE(put(rows));
  EXPECT_EQ(put(rows + "," + row("b@x.example")).error().fields.at(0).code, "wrong_count");
  http::Request form = request(http::Method::put, "accounts=1");
  form.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  EXPECT_EQ(handlers().put(form, provider_admin()).error().kind, base::ErrorKind::unsupported_type);
}

TEST_P(DirectoryHttpTest, put_is_refused_where_the_facts_come_from_a_remote_directory) {
  const auto response = put(row("a@x.example"), Truth::remote);
  EXPECT_EQ(response.error().kind, base::ErrorKind::conflict);
  EXPECT_EQ(response.error().code, "accounts.directory_is_remote");
  EXPECT_EQ(database::testing::rows_of(database(), "account"), 0);
}

TEST_P(DirectoryHttpTest, put_leaves_one_audit_row_for_the_batch) {
  ASSERT_TRUE(put(row("a@x.example") + "," + row("b@x.example")));
  ASSERT_TRUE(put(row("a@x.example") + "," + row("b@x.example")));
  EXPECT_EQ(database::testing::rows_of(database(), "audit_entry"), 1);
  EXPECT_EQ(database::testing::rows_of(database(), "account_history"), 2);
}

TEST_P(DirectoryHttpTest, list_pages_by_address_to_the_end_and_back) {
  ASSERT_TRUE(put(row("c@x.example") + "," + row("a@x.example") + "," + row("b@x.example")));
  const auto first = body(list({{"limit", "2"}}));
  EXPECT_EQ(emails(first), (std::vector<std::string>{"a@x.example", "b@x.example"}));
  EXPECT_EQ(shown(first.at("total")), "3");
  EXPECT_EQ(shown(first.at("total_is_exact")), "true");
  const std::string cursor(first.at("next_cursor").as_string());
  const auto second = body(list({{"limit", "2"}, {"cursor", cursor}}));
  EXPECT_EQ(emails(second), (std::vector<std::string>{"c@x.example"}));
  EXPECT_TRUE(second.at("next_cursor").is_null());
  EXPECT_EQ(emails(body(list({{"sort", "-email"}}))),
            (std::vector<std::string>{"c@x.example", "b@x.example", "a@x.example"}));
  EXPECT_EQ(list({{"cursor", cursor}, {"sort", "-email"}}).error().code, "invalid_cursor");
  EXPECT_EQ(list({{"sort", "credit_balance"}}).error().code, "unknown_sort");
  EXPECT_EQ(list({{"sort", "name,email"}}).error().code, "unknown_sort");
  EXPECT_EQ(list({{"email", "a@x.example"}}).error().code, "unknown_parameter");
  EXPECT_EQ(list({{"q", std::string(201, 'a')}}).error().code, "too_long");
}

TEST_P(DirectoryHttpTest, a_search_that_finds_much_says_that_its_total_is_no_count) {
  std::string rows = row("a0@x.example");
  for (int i = 1; i < 1000; ++i) rows += "," + row("a" + std::to_string(i) + "@x.example");
  ASSERT_TRUE(put(rows));
  const auto exact = body(list({{"q", "nguyen"}, {"limit", "1"}}));
  EXPECT_EQ(shown(exact.at("total")), "1000");
  EXPECT_EQ(shown(exact.at("total_is_exact")), "true");
  ASSERT_TRUE(put(row("zz@x.example")));
  const auto more = body(list({{"q", "NGUYÊN"}, {"limit", "1"}}));
  EXPECT_EQ(shown(more.at("total")), "1000");
  EXPECT_EQ(shown(more.at("total_is_exact")), "false");
  EXPECT_EQ(emails(more), emails(exact));
}

TEST_P(DirectoryHttpTest, one_account_has_an_etag_and_a_stranger_is_not_found) {
  const auto stored = body(put(row("a@x.example")));
  const std::string id(stored.at("results").as_array().at(0).at("account").at("id").as_string());
  const auto response = handlers().get(about(id), provider_admin());
  EXPECT_EQ(shown(body(response)), shown(stored.at("results").as_array().at(0).at("account")));
  EXPECT_NE(
      std::ranges::find(response->headers, std::pair<std::string, std::string>("ETag", "\"1\"")),
      response->headers.end());
  for (const auto* other : {"acc_00000000000000000000000000", "reg_x", "", "../../etc"}) {
    EXPECT_EQ(handlers().get(about(other), provider_admin()).error().code, "not_found");
    EXPECT_EQ(handlers().history(about(other), provider_admin()).error().code, "not_found");
  }
}

TEST_P(DirectoryHttpTest, history_tells_each_change_newest_first) {
  ASSERT_TRUE(put(row("a@x.example")));
  for (int i = 1; i < 5; ++i) {
    clock_.advance(std::chrono::minutes(1));
    ASSERT_TRUE(put(row("a@x.example", R"(,"credit_advance":{"currency":"VND","amount":)" +
                                           std::to_string(i) + "}")));
  }
  const auto stored = body(put(row("a@x.example")));
  const std::string id(stored.at("results").as_array().at(0).at("account").at("id").as_string());
  http::Request asked = about(id);
  asked.query = {{"limit", "4"}};
  const auto first = body(handlers().history(asked, provider_admin()));
  EXPECT_EQ(shown(first.at("total")), "6");
  ASSERT_EQ(first.at("data").as_array().size(), 4U);
  const auto& newest = first.at("data").as_array().at(0);
  EXPECT_TRUE(base::FactsId::parse(std::string(newest.at("id").as_string())));
  EXPECT_EQ(shown(newest.at("change")), "updated");
  EXPECT_EQ(shown(newest.at("source")), "api");
  EXPECT_EQ(shown(newest.at("who").at("kind")), "person");
  EXPECT_EQ(shown(newest.at("who").at("name")), "Trần Thu Hà");
  EXPECT_EQ(shown(newest.at("facts").at("credit_advance").at("amount")), "0");
  EXPECT_EQ(shown(first.at("data").as_array().at(1).at("facts").at("credit_advance").at("amount")),
            "4");
  asked.query.emplace_back("cursor", std::string(first.at("next_cursor").as_string()));
  const auto rest = body(handlers().history(asked, provider_admin()));
  EXPECT_EQ(rest.at("data").as_array().size(), 2U);
  EXPECT_EQ(shown(rest.at("data").as_array().at(1).at("change")), "created");
}

}  // namespace
}  // namespace accounts
