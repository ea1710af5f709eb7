#include "platform/http/answering.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include "platform/database/database.hpp"
#include "platform/http/testing.hpp"

namespace http {
namespace {

const std::string long_text(5000, 'a');

std::vector<Route> routes() {
  const auto answer = [](const Response& response) {
    return [response](const Request&) { return response; };
  };
  const auto breaks = [](const auto& exception) {
    return [exception](const Request&) -> Response { throw exception; };
  };
  auto tagged = json(200, long_text);
  tagged.headers.emplace_back("ETag", "\"1\"");
  auto page = html(200, "<p>");
  page.headers.emplace_back("Content-Security-Policy", "default-src 'self'");
  page.headers.emplace_back("Referrer-Policy", "same-origin");
  page.headers.emplace_back("Cache-Control", "private");
  return {{Method::get, "/short", answer(json(200, "{}"))},
          {Method::get, "/long", answer(json(200, long_text))},
          {Method::get, "/tagged", answer(tagged)},
          {Method::get, "/packed", answer(download("application/zip", "a.zip", long_text))},
          {Method::get, "/page", answer(page)},
          {Method::get, "/nothing", answer(no_content())},
          {Method::get, "/api/v1/things/{id}", answer(json(200, "{}"))},
          {Method::post, "/api/v1/things/{id}", answer(json(200, "{}"))},
          {Method::get, "/secret-failure", breaks(std::runtime_error("table users at /var/lib"))},
          {Method::get, "/unavailable", breaks(database::Unavailable("disk full"))},
          {Method::get, "/unknown", breaks(database::CommitUnknown("fsync"))},
          {Method::get, "/memory", breaks(std::bad_alloc())},
          {Method::get, "/number", breaks(7)},
          {Method::get, "/header", [](const Request& request) {
             auto response = no_content();
             response.headers.emplace_back(request.query_value("name").value_or("Location"),
                                           request.body);
             return response;
           }}};
}

class AnsweringTest : public ::testing::Test {
 protected:
  AnsweringTest() {
    crypto::start();
    answering_.observe([this](const Request&, std::string_view pattern, int status,
                              std::chrono::microseconds) { seen_.emplace_back(pattern, status); });
  }

  Outgoing ask(Method method, std::string path, Fields headers = {}) {
    Request request;
    request.method = method;
    request.path = std::move(path);
    request.headers = std::move(headers);
    request.id = "the-id";
    request.language = i18n::Language::en;
    return answering_.answer(request, {Persistence::keep_open, {}});
  }
  Outgoing get(std::string path, Fields headers = {}) {
    return ask(Method::get, std::move(path), std::move(headers));
  }
  static bool has(const Outgoing& out, std::string_view line) {
    return out.header.contains("\r\n" + std::string(line) + "\r\n");
  }

  std::atomic<bool> stopping_{false};
  std::vector<std::pair<std::string, int>> seen_;
  Answering answering_{routes(), [](const Request&) { return html(404, "fallback"); },
                       testing::catalog(), Transport::https, stopping_};
};

std::string unpacked(const std::string& bytes) {
  std::string out(100'000, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST_F(AnsweringTest, SendsSecurityHeadersWithEveryAnswer) {
  for (const auto* path : {"/short", "/nothing", "/api/unknown", "/other", "/secret-failure",
                           "/unavailable", "/header"}) {
    const auto out = get(path);
    EXPECT_TRUE(has(out, "X-Request-Id: the-id")) << path;
    EXPECT_TRUE(has(out, "X-Content-Type-Options: nosniff")) << path;
    EXPECT_TRUE(has(out, "Referrer-Policy: no-referrer")) << path;
    EXPECT_TRUE(has(out, "X-Frame-Options: DENY")) << path;
    EXPECT_TRUE(has(out, "Cache-Control: no-store")) << path;
    EXPECT_TRUE(has(out, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'"))
        << path;
    EXPECT_TRUE(has(out, "Strict-Transport-Security: max-age=31536000")) << path;
    EXPECT_FALSE(out.header.contains("Server:")) << path;
    EXPECT_FALSE(out.header.contains("Access-Control")) << path;
  }
}

TEST_F(AnsweringTest, LetsAPageSayItsOwnPolicyButNotBeFramed) {
  const auto out = get("/page");
  EXPECT_TRUE(has(out, "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'"));
  EXPECT_TRUE(has(out, "Referrer-Policy: same-origin"));
  EXPECT_TRUE(has(out, "Cache-Control: private"));
  EXPECT_FALSE(out.header.contains("no-store"));
}

TEST_F(AnsweringTest, SendsNoHstsWithoutHttps) {
  const Request request;
  const auto out = render(request, json(200, "{}"), Persistence::close, Transport::http);
  EXPECT_FALSE(out.header.contains("Strict-Transport-Security"));
  EXPECT_TRUE(has(out, "Connection: close"));
}

TEST_F(AnsweringTest, CompressesWhatIsLongAndAccepted) {
  const auto out = get("/long", {{"accept-encoding", "br, gzip;q=0.5"}});
  EXPECT_TRUE(has(out, "Content-Encoding: gzip"));
  EXPECT_TRUE(has(out, "Vary: Accept-Encoding"));
  EXPECT_TRUE(has(out, "Content-Length: " + std::to_string(out.body.size())));
  EXPECT_EQ(unpacked(out.body), long_text);
}

TEST_F(AnsweringTest, LeavesOthersAsTheyAre) {
  const Fields gzip{{"accept-encoding", "gzip"}};
  for (const auto* path : {"/short", "/tagged", "/packed"}) {
    EXPECT_FALSE(get(path, gzip).header.contains("Content-Encoding")) << path;
  }
  for (const auto* refused : {"", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "identity"}) {
    const auto out = get("/long", {{"accept-encoding", refused}});
    EXPECT_EQ(out.body, long_text) << refused;
    EXPECT_TRUE(has(out, "Vary: Accept-Encoding")) << refused;
  }
  EXPECT_TRUE(has(get("/long", {{"accept-encoding", "*"}}), "Content-Encoding: gzip"));
}

TEST_F(AnsweringTest, AnswersOptionsWithoutAHandler) {
  const auto out = ask(Method::options, "/api/v1/things/1");
  EXPECT_EQ(out.status, 204);
  EXPECT_TRUE(has(out, "Allow: GET, HEAD, POST, OPTIONS"));
  EXPECT_FALSE(out.header.contains("Content-Length"));
  EXPECT_EQ(ask(Method::options, "*").status, 204);
  EXPECT_EQ(ask(Method::options, "/api/v1/unknown").status, 404);
}

TEST_F(AnsweringTest, SaysWhichMethodsAPathKnows) {
  const auto out = ask(Method::del, "/api/v1/things/1");
  EXPECT_EQ(out.status, 405);
  EXPECT_TRUE(has(out, "Allow: GET, HEAD, POST, OPTIONS"));
  EXPECT_TRUE(has(out, "Content-Type: application/problem+json"));
}

TEST_F(AnsweringTest, LeavesUnknownPathsOutsideTheApiToTheFallback) {
  EXPECT_EQ(get("/other").body, "fallback");
  EXPECT_EQ(ask(Method::post, "/other").body, "fallback");
  const auto out = get("/api/v1/unknown");
  EXPECT_EQ(out.status, 404);
  EXPECT_TRUE(out.body.contains(R"("code":"not_found")"));
}

TEST_F(AnsweringTest, DropsTheBodyForHead) {
  Request request;
  request.head_only = true;
  request.path = "/long";
  const auto out = answering_.answer(request, {});
  EXPECT_EQ(out.status, 200);
  EXPECT_TRUE(has(out, "Content-Length: 5000"));
  EXPECT_EQ(out.body, "");
}

TEST_F(AnsweringTest, TellsNothingAboutWhatBroke) {
  for (const auto* path : {"/secret-failure", "/number"}) {
    const auto out = get(path);
    EXPECT_EQ(out.status, 500) << path;
    EXPECT_TRUE(out.body.contains(R"("code":"internal")")) << path;
    EXPECT_FALSE(out.body.contains("users")) << path;
  }
}

TEST_F(AnsweringTest, TellsUnavailableFromUnknown) {
  for (const auto* path : {"/unavailable", "/memory"}) {
    const auto out = get(path);
    EXPECT_EQ(out.status, 503) << path;
    EXPECT_TRUE(has(out, "Retry-After: 1")) << path;
    EXPECT_TRUE(out.body.contains(R"("code":"http.busy")")) << path;
  }
  const auto unknown = get("/unknown");
  EXPECT_EQ(unknown.status, 503);
  EXPECT_TRUE(unknown.body.contains(R"("code":"http.outcome_unknown")"));
}

TEST_F(AnsweringTest, NeverSplitsAnAnswer) {
  using std::string_literals::operator""s;
  for (const auto& value : {"/a\r\nX-Evil: 1"s, "/a\nX-Evil: 1"s, "/a\rX"s, "/a\0b"s, "\x1b"s}) {
    Request request;
    request.path = "/header";
    request.body = value;
    const auto out = answering_.answer(request, {});
    EXPECT_EQ(out.status, 500);
    EXPECT_FALSE(out.header.contains("X-Evil"));
    EXPECT_FALSE(out.header.contains("Location"));
  }
}

TEST_F(AnsweringTest, KeepsFramingToItself) {
  for (const auto* name : {"Content-Length", "transfer-encoding", "Connection", "X-Request-Id",
                           "A B", "A:", "", "Set-Cookie\r\nX"}) {
    Request request;
    request.path = "/header";
    request.query = {{"name", name}};
    request.body = "5";
    EXPECT_EQ(answering_.answer(request, {}).status, 500) << name;
  }
}

TEST_F(AnsweringTest, ShowsEachAnswerToTheObserver) {
  get("/api/v1/things/1");
  get("/api/v1/unknown");
  const Request request;
  answering_.refuse(request, {421, "http.unknown_host", {}}, {});
  const std::vector<std::pair<std::string, int>> expected{
      {"/api/v1/things/{id}", 200}, {"", 404}, {"", 421}};
  EXPECT_EQ(seen_, expected);
}

TEST_F(AnsweringTest, ClosesTheConnectionWhileItStops) {
  stopping_ = true;
  EXPECT_TRUE(has(get("/short"), "Connection: close"));
}

TEST(HttpDate, IsWrittenAsInRfc9110) {
  const auto at = std::chrono::sys_days(std::chrono::year(1994) / 11 / 6) + std::chrono::hours(8) +
                  std::chrono::minutes(49) + std::chrono::seconds(37);
  EXPECT_EQ(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace http
