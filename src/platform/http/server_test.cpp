#include <gtest/gtest.h>

#include "platform/http/testing.hpp"

namespace http {
namespace {

using testing::Client;
using testing::get;
using testing::Portal;
using testing::post;

std::vector<Route> greeting() {
  return {{Method::get, "/hello", [](const Request&) { return json(200, R"({"hello":1})"); }},
          {Method::post, "/echo", [](const Request& request) { return json(200, request.body); }},
          {Method::get, "/api/v1/things/{id}", [](const Request& request) {
             return json(200, std::string(request.path_parameter("id")));
           }}};
}

TEST(Server, AnswersAndKeepsTheConnection) {
  Portal portal(greeting());
  portal.start();
  Client client(portal.port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send(get("/hello")));
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"hello":1})");
  }
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  Portal portal(greeting());
  portal.start();
  Client client(portal.port());
  client.send(get("/api/v1/things/1") + post("/echo", "22") + get("/api/v1/things/3"));
  EXPECT_EQ(client.read().body, "1");
  EXPECT_EQ(client.read().body, "22");
  EXPECT_EQ(client.read().body, "3");
}

}  // namespace
}  // namespace http
