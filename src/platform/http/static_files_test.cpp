#include "platform/http/static_files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "platform/crypto/crypto.hpp"

namespace http {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() {
    crypto::start();
    fs::remove_all(outside_);
    fs::create_directories(root_ / "assets");
    fs::create_directories(root_ / ".git");
    put("index.html", "<!doctype html>");
    put("favicon.ico", "icon");
    put("assets/app-BxYz12_4.js", "plain");
    put("assets/app-BxYz12_4.js.br", "brotli");
    put("assets/app-BxYz12_4.js.gz", "gzip");
    put("assets/logo.svg", "<svg/>");
    put(".git/config", "secret");
    put(".env", "secret");
    std::ofstream(outside_ / "secret.txt") << "secret";
    fs::create_symlink(outside_ / "secret.txt", root_ / "link.txt");
    files_.emplace(files_below(root_), "default-src 'self'");
  }
  ~StaticFilesTest() override { fs::remove_all(outside_); }

  void put(const std::string& name, const std::string& content) {
    std::ofstream(root_ / name) << content;
  }
  std::optional<Response> get(std::string path, Fields headers = {}) {
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return files_->serve(request);
  }
  static std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return "";
  }

  fs::path outside_ =
      fs::path(::testing::TempDir()) / ("static_files_test_" + std::to_string(::getpid()));
  fs::path root_ = outside_ / "web";
  std::optional<StaticFiles> files_;
};

TEST_F(StaticFilesTest, ServesThePageUncached) {
  for (const auto* path : {"/", "/index.html"}) {
    const auto response = get(path);
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->body, "<!doctype html>");
    EXPECT_EQ(header(*response, "Cache-Control"), "no-store");
    EXPECT_EQ(header(*response, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(*response, "Content-Security-Policy"), "default-src 'self'");
  }
}

TEST_F(StaticFilesTest, LetsHashedAssetsBeKeptForAYear) {
  const auto hashed = get("/assets/app-BxYz12_4.js");
  EXPECT_EQ(header(*hashed, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(*hashed, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(*get("/assets/logo.svg"), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(*get("/favicon.ico"), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, PicksTheEncodingThatIsAccepted) {
  const auto body = [&](const char* accepted) {
    const auto response = get("/assets/app-BxYz12_4.js", {{"accept-encoding", accepted}});
    EXPECT_EQ(header(*response, "Vary"), "Accept-Encoding");
    return header(*response, "Content-Encoding") + "/" + response->body;
  };
  EXPECT_EQ(body("gzip, deflate, br"), "br/brotli");
  EXPECT_EQ(body("gzip"), "gzip/gzip");
  EXPECT_EQ(body("br;q=0, gzip"), "gzip/gzip");
  EXPECT_EQ(body("identity"), "/plain");
}

TEST_F(StaticFilesTest, AnswersNotModified) {
  const auto tag = header(*get("/favicon.ico"), "ETag");
  for (const auto& given : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
    const auto response = get("/favicon.ico", {{"if-none-match", given}});
    EXPECT_EQ(response->status, 304) << given;
    EXPECT_EQ(response->body, "");
    EXPECT_EQ(header(*response, "ETag"), tag);
  }
  EXPECT_EQ(get("/favicon.ico", {{"if-none-match", "\"x\""}})->status, 200);
  const auto packed = get("/assets/app-BxYz12_4.js",
                          {{"accept-encoding", "br"},
                           {"if-none-match", header(*get("/assets/app-BxYz12_4.js"), "ETag")}});
  EXPECT_EQ(packed->status, 200);
}

TEST_F(StaticFilesTest, ServesNothingElse) {
  for (const auto* path :
       {"/missing", "/assets", "/assets/", "/.git/config", "/.env", "/../secret.txt", "/link.txt",
        "/assets/app-BxYz12_4.js.br", "/assets/../index.html", "/INDEX.HTML"}) {
    EXPECT_FALSE(get(path).has_value()) << path;
  }
  Request posted;
  posted.method = Method::post;
  posted.path = "/";
  EXPECT_FALSE(files_->serve(posted).has_value());
}

TEST_F(StaticFilesTest, ServesAFileOfTheCallersChoice) {
  Request request;
  request.path = "/registrations/new";
  EXPECT_FALSE(files_->serve(request).has_value());
  EXPECT_EQ(files_->serve(request, "index.html")->body, "<!doctype html>");
  EXPECT_EQ(files_->text("index.html"), "<!doctype html>");
}

TEST_F(StaticFilesTest, LivesWithoutADirectory) {
  const StaticFiles none(files_below(root_ / "missing"), "");
  EXPECT_TRUE(none.empty());
  Request request;
  request.path = "/";
  EXPECT_FALSE(none.serve(request).has_value());
}

}  // namespace
}  // namespace http
