// The remote directory against a small real HTTP server on a loopback port, in every mood.

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "accounts/accounts.hpp"

namespace accounts {
namespace {

/// Answers one connection after another with what the test says; "" keeps the client waiting.
class SmallServer {
 public:
  using Answer = std::function<std::string(int nth, const std::string& request)>;

  explicit SmallServer(Answer answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, generic, &size) != 0)
      throw std::runtime_error("no loopback port");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SmallServer() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
  }
  SmallServer(const SmallServer&) = delete;
  SmallServer& operator=(const SmallServer&) = delete;

  std::string url() const { return fmt::format("http://127.0.0.1:{}/v1", port_); }
  int asked() const { return asked_; }
  std::string last_request() {
    const std::scoped_lock lock(mutex_);
    return last_request_;
  }

 private:
  bool ready(int descriptor) const {
    pollfd waiting{descriptor, POLLIN, 0};
    return ::poll(&waiting, 1, 10) > 0;
  }

  void serve() {
    while (!stopping_) {
      if (!ready(listener_)) continue;
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      speak_with(client);
      ::close(client);
    }
  }

  void speak_with(int client) {
    const std::string request = read_request(client);
    {
      const std::scoped_lock lock(mutex_);
      last_request_ = request;
    }
    const std::string answer = answer_(++asked_, request);
    std::size_t sent = 0;
    while (sent < answer.size()) {
      const auto written = ::send(client, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
      if (written <= 0) return;
      sent += static_cast<std::size_t>(written);
    }
    char byte = 0;
    // The client hangs up first, so that a slow answer is ended by its time limit alone.
    while (answer.empty() && !stopping_)
      if (ready(client) && ::recv(client, &byte, 1, 0) <= 0) return;
  }

  std::string read_request(int client) const {
    std::string request;
    std::array<char, 4096> buffer{};
    while (!stopping_) {
      const auto end = request.find("\r\n\r\n");
      const auto length = request.find("Content-Length: ");
      if (end != std::string::npos && length != std::string::npos &&
          request.size() >= end + 4 + std::stoul(request.substr(length + 16)))
        return request;
      if (!ready(client)) continue;
      const auto count = ::recv(client, buffer.data(), buffer.size(), 0);
      if (count <= 0) return request;
      request.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return request;
  }

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> asked_ = 0;
  std::mutex mutex_;
  std::string last_request_;
  std::thread thread_;
};

std::string response(std::string_view status, std::string_view body,
                     std::string_view more = "Content-Type: application/json\r\n") {
  return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n{}", status,
                     more, body.size(), body);
}

std::string account(std::string_view email, std::string_view rest = "") {
  return fmt::format(
      R"({{"email":"{}","external_id":"7","name":"Nguyễn Văn An","kind":"enterprise","payment_type":"prepaid",)"
      R"("credit_balance":{{"amount":-5,"currency":"VND"}},"services_in_use":2,"provider_discount":true,)"
      R"("in_poc":false,"provider_customer":true{}}})",
      email, rest);
}

std::string accounts_of(std::string_view list) {
  return response("200 OK", fmt::format(R"({{"accounts":[{}]}})", list));
}

RemoteSettings settings(std::string url) {
  return {.url = std::move(url),
          .key = "secret-key",
          .timeout_ms = 3000,
          .retries = 1,
          .currency = "VND"};
}

std::vector<base::Email> emails(const std::vector<std::string>& texts) {
  std::vector<base::Email> parsed;
  for (const std::string& text : texts) parsed.push_back(*base::Email::parse(text));
  return parsed;
}

base::Result<Fetched> ask(const RemoteSettings& how,
                          const std::vector<std::string>& whom = {"an@khachhang.example"}) {
  return remote_directory(how)->fetch(emails(whom));
}

void expect_unavailable(const base::Result<Fetched>& result, std::string_view cause) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, base::ErrorKind::unavailable);
  EXPECT_EQ(result.error().code, "accounts.directory_unavailable");
  EXPECT_NE(result.error().cause.find(cause), std::string::npos) << result.error().cause;
  EXPECT_EQ(result.error().cause.find("secret-key"), std::string::npos);
}

TEST(RemoteDirectory, reads_a_right_answer_whole) {
  SmallServer server([](int, const std::string&) {
    return accounts_of(account("An@khachhang.example", R"(,"language":"en","verified":false)"));
  });
  const auto fetched = ask(settings(server.url()),
                           {"an@khachhang.example", "nobody@x.example", "an@khachhang.example"});
  ASSERT_TRUE(fetched) << fetched.error().cause;
  ASSERT_EQ(fetched->answers.size(), 2U);
  const Facts& facts = fetched->answers[0].facts.value();
  EXPECT_EQ(facts.email.text(), "an@khachhang.example");
  EXPECT_EQ(facts.external_id, "7");
  EXPECT_EQ(facts.kind, Kind::enterprise);
  EXPECT_EQ(facts.language, i18n::Language::en);
  EXPECT_FALSE(facts.verified);
  EXPECT_EQ(facts.credit_balance, (base::Money{-5, "VND"}));
  EXPECT_EQ(facts.credit_held, (base::Money{0, "VND"}));
  EXPECT_EQ(facts.services_in_use, 2);
  EXPECT_TRUE(facts.provider_discount && facts.provider_customer && !facts.in_poc);
  EXPECT_FALSE(fetched->answers[1].facts);
  const std::string request = server.last_request();
  EXPECT_TRUE(request.starts_with("POST /v1/accounts/lookup HTTP/1.1\r\n"));
  EXPECT_NE(request.find("Authorization: Bearer secret-key\r\n"), std::string::npos);
  EXPECT_TRUE(request.ends_with(R"({"emails":["an@khachhang.example","nobody@x.example"]})"));
}

TEST(RemoteDirectory, nothing_is_asked_about_nobody) {
  const auto fetched = ask(settings("http://127.0.0.1:1"), {});
  ASSERT_TRUE(fetched);
  EXPECT_TRUE(fetched->answers.empty());
}

TEST(RemoteDirectory, tries_once_more_after_a_500) {
  const SmallServer server([](int nth, const std::string&) {
    return nth == 1 ? response("500 Oops", "{}") : accounts_of(account("an@khachhang.example"));
  });
  EXPECT_TRUE(ask(settings(server.url())));
  EXPECT_EQ(server.asked(), 2);
}

TEST(RemoteDirectory, gives_up_after_the_retries) {
  const SmallServer server([](int, const std::string&) { return response("503 Busy", "{}"); });
  expect_unavailable(ask(settings(server.url())), "status 503");
  EXPECT_EQ(server.asked(), 2);
}

TEST(RemoteDirectory, tries_once_more_when_the_connection_breaks) {
  const SmallServer server([](int nth, const std::string&) {
    return nth == 1 ? std::string(
                          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Length: 100\r\n\r\n{\"accounts\":")
                    : accounts_of(account("an@khachhang.example"));
  });
  EXPECT_TRUE(ask(settings(server.url())));
}

TEST(RemoteDirectory, a_slow_answer_ends_at_the_time_limit) {
  const SmallServer server([](int, const std::string&) { return std::string(); });
  RemoteSettings how = settings(server.url());
  how.timeout_ms = 100;
  const auto before = std::chrono::steady_clock::now();
  expect_unavailable(ask(how), "Timeout");
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
  EXPECT_EQ(server.asked(), 1);
}

TEST(RemoteDirectory, a_server_that_is_down_is_unavailable) {
  std::string url;
  {
    const SmallServer server([](int, const std::string&) { return std::string(); });
    url = server.url();
  }
  expect_unavailable(ask(settings(url)), "connect");
}

TEST(RemoteDirectory, a_redirect_is_not_followed) {
  SmallServer elsewhere(
      [](int, const std::string&) { return accounts_of(account("an@khachhang.example")); });
  const SmallServer server([&](int, const std::string&) {
    return response("307 Temporary Redirect", "",
                    fmt::format("Location: {}/accounts/lookup\r\n", elsewhere.url()));
  });
  expect_unavailable(ask(settings(server.url())), "status 307");
  EXPECT_EQ(elsewhere.asked(), 0);
}

TEST(RemoteDirectory, a_huge_answer_is_cut_off) {
  const SmallServer server([](int, const std::string&) {
    return accounts_of(std::string(std::size_t{5} * 1024 * 1024, ' '));
  });
  expect_unavailable(ask(settings(server.url())), "");
}

TEST(RemoteDirectory, an_answer_that_breaks_the_contract_is_no_answer) {
  const std::string an = account("an@khachhang.example");
  const std::vector<std::string> wrong{
      response("200 OK", "<html>", "Content-Type: text/html\r\n"),
      response("200 OK", "{\"accounts\":"),
      response("200 OK", "[]"),
      response("200 OK", "{}"),
      response("200 OK", R"({"accounts":{}})"),
      response("200 OK", R"({"accounts":[],"more":true})"),
      response("401 Unauthorized", "{}"),
      response("204 No Content", ""),
      accounts_of(account("an@khachhang.example", R"(,"unknown":1)")),
      accounts_of(account("an@khachhang.example", R"(,"verified":"yes")")),
      accounts_of(
          account("an@khachhang.example", R"(,"credit_held":{"amount":-1,"currency":"VND"})")),
      accounts_of(
          account("an@khachhang.example", R"(,"credit_held":{"amount":1.5,"currency":"VND"})")),
      accounts_of(
          account("an@khachhang.example", R"(,"credit_held":{"amount":0,"currency":"USD"})")),
      accounts_of(account("stranger@khachhang.example")),
      accounts_of(account("no address")),
      accounts_of(an + "," + an),
      accounts_of(R"({"email":"an@khachhang.example"})"),
      accounts_of("null"),
  };
  for (const std::string& answer : wrong) {
    const SmallServer server([&](int, const std::string&) { return answer; });
    SCOPED_TRACE(answer);
    expect_unavailable(ask(settings(server.url())), "");
    EXPECT_EQ(server.asked(), 1);
  }
}

TEST(RemoteDirectory, two_addresses_cannot_have_one_number) {
  const SmallServer server([](int, const std::string&) {
    return accounts_of(account("an@khachhang.example") + "," + account("hoa@khachhang.example"));
  });
  expect_unavailable(ask(settings(server.url()), {"an@khachhang.example", "hoa@khachhang.example"}),
                     "/accounts/1");
}

TEST(RemoteDirectory, settings_that_would_leak_the_key_are_complained_about) {
  EXPECT_FALSE(complaint_about(settings("https://directory.example/v1")));
  EXPECT_FALSE(complaint_about(settings("http://127.0.0.1:8081")));
  EXPECT_FALSE(complaint_about(settings("http://localhost:8081/v1/")));
  EXPECT_FALSE(complaint_about(settings("http://[::1]:8081")));
  for (const auto* url : {"", "directory.example", "http://directory.example", "ftp://127.0.0.1",
                          "https://user:pw@directory.example", "https://directory.example/?a=b",
                          "http://127.0.0.1.evil.example", "http://127.0.0.1.evil.example:80/v1",
                          "http://localhost@evil.example", "https://", "file:///etc/passwd"})
    EXPECT_EQ(complaint_about(settings(url)).value_or(Complaint{}).setting, "directory.url") << url;
  for (const auto* key : {"", "a b", "a\r\nX: y", "khóa"}) {
    RemoteSettings how = settings("https://directory.example");
    how.key = key;
    EXPECT_EQ(complaint_about(how).value_or(Complaint{}).setting, "directory.key") << key;
  }
}

}  // namespace
}  // namespace accounts
