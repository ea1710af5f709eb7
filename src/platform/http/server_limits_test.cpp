#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <future>

#include "platform/http/testing.hpp"

namespace http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::Client;
using testing::eventually;
using testing::get;
using testing::Portal;
using testing::post;

/// A route that answers only when the test lets it.
class Gated {
 public:
  Route route() {
    return {Method::get, "/wait", [this](const Request&) {
              ++entered_;
              opened_.wait();
              return json(200, "done");
            }};
  }
  static Route quick() {
    return {Method::get, "/quick", [](const Request&) { return json(200, "quick"); }};
  }
  void open() {
    if (!open_.exchange(true)) door_.set_value();
  }
  bool has(int waiting) {
    return eventually([&] { return entered_ == waiting; });
  }
  ~Gated() { open(); }

 private:
  std::promise<void> door_;
  std::shared_future<void> opened_ = door_.get_future().share();
  std::atomic<int> entered_{0};
  std::atomic<bool> open_{false};
};

TEST(ServerLimits, CloseASlowHeader) {
  ServerOptions options;
  options.limits.header_timeout = milliseconds(100);
  Portal portal({Gated::quick()}, options);
  portal.start();
  Client silent(portal.port());
  Client partial(portal.port());
  partial.send("GET /quick HTTP/1.1\r\nHost: ");
  Client idle(portal.port());
  idle.send(get("/quick"));
  EXPECT_EQ(idle.read().status, 200);
  const auto began = steady_clock::now();
  EXPECT_TRUE(silent.closes());
  EXPECT_TRUE(partial.closes());
  EXPECT_TRUE(idle.closes());
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(3));
}

TEST(ServerLimits, CloseASlowHeaderThoughBytesKeepComing) {
  ServerOptions options;
  options.limits.header_timeout = milliseconds(200);
  Portal portal({Gated::quick()}, options);
  portal.start();
  Client client(portal.port());
  client.send("GET /quick HTTP/1.1\r\nX: ");
  const auto began = steady_clock::now();
  EXPECT_TRUE(eventually([&] {
    std::this_thread::sleep_for(milliseconds(10));
    return !client.send("x");
  }));
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(3));
}

TEST(ServerLimits, CloseASlowBody) {
  ServerOptions options;
  options.limits.body_timeout = milliseconds(100);
  Portal portal(
      {{Method::post, "/echo", [](const Request& request) { return json(200, request.body); }}},
      options);
  portal.start();
  Client whole(portal.port());
  whole.send("POST /echo HTTP/1.1\r\nHost: portal.test\r\nContent-Length: 10\r\n\r\nhel");
  Client chunked(portal.port());
  chunked.send(
      "POST /echo HTTP/1.1\r\nHost: portal.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
  const auto began = steady_clock::now();
  bool closed = false;
  EXPECT_EQ(whole.read_all(closed), "");
  EXPECT_TRUE(closed);
  EXPECT_TRUE(chunked.closes());
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(3));
}

TEST(ServerLimits, CloseWhoeverDoesNotRead) {
  ServerOptions options;
  options.limits.write_timeout = milliseconds(100);
  const auto large = [](const Request&) {
    return Response{200, {}, std::string(std::size_t{64} << 20, 'x'), {}};
  };
  Portal portal({{Method::get, "/large", large}}, options);
  portal.start();
  Client client(portal.port());
  client.send(get("/large"));
  ASSERT_TRUE(eventually([&] { return portal.server().counts().connections == 1; }));
  EXPECT_TRUE(eventually([&] { return portal.server().counts().connections == 0; }));
}

TEST(ServerLimits, AnswerThatAllWorkersAreBusy) {
  ServerOptions options;
  options.limits.workers = 1;
  options.limits.queue = 1;
  Gated gated;
  Portal portal({gated.route(), Gated::quick()}, options);
  portal.start();
  Client running(portal.port());
  running.send(get("/wait"));
  ASSERT_TRUE(gated.has(1));
  Client waiting(portal.port());
  waiting.send(get("/quick"));
  ASSERT_TRUE(eventually([&] { return portal.server().counts().waiting == 1; }));

  Client beyond(portal.port());
  beyond.send(get("/quick"));
  const auto refused = beyond.read();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.field("Retry-After"), "1");
  EXPECT_TRUE(refused.body.contains(R"("code":"http.busy")"));

  gated.open();
  EXPECT_EQ(running.read().body, "done");
  EXPECT_EQ(waiting.read().body, "quick");
  beyond.send(get("/quick"));
  EXPECT_EQ(beyond.read().body, "quick");
}

TEST(ServerLimits, MakeRoomByClosingWhoeverWaitsLongest) {
  ServerOptions options;
  options.limits.connections_per_address = 2;
  Portal portal({Gated::quick()}, options);
  portal.start();
  Client oldest(portal.port());
  oldest.send("GET /quick HTTP/1.1\r\n");
  ASSERT_TRUE(eventually([&] { return portal.server().counts().connections == 1; }));
  Client second(portal.port());
  second.send(get("/quick"));
  EXPECT_EQ(second.read().status, 200);
  Client third(portal.port());
  third.send(get("/quick"));
  EXPECT_EQ(third.read().status, 200);
  EXPECT_TRUE(oldest.closes());
  second.send(get("/quick"));
  EXPECT_EQ(second.read().status, 200);
  EXPECT_EQ(portal.server().counts().connections, 2);
}

TEST(ServerLimits, TurnAwayWhoComesWhenAllAreServed) {
  for (const bool by_address : {true, false}) {
    ServerOptions options;
    (by_address ? options.limits.connections_per_address : options.limits.connections) = 2;
    Gated gated;
    Portal portal({gated.route(), Gated::quick()}, options);
    portal.start();
    Client first(portal.port());
    Client second(portal.port());
    first.send(get("/wait"));
    second.send(get("/wait"));
    ASSERT_TRUE(gated.has(2));
    Client third(portal.port());
    const auto refused = third.read();
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.field("Retry-After"), "1");
    EXPECT_TRUE(third.closes());
    gated.open();
    EXPECT_EQ(first.read().status, 200);
    EXPECT_EQ(second.read().status, 200);
  }
}

TEST(ServerLimits, ServeAGoodClientAmongSlowOnes) {
  ServerOptions options;
  options.limits.connections_per_address = 50;
  Portal portal({Gated::quick()}, options);
  portal.start();
  std::vector<Client> slow;
  for (int i = 0; i < 300; ++i) {
    slow.emplace_back(portal.port());
    slow.back().send("GET /quick HTTP/1.1\r\nX: ");
    if (i % 50 != 0) continue;
    EXPECT_EQ(portal.ask(get("/quick")).status, 200);
  }
  EXPECT_LE(portal.server().counts().connections, 50);
}

/// No new descriptor while it lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(0);
    ::close(next);
    rlimit none = before_;
    none.rlim_cur = static_cast<rlim_t>(next);
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
};

TEST(ServerLimits, SurviveRunningOutOfDescriptors) {
  Portal portal({Gated::quick()});
  portal.start();
  std::vector<Client> unlucky(5);
  Client later;
  {
    const NoDescriptors none;
    for (auto& client : unlucky) {
      client.connect(portal.port());
      client.send(get("/quick"));
    }
    EXPECT_TRUE(unlucky.front().closes());
  }
  later.connect(portal.port());
  later.send(get("/quick"));
  EXPECT_EQ(later.read().status, 200);
}

TEST(ServerStop, FinishesWhatRunsAndRefusesTheRest) {
  Gated gated;
  Portal portal({gated.route(), Gated::quick()});
  portal.start();
  Client running(portal.port());
  running.send(get("/wait"));
  Client idle(portal.port());
  idle.send(get("/quick"));
  EXPECT_EQ(idle.read().status, 200);
  ASSERT_TRUE(gated.has(1));

  auto stopped = std::async(std::launch::async, [&] { portal.server().stop(); });
  testing::Answer refused;
  ASSERT_TRUE(eventually([&] {
    Client fresh(portal.port());
    fresh.send(get("/quick"));
    refused = fresh.read();
    return refused.status == 503;
  }));
  EXPECT_EQ(refused.field("Retry-After"), "1");
  EXPECT_EQ(refused.field("Connection"), "close");
  idle.send(get("/quick"));
  EXPECT_EQ(idle.read().status, 503);

  gated.open();
  const auto finished = running.read();
  EXPECT_EQ(finished.body, "done");
  EXPECT_EQ(finished.field("Connection"), "close");
  stopped.get();
  EXPECT_FALSE(Client(portal.port()).connected());
}

TEST(ServerStop, LosesNoAnswerUnderLoad) {
  std::atomic<int> handled{0};
  Portal portal({{Method::post, "/count", [&](const Request&) {
                    ++handled;
                    return json(200, "1");
                  }}});
  portal.start();
  std::atomic<int> answered{0};
  std::atomic<int> strange{0};
  std::atomic<bool> gone{false};
  std::vector<std::thread> clients;
  for (int thread = 0; thread < 8; ++thread) {
    clients.emplace_back([&] {
      while (!gone) {
        Client client(portal.port());
        for (bool open = client.connected(); open;) {
          open = client.send(post("/count", "{}"));
          const auto answer = client.read();
          if (answer.status == 200) ++answered;
          if (answer.status != 200 && answer.status != 503 && answer.status != 0) ++strange;
          open = open && answer.status == 200 && answer.field("Connection") != "close";
        }
      }
    });
  }
  ASSERT_TRUE(eventually([&] { return answered > 200; }));
  portal.server().stop();
  gone = true;
  for (auto& client : clients) client.join();
  EXPECT_EQ(answered, handled);
  EXPECT_EQ(strange, 0);
}

TEST(ServerStop, ReturnsThoughAHandlerHangs) {
  ServerOptions options;
  options.stop_timeout = milliseconds(200);
  Gated gated;
  Portal portal({gated.route()}, options);
  portal.start();
  Client client(portal.port());
  client.send(get("/wait"));
  ASSERT_TRUE(gated.has(1));
  const auto began = steady_clock::now();
  portal.server().stop();
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(3));
  EXPECT_EQ(portal.server().counts().running, 1);
  gated.open();
}

}  // namespace
}  // namespace http
