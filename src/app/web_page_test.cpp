#include "app/web_page.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/database/testing.hpp"

namespace app {
namespace {

class WebPageTest : public ::testing::Test {
 protected:
  WebPageTest() {
    crypto::start();
    std::filesystem::create_directories(directory_.path() / "assets");
    put("index.html", R"(<html lang="__LANG__"><title>__TITLE__</title><i a="__CSP_NONCE__" )"
                      R"(b="__CSP_NONCE__">)");
    put("assets/app-BxYz12_4.js", "script");
    page_.emplace(page_files(directory_.path()), catalog_, crypto::system_random());
  }
  void put(const std::string& name, const std::string& text) {
    std::ofstream(directory_.path() / name) << text;
  }
  static http::Request get(std::string path, http::Fields headers = {}) {
    http::Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
  }
  std::string body(const std::string& path, http::Fields headers = {}) {
    const auto response = page_->serve(get(path, std::move(headers)));
    return response ? response->body : "nothing";
  }
  static std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return "";
  }

  database::testing::TemporaryDirectory directory_;
  i18n::Catalog catalog_{base::Values{{"provider", "R & D"}}};
  std::optional<WebPage> page_;
};

TEST_F(WebPageTest, fills_in_the_nonce_the_language_and_the_title) {
  auto request = get("/registrations");
  request.language = i18n::Language::en;
  const auto one = page_->answer(request, 410);
  EXPECT_EQ(one.status, 410);
  EXPECT_NE(one.body.find(R"(<html lang="en"><title>)"), std::string::npos);
  EXPECT_NE(one.body.find("R &amp; D"), std::string::npos);
  for (const char* left : {"__CSP_NONCE__", "__LANG__", "__TITLE__"})
    EXPECT_EQ(one.body.find(left), std::string::npos) << left;
  const auto nonce = one.body.substr(one.body.find("a=\"") + 3, 22);
  EXPECT_NE(one.body.find("b=\"" + nonce + "\""), std::string::npos);
  EXPECT_NE(header(one, "Content-Security-Policy").find("'nonce-" + nonce + "'"),
            std::string::npos);
  EXPECT_EQ(header(one, "ETag"), "");
  EXPECT_EQ(page_->answer(request, 200).body.find(nonce), std::string::npos);
  request.query = {{"lang", "vi"}};
  EXPECT_NE(page_->answer(request, 200).body.find(R"(lang="vi")"), std::string::npos);
}

TEST_F(WebPageTest, stands_behind_its_own_paths) {
  for (const char* path : {"/", "/index.html", "/registrations", "/partners/ptn_1/staff", "/a/",
                           "/consents", "/invitation"}) {
    EXPECT_TRUE(body(path).starts_with("<html lang=\"")) << path;
    EXPECT_EQ(body(path).find("__LANG__"), std::string::npos) << path;
  }
  EXPECT_EQ(body("/assets/app-BxYz12_4.js"), "script");
}

TEST_F(WebPageTest, leaves_everything_else_to_the_rest) {
  for (const char* path : {"/api", "/api/v1/nothing", "/consent", "/consent/a/b", "/healthz/x",
                           "/readyz/", "/metrics/x", "/favicon.ico", "/assets/app-00000000.js",
                           "/openapi.json", "/.env", "/a/.git"})
    EXPECT_EQ(body(path), "nothing") << path;
  http::Request posted = get("/registrations");
  posted.method = http::Method::post;
  EXPECT_FALSE(page_->serve(posted));
}

TEST_F(WebPageTest, is_for_whoever_accepts_html) {
  for (const char* accepted :
       {"text/html,application/xhtml+xml;q=0.9", "*/*", "application/json, text/*;q=0.1"})
    EXPECT_NE(body("/registrations", {{"accept", accepted}}), "nothing") << accepted;
  for (const char* accepted : {"application/json", "text/plain", "text/html;q=0", "image/*"})
    EXPECT_EQ(body("/registrations", {{"accept", accepted}}), "nothing") << accepted;
}

TEST_F(WebPageTest, is_not_there_without_its_index) {
  std::filesystem::remove(directory_.path() / "index.html");
  const WebPage none(page_files(directory_.path()), catalog_, crypto::system_random());
  EXPECT_FALSE(none.is_there());
  EXPECT_FALSE(none.serve(get("/")));
  EXPECT_FALSE(none.serve(get("/assets/app-BxYz12_4.js")));
  EXPECT_FALSE(WebPage(page_files("/nowhere"), catalog_, crypto::system_random()).is_there());
}

}  // namespace
}  // namespace app
