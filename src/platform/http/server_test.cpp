#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <set>

#include "platform/http/malformed.hpp"
#include "platform/http/testing.hpp"

namespace http {
namespace {

using testing::Client;
using testing::get;
using testing::Portal;
using testing::post;

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() : portal_(routes(), options()) { portal_.start(); }

  static ServerOptions options() {
    ServerOptions options;
    options.trusted_proxies = {"192.0.2.0/24"};
    options.body_bytes_by_path = {{"/import", 4 * 1024 * 1024}};
    return options;
  }

  std::vector<Route> routes() {
    const auto echo = [this](const Request& request) {
      ++handled_;
      return json(200, request.body);
    };
    return {{Method::get, "/hello",
             [this](const Request&) {
               ++handled_;
               return json(200, R"({"hello":1})");
             }},
            {Method::post, "/echo", echo},
            {Method::post, "/import", echo},
            {Method::get, "/whoami",
             [](const Request& request) { return json(200, request.client_address); }},
            {Method::get, "/large",
             [](const Request&) {
               return Response{200, {}, std::string(std::size_t{3} << 20, 'x'), {}};
             }},
            {Method::get, "/api/v1/things/{id}", [](const Request& request) {
               return json(200, std::string(request.path_parameter("id")));
             }}};
  }

  std::atomic<int> handled_{0};
  Portal portal_;
};

TEST_F(ServerTest, KeepsTheConnection) {
  Client client(portal_.port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send(get("/hello")));
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"hello":1})");
    EXPECT_EQ(answer.field("Connection"), "");
  }
}

TEST_F(ServerTest, ClosesTheConnectionWhenAsked) {
  Client client(portal_.port());
  client.send("GET /hello HTTP/1.1\r\nHost: portal.test\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.read().field("Connection"), "close");
  EXPECT_TRUE(client.closes());
}

TEST_F(ServerTest, SpeaksHttp10) {
  Client once(portal_.port());
  once.send("GET /hello HTTP/1.0\r\nHost: portal.test\r\n\r\n");
  EXPECT_EQ(once.read().status, 200);
  EXPECT_TRUE(once.closes());

  Client twice(portal_.port());
  for (int i = 0; i < 2; ++i) {
    twice.send("GET /hello HTTP/1.0\r\nHost: portal.test\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(twice.read().field("Connection"), "keep-alive");
  }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  Client client(portal_.port());
  client.send(get("/api/v1/things/1") + post("/echo", "22") + get("/api/v1/things/3"));
  EXPECT_EQ(client.read().body, "1");
  EXPECT_EQ(client.read().body, "22");
  EXPECT_EQ(client.read().body, "3");
}

TEST_F(ServerTest, TakesARequestInPieces) {
  Client client(portal_.port());
  for (const char c : post("/echo", "hello")) ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(client.read().body, "hello");
}

TEST_F(ServerTest, TakesChunks) {
  Client client(portal_.port());
  const auto bytes = testing::chunks("5\r\nhello\r\n006\r\n world\r\n0\r\n\r\n") + get("/hello");
  for (const char c : bytes) ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(client.read().body, "hello world");
  EXPECT_EQ(client.read().body, R"({"hello":1})");
}

TEST_F(ServerTest, AsksForABodyThatWaits) {
  Client client(portal_.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: portal.test\r\nExpect: 100-continue\r\n"
      "Content-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send("{}");
  EXPECT_EQ(client.read().body, "{}");
}

TEST_F(ServerTest, RefusesATooLargeBodyBeforeItIsSent) {
  Client client(portal_.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: portal.test\r\nExpect: 100-continue\r\n"
      "Content-Length: 9999999\r\n\r\n");
  const auto answer = client.read();
  EXPECT_EQ(answer.status, 413);
  EXPECT_TRUE(answer.body.contains(R"("code":"http.body_too_large")"));
}

TEST_F(ServerTest, RefusesTooLargeBodiesThatAreSent) {
  const std::string large(std::size_t{3} << 20, 'x');
  Client whole(portal_.port());
  whole.send(post("/echo", large));
  EXPECT_EQ(whole.read().status, 413);

  Client chunked(portal_.port());
  chunked.send(testing::chunks("300000\r\n" + large + "\r\n0\r\n\r\n"));
  EXPECT_EQ(chunked.read().status, 413);

  EXPECT_EQ(handled_, 0);
  EXPECT_EQ(portal_.ask(post("/import", large)).status, 200);
}

TEST_F(ServerTest, RefusesTooLargeHeaders) {
  EXPECT_EQ(portal_.ask(get("/" + std::string(9000, 'a'))).status, 414);
  EXPECT_EQ(portal_.ask(testing::with_fields("X: " + std::string(17'000, 'a') + "\r\n")).status,
            431);
  std::string many;
  for (int i = 0; i < 100; ++i) many += "X: a\r\n";
  EXPECT_EQ(portal_.ask(testing::with_fields(many)).status, 431);
}

TEST_F(ServerTest, NeverHandlesWhatIsMalformedNorWhatFollowsIt) {
  auto table = testing::malformed_headers();
  for (auto& chunked : testing::malformed_chunks()) table.push_back(std::move(chunked));
  for (const auto& [flaw, bytes] : table) {
    Client client(portal_.port());
    client.send(bytes + get("/hello"));
    client.finish_sending();
    bool closed = false;
    const auto all = client.read_all(closed);
    EXPECT_TRUE(closed) << flaw;
    EXPECT_FALSE(all.contains("HTTP/1.1 2")) << flaw;
    EXPECT_EQ(all.find("X-Request-Id: "), all.rfind("X-Request-Id: ")) << flaw;
    EXPECT_EQ(handled_.exchange(0), 0) << flaw;
  }
}

TEST_F(ServerTest, ExplainsARefusalByTheGate) {
  const auto answer = portal_.ask("GET /hello HTTP/1.1\r\nHost: evil.test\r\n\r\n");
  EXPECT_EQ(answer.status, 421);
  EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
  EXPECT_TRUE(answer.body.contains(R"("code":"http.unknown_host")"));
  EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer.field("Connection"), "close");
}

TEST_F(ServerTest, MakesItsOwnRequestIds) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const auto answer = portal_.ask(testing::with_fields("X-Request-Id: chosen\r\n"));
    ids.insert(answer.field("X-Request-Id"));
  }
  EXPECT_EQ(ids.size(), 100U);
  EXPECT_FALSE(ids.contains("chosen"));
  EXPECT_GE(ids.begin()->size(), 16U);
}

TEST_F(ServerTest, BelievesNoForgedAddress) {
  const auto answer = portal_.ask(
      "GET /whoami HTTP/1.1\r\nHost: portal.test\r\nX-Forwarded-For: 198.51.100.7\r\n"
      "Forwarded: for=198.51.100.7\r\n\r\n");
  EXPECT_EQ(answer.body, "127.0.0.1");
}

TEST_F(ServerTest, SendsLargeAnswersWhole) {
  const auto answer = portal_.ask(get("/large"));
  EXPECT_EQ(answer.body, std::string(std::size_t{3} << 20, 'x'));
}

TEST(Server, ServesOnSeveralThreads) {
  ServerOptions options;
  options.io_threads = 3;
  options.limits.workers = 4;
  Portal portal(
      {{Method::post, "/echo", [](const Request& request) { return json(200, request.body); }}},
      options);
  portal.start();
  std::atomic<int> right{0};
  std::vector<std::thread> clients;
  for (int thread = 0; thread < 4; ++thread) {
    clients.emplace_back([&] {
      Client client(portal.port());
      for (int i = 0; i < 50; ++i) {
        client.send(post("/echo", std::to_string(i)));
        if (client.read().body == std::to_string(i)) ++right;
      }
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(right, 200);
}

TEST(Server, AnswersToItsOwnAddressWithoutAList) {
  crypto::start();
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  Server server(
      options, {{Method::get, "/", [](const Request&) { return no_content(); }}},
      [](const Request&) { return no_content(); }, testing::catalog());
  const int port = server.start();
  for (const auto* host : {"127.0.0.1", "localhost", "LOCALHOST", "[::1]"}) {
    Client client(port);
    client.send("GET / HTTP/1.1\r\nHost: " + std::string(host) + ":" + std::to_string(port) +
                "\r\n\r\n");
    EXPECT_EQ(client.read().status, 204) << host;
  }
  Client client(port);
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read().status, 421);
}

TEST(Server, SaysThatAnAddressIsTaken) {
  Portal first({});
  ServerOptions options;
  options.listen = "127.0.0.1:" + std::to_string(first.start());
  Server second(options, {}, [](const Request&) { return no_content(); }, testing::catalog());
  EXPECT_THROW(second.start(), std::runtime_error);
}

TEST(Server, StreamsATemporaryFileAndRemovesIt) {
  const auto path = std::filesystem::path(::testing::TempDir()) /
                    ("server_test_streamed_" + std::to_string(::getpid()));
  const std::string content(1'000'000, 'y');
  const auto respond = [&](const Request&) {
    std::ofstream(path, std::ios::binary) << content;
    auto response = download("text/csv", "rows.csv", "");
    response.temporary_file = path;
    return response;
  };
  Portal portal({{Method::get, "/file", respond}});
  portal.start();
  Client client(portal.port());
  client.send(get("/file"));
  const auto answer = client.read();
  EXPECT_EQ(answer.body, content);
  EXPECT_EQ(answer.field("Content-Disposition"), "attachment; filename=\"rows.csv\"");
  EXPECT_FALSE(std::filesystem::exists(path));

  client.send("HEAD /file HTTP/1.1\r\nHost: portal.test\r\n\r\n");
  EXPECT_EQ(client.read(Client::Body::none).field("Content-Length"), "1000000");
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ServerTest, ARefusedHeadHasNoBody) {
  for (const std::string_view rest :
       {"/ HTTP/1.1\r\nHost: evil.test\r\n\r\n", "/%00 HTTP/1.1\r\nHost: portal.test\r\n\r\n",
        "/ HTTP/1.1\r\nHost: portal.test\r\nExpect: tea\r\n\r\n"}) {
    Client client(portal_.port());
    client.send("HEAD " + std::string(rest));
    const auto answer = client.read(Client::Body::none);
    EXPECT_GE(answer.status, 400) << rest;
    EXPECT_NE(answer.field("Content-Length"), "0") << rest;
    client.finish_sending();
    bool closed = false;
    EXPECT_EQ(client.read_all(closed), "") << rest;
    EXPECT_TRUE(closed) << rest;
  }
}

}  // namespace
}  // namespace http
