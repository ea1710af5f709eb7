#include "platform/http/router.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

Router table() {
  const Handler nothing = [](const Request&) { return no_content(); };
  return Router({{Method::get, "/", nothing},
                 {Method::get, "/things/{id}", nothing},
                 {Method::patch, "/things/{id}", nothing},
                 {Method::get, "/things/export", nothing},
                 {Method::post, "/things/{id}/parts/{part}", nothing},
                 {Method::get, "/things/export/parts", nothing}});
}

std::string pattern(const Router& router, Method method, std::string_view path) {
  const auto match = router.find(method, path);
  return match.route == nullptr ? "" : match.route->pattern;
}

TEST(Router, LetsLiteralsWinOverParameters) {
  const auto router = table();
  EXPECT_EQ(pattern(router, Method::get, "/things/export"), "/things/export");
  EXPECT_EQ(pattern(router, Method::get, "/things/other"), "/things/{id}");
  EXPECT_EQ(pattern(router, Method::get, "/"), "/");
}

TEST(Router, GoesBackToTheParameterWhenTheLiteralLeadsNowhere) {
  const auto router = table();
  const auto match = router.find(Method::post, "/things/export/parts/7");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.parameters, (Fields{{"id", "export"}, {"part", "7"}}));
}

TEST(Router, KnowsNoPathOfAnotherShape) {
  const auto router = table();
  for (const auto* path :
       {"/things", "/things/", "/things/1/", "/things/1/parts", "/thing/1", "*"}) {
    const auto match = router.find(Method::get, path);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_EQ(match.allow, "") << path;
  }
}

TEST(Router, SaysWhatAKnownPathAllows) {
  const auto match = table().find(Method::del, "/things/1");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allow, "GET, HEAD, PATCH, OPTIONS");
}

}  // namespace
}  // namespace http
