#include <gtest/gtest.h>

#include "platform/http/problem.hpp"
#include "platform/http/testing.hpp"
#include "platform/json/json.hpp"

namespace http {
namespace {

using base::ErrorKind;

Request in(i18n::Language language) {
  Request request;
  request.language = language;
  return request;
}

boost::json::object body_of(const Response& response) {
  return json::parse(response.body).value().as_object();
}

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

TEST(Problem, SpeaksTheLanguageOfTheRequest) {
  const base::Error error{ErrorKind::malformed, "invalid_body", {}, {}, {}};
  const auto vietnamese = problem(in(i18n::Language::vi), error, testing::catalog());
  const auto english = problem(in(i18n::Language::en), error, testing::catalog());
  EXPECT_EQ(header_of(vietnamese, "Content-Language"), "vi");
  EXPECT_EQ(header_of(english, "Content-Type"), "application/problem+json");
  EXPECT_EQ(body_of(english).at("title").as_string(), "Some of the fields are not right.");
  EXPECT_NE(body_of(english).at("title").as_string(), body_of(vietnamese).at("title").as_string());
  EXPECT_EQ(body_of(english).at("code").as_string(), "invalid_body");
  EXPECT_EQ(body_of(english).at("status").as_int64(), 400);
  EXPECT_EQ(body_of(english).at("detail").as_string(), body_of(english).at("title").as_string());
}

TEST(Problem, NamesEachFieldWithItsValues) {
  base::Error error{ErrorKind::malformed, "invalid_body", {}, {}, {}};
  error.fields = {{"/items/0/email", "required", {}},
                  {"/items/1/na\"me", "too_long", {{"most", "100"}}}};
  const auto problem_body = body_of(problem(in(i18n::Language::en), error, testing::catalog()));
  const auto& errors = problem_body.at("errors").as_array();
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].at("pointer").as_string(), "/items/0/email");
  EXPECT_EQ(errors[0].at("code").as_string(), "required");
  EXPECT_EQ(errors[1].at("message").as_string(), "At most 100 characters.");
  EXPECT_EQ(errors[1].at("parameters").at("most").as_string(), "100");
}

TEST(Problem, NamesATypeInTheReadersWordsAndKeepsItsCode) {
  base::Error error{ErrorKind::malformed, "invalid_body", {}, {}, {}};
  for (const char* type : {"string", "integer", "boolean", "array", "object"})
    error.fields.push_back({"/x", "wrong_type", {{"expected", type}}});
  const auto said = body_of(problem(in(i18n::Language::vi), error, testing::catalog()));
  for (const auto& field : said.at("errors").as_array()) {
    const std::string message(field.at("message").as_string());
    const std::string type(field.at("parameters").at("expected").as_string());
    EXPECT_EQ(message.find(type), std::string::npos) << message;
  }
  EXPECT_EQ(said.at("errors").at(0).at("message").as_string(), "Sai kiểu dữ liệu, cần văn bản.");
}

TEST(Problem, HasAGeneralSentenceForEachKind) {
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::unavailable); ++kind) {
    const base::Error error{static_cast<ErrorKind>(kind), "nobody.knows", {}, {}, "secret cause"};
    const auto response = problem(in(i18n::Language::en), error, testing::catalog());
    EXPECT_EQ(response.status, status_of(error.kind));
    EXPECT_FALSE(body_of(response).at("title").as_string().starts_with("errors.")) << kind;
    EXPECT_FALSE(response.body.contains("secret"));
  }
}

TEST(Problem, SurvivesASentenceWithoutItsValue) {
  const base::Error error{ErrorKind::malformed, "too_long", {}, {}, {}};
  const auto response = problem(in(i18n::Language::en), error, testing::catalog());
  EXPECT_EQ(body_of(response).at("title").as_string(), "The request is not of the required form.");
}

TEST(Problem, SaysWhenToTryAgain) {
  const base::Error later{
      ErrorKind::too_many, "slow_down", {{"retry_after_seconds", "17"}}, {}, {}};
  EXPECT_EQ(header_of(problem(in(i18n::Language::en), later, testing::catalog()), "Retry-After"),
            "17");
  const base::Error down{ErrorKind::unavailable, "down", {}, {}, {}};
  EXPECT_EQ(header_of(problem(in(i18n::Language::en), down, testing::catalog()), "Retry-After"),
            "1");
  const base::Error nobody{ErrorKind::unauthenticated, "who", {}, {}, {}};
  EXPECT_EQ(
      header_of(problem(in(i18n::Language::en), nobody, testing::catalog()), "WWW-Authenticate"),
      "Bearer");
}

TEST(Problem, EveryRefusalHasItsSentenceInBothLanguages) {
  for (const auto* code : {"malformed_request", "invalid_target", "invalid_framing", "invalid_host",
                           "unknown_host", "target_too_long", "header_too_large", "body_too_large",
                           "unknown_method", "method_not_allowed", "unsupported_version",
                           "unsupported_expectation", "busy", "stopping", "outcome_unknown"}) {
    EXPECT_TRUE(testing::catalog().has("errors.http." + std::string(code))) << code;
  }
}

TEST(Request, ReadsCookies) {
  Request request;
  request.headers = {{"cookie", "a=1; session=x=y;b"}, {"cookie", "session=second; c=3"}};
  EXPECT_EQ(request.cookie("session"), "x=y");
  EXPECT_EQ(request.cookie("c"), "3");
  EXPECT_EQ(request.cookie("b"), std::nullopt);
  EXPECT_EQ(request.cookie("ession"), std::nullopt);
}

TEST(Request, ReadsRepeatedParameters) {
  Request request;
  request.query = {{"status", "a"}, {"q", ""}, {"status", "b"}};
  EXPECT_EQ(request.query_values("status"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_EQ(request.query_value("status"), "a");
  EXPECT_EQ(request.query_value("q"), "");
  EXPECT_EQ(request.query_value("none"), std::nullopt);
}

}  // namespace
}  // namespace http
