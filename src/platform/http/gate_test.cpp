#include "platform/http/gate.hpp"

#include <gtest/gtest.h>

#include "platform/http/malformed.hpp"

namespace http {
namespace {

using testing::with_fields;
using testing::with_line;

const std::vector<std::string> our_hosts{"portal.test", "localhost:8080"};

/// What a server would do: look while bytes arrive, then admit what is complete.
std::expected<Head, Refusal> judge(std::string_view bytes, const Limits& limits = {}) {
  HeadScanner scanner(limits);
  const auto end = scanner.look(bytes);
  if (!end) return std::unexpected(end.error());
  if (!*end) return std::unexpected(Refusal{0, "incomplete", {}});
  return admit(bytes.substr(0, **end), our_hosts, limits);
}

TEST(Gate, RefusesEveryMalformedHeader) {
  const auto table = testing::malformed_headers();
  EXPECT_GE(table.size(), 60U);
  for (const auto& [flaw, bytes] : table) {
    const auto head = judge(bytes);
    ASSERT_FALSE(head.has_value()) << flaw;
    EXPECT_GE(head.error().status, 400) << flaw;
    EXPECT_TRUE(head.error().code.starts_with("http.")) << flaw;
  }
}

TEST(Gate, RefusesAlikeHoweverTheBytesArrive) {
  for (const auto& [flaw, bytes] : testing::malformed_headers()) {
    const Limits limits;
    HeadScanner scanner(limits);
    const auto whole = judge(bytes);
    std::optional<Refusal> refusal;
    for (std::size_t size = 1; size <= bytes.size() && !refusal; ++size) {
      const auto end = scanner.look(std::string_view(bytes).substr(0, size));
      if (!end) refusal = end.error();
      if (!end || !*end) continue;
      refusal = admit(std::string_view(bytes).substr(0, **end), our_hosts, limits).error();
    }
    ASSERT_TRUE(refusal.has_value()) << flaw;
    EXPECT_EQ(refusal->status, whole.error().status) << flaw;
  }
}

TEST(Gate, SaysWhatIsWrongByStatus) {
  EXPECT_EQ(judge("GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n").error().status, 421);
  EXPECT_EQ(judge("GET / HTTP/1.1\r\n\r\n").error().status, 400);
  EXPECT_EQ(judge(with_line("GET / HTTP/2.0")).error().status, 505);
  EXPECT_EQ(judge(with_line("BREW / HTTP/1.1")).error().status, 501);
  EXPECT_EQ(judge(with_line("TRACE / HTTP/1.1")).error().status, 405);
  EXPECT_EQ(judge(with_fields("Expect: tea\r\n")).error().status, 417);
}

TEST(Gate, ReadsWhatIsThere) {
  const auto head = judge(
      "HEAD /a/%C4%91/b?q=a+b%26c&empty&q=2 HTTP/1.1\r\nHost: PORTAL.test\r\nX-One:  1 \r\n"
      "X-Two:\r\n\r\n");
  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->method, Method::get);
  EXPECT_TRUE(head->head_only);
  EXPECT_EQ(head->path, "/a/đ/b");
  EXPECT_EQ(head->query, (Fields{{"q", "a b&c"}, {"empty", ""}, {"q", "2"}}));
  EXPECT_EQ(head->fields, (Fields{{"host", "PORTAL.test"}, {"x-one", "1"}, {"x-two", ""}}));
  EXPECT_TRUE(head->keep_alive);
  EXPECT_FALSE(head->chunked);
  EXPECT_EQ(head->content_length, 0U);
}

TEST(Gate, ReadsTheFramingOfABody) {
  EXPECT_EQ(judge(with_fields("Content-Length: 17\r\n"))->content_length, 17U);
  EXPECT_TRUE(judge(with_fields("Transfer-Encoding: chunked\r\n"))->chunked);
  EXPECT_TRUE(judge(with_fields("Expect: 100-Continue\r\n"))->expects_continue);
}

TEST(Gate, KeepsTheConnectionByVersionAndWish) {
  EXPECT_FALSE(judge(with_fields("Connection: close\r\n"))->keep_alive);
  EXPECT_FALSE(judge(with_fields("Connection: keep-alive, Close\r\n"))->keep_alive);
  EXPECT_FALSE(judge(with_line("GET / HTTP/1.0"))->keep_alive);
  EXPECT_TRUE(
      judge("GET / HTTP/1.0\r\nHost: portal.test\r\nConnection: Keep-Alive\r\n\r\n")->keep_alive);
}

TEST(Gate, TakesOptionsOfTheWholeServer) {
  const auto head = judge(with_line("OPTIONS * HTTP/1.1"));
  ASSERT_TRUE(head.has_value());
  EXPECT_TRUE(head->whole_server);
}

TEST(Gate, HoldsItsLimits) {
  Limits limits;
  limits.target_bytes = 100;
  limits.header_bytes = 200;
  limits.header_count = 5;
  const auto path = "/" + std::string(99, 'a');
  EXPECT_TRUE(judge(with_line("GET " + path + " HTTP/1.1"), limits).has_value());
  EXPECT_EQ(judge(with_line("GET " + path + "a HTTP/1.1"), limits).error().status, 414);
  EXPECT_EQ(judge("GET /" + std::string(200, 'a'), limits).error().status, 414);

  const std::string few = "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n";
  EXPECT_TRUE(judge(with_fields(few), limits).has_value());
  EXPECT_EQ(judge(with_fields(few + "E: 1\r\n"), limits).error().status, 431);

  // "Host: portal.test" and its line end are 19 of the 200 bytes, "A: " and its line end 5.
  EXPECT_TRUE(judge(with_fields("A: " + std::string(176, 'a') + "\r\n"), limits).has_value());
  EXPECT_EQ(judge(with_fields("A: " + std::string(177, 'a') + "\r\n"), limits).error().status, 431);
  EXPECT_EQ(judge("GET / HTTP/1.1\r\nA: " + std::string(200, 'a'), limits).error().status, 431);
}

TEST(Gate, WaitsForTheRest) {
  const Limits limits;
  const auto bytes = with_line("GET /hello HTTP/1.1");
  HeadScanner scanner(limits);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto end = scanner.look(std::string_view(bytes).substr(0, size));
    ASSERT_TRUE(end.has_value());
    ASSERT_FALSE(end->has_value()) << size;
  }
  EXPECT_EQ(scanner.look(bytes + "more")->value(), bytes.size());
}

}  // namespace
}  // namespace http
