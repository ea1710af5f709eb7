#include "platform/mail/mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/mail/testing.hpp"

namespace mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Sink;
using namespace std::string_literals;

Message message(std::string recipient = "khach@example.com") {
  return {
      .id = "msg_1@portal.example",
      .from_name = "Nhà cung cấp",
      .from_address = "portal@portal.example",
      .reply_to = "help@portal.example",
      .recipient = std::move(recipient),
      .language = "vi, en",
      .subject = "Công ty Đám Mây mời bạn xác nhận trở thành khách hàng của họ, xin hãy trả lời",
      .text = "Xin chào,\n\n.một dòng bắt đầu bằng dấu chấm\n.\nhết = rồi\n",
      .html = "<p>Xin chào &lt;b&gt; &amp; " + std::string(2000, 'x') + "</p>\n",
      .date = base::from_microseconds(1'700'000'000'000'000)};
}

std::string without(std::string text, char byte) {
  std::erase(text, byte);
  return text;
}

TEST(Compose, writes_headers_in_ascii_and_lines_of_crlf) {
  const auto whole = compose(message());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    EXPECT_LT(static_cast<unsigned char>(whole[at]), 0x80);
    if (whole[at] == '\n') {
      ASSERT_GT(at, 0U);
      EXPECT_EQ(whole[at - 1], '\r');
    }
  }
  std::size_t longest = 0;
  for (std::size_t begin = 0, end = 0; (end = whole.find("\r\n", begin)) != std::string::npos;
       begin = end + 2)
    longest = std::max(longest, end - begin);
  EXPECT_LE(longest, 100U);
  EXPECT_THAT(whole, HasSubstr("Message-Id: <msg_1@portal.example>"));
  EXPECT_THAT(whole, HasSubstr("Date: Tue, 14 Nov 2023 22:13:20 +0000"));
  EXPECT_THAT(whole, HasSubstr("Auto-Submitted: auto-generated"));
  EXPECT_THAT(whole, HasSubstr("Content-Language: vi, en"));
  EXPECT_THAT(whole, HasSubstr("MIME-Version: 1.0"));
  EXPECT_LT(whole.find("text/plain; charset=utf-8"), whole.find("text/html; charset=utf-8"));
}

TEST(Compose, is_the_same_for_the_same_message) {
  EXPECT_EQ(compose(message()), compose(message()));
}

TEST(Compose, refuses_what_would_end_a_header) {
  for (const auto& bad : {"a\r\nBcc: x@y.z"s, "a\nb"s, "a\rb"s, "a\0b"s, "a\x7F"s, "\xFF"s}) {
    for (auto field :
         {&Message::from_name, &Message::subject, &Message::language, &Message::recipient,
          &Message::from_address, &Message::reply_to, &Message::id}) {
      auto forged = message();
      forged.*field = bad;
      EXPECT_THROW(compose(forged), std::invalid_argument);
      EXPECT_TRUE(fault_of(forged).has_value());
    }
  }
}

TEST(Compose, refuses_addresses_that_are_more_than_an_address) {
  for (const auto* bad : {"",
                          "a",
                          "@b.c",
                          "a@",
                          "a@b@c.d",
                          "a b@c.d",
                          "<a@b.c>",
                          "a@b.c>",
                          "a@b.c, d@e.f",
                          "a@b..c",
                          ".a@b.c",
                          "a.@b.c",
                          "a@.b",
                          "a@b.c.",
                          "a\"@b.c",
                          "a@[127.0.0.1]",
                          "a@b.c\r\nDATA",
                          "đ@b.c",
                          "a@b_c.d",
                          "a(x)@b.c",
                          "a@b.c:25"})
    EXPECT_TRUE(fault_of(message(bad)).has_value()) << bad;
  for (const auto* good : {"a@b.c", "a.b+c@d-e.vn", "o'neill@x.example", "100%@x.example"})
    EXPECT_FALSE(fault_of(message(good)).has_value()) << good;
}

TEST(Loopback, is_this_machine_only) {
  for (const auto* host : {"localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"})
    EXPECT_TRUE(is_loopback(host)) << host;
  for (const auto* host : {"", "example.com", "128.0.0.1", "localhost.example.com", "127.1.example",
                           "0.0.0.0", "::", "127.0.0.1.example.com"})
    EXPECT_FALSE(is_loopback(host)) << host;
}

TEST(Send, arrives_as_it_was_written) {
  const Sink sink;
  const auto delivery = send(sink.server(), message());
  EXPECT_EQ(delivery.outcome, Outcome::sent);
  EXPECT_EQ(delivery.reply_code, 250);
  const auto mails = sink.mails();
  ASSERT_EQ(mails.size(), 1U);
  const auto& mail = mails.front();
  EXPECT_EQ(mail.at("from").as_string(), "portal@portal.example");
  EXPECT_EQ(mail.at("recipients").as_array(), (boost::json::array{"khach@example.com"}));
  EXPECT_EQ(mail.at("subject").as_string(), message().subject);
  EXPECT_EQ(without(mail.at("text").as_string().c_str(), '\r'), message().text);
  EXPECT_EQ(without(mail.at("html").as_string().c_str(), '\r'), message().html);
  EXPECT_EQ(Sink::header(mail, "From"), "Nhà cung cấp <portal@portal.example>");
  EXPECT_EQ(Sink::header(mail, "To"), "khach@example.com");
  EXPECT_EQ(Sink::header(mail, "Reply-To"), "help@portal.example");
  EXPECT_EQ(Sink::header(mail, "Content-Language"), "vi, en");
  EXPECT_EQ(Sink::header(mail, "Message-Id"), "<msg_1@portal.example>");
}

TEST(Send, keeps_one_connection_for_many_mails) {
  Sink sink;
  Connection connection(sink.server());
  for (int number = 0; number < 3; ++number)
    EXPECT_EQ(connection.send(message()).outcome, Outcome::sent);
  sink.behave("refuse poison@example.com");
  EXPECT_EQ(connection.send(message("poison@example.com")).outcome, Outcome::refused);
  EXPECT_EQ(connection.send(message()).outcome, Outcome::sent);
  const auto mails = sink.mails();
  ASSERT_EQ(mails.size(), 4U);
  EXPECT_EQ(mails[0].at("peer"), mails[2].at("peer"));
  EXPECT_NE(mails[0].at("peer"), mails[3].at("peer"));
}

TEST(Send, with_a_forged_field_reaches_no_server) {
  const Sink sink;
  auto forged = message();
  forged.subject = "hello\r\nBcc: victim@example.com";
  EXPECT_EQ(send(sink.server(), forged).outcome, Outcome::refused);
  EXPECT_EQ(send(sink.server(), message("a@b.c>\r\nRCPT TO:<victim@example.com")).outcome,
            Outcome::refused);
  EXPECT_TRUE(sink.mails().empty());
}

TEST(Send, tells_what_the_server_says) {
  struct Case {
    std::string rules;
    Outcome outcome;
    int reply_code;
    std::string reason;
  };
  Sink sink;
  for (const auto& each :
       {Case{"busy", Outcome::try_later, 451, "451 4.3.0 Try again later"},
        Case{"refuse", Outcome::refused, 550, "550 5.1.1 No such user here"},
        Case{"busy-content", Outcome::try_later, 451, "451 4.3.0 Try again later"},
        Case{"refuse-content", Outcome::refused, 554, "554 5.7.1 Content refused"},
        Case{"no-sender", Outcome::no_server, 550, "550 5.7.1 Sender not welcome"}}) {
    sink.behave(each.rules);
    const auto delivery = send(sink.server(), message());
    EXPECT_EQ(delivery.outcome, each.outcome) << each.rules;
    EXPECT_EQ(delivery.reply_code, each.reply_code) << each.rules;
    EXPECT_EQ(delivery.reason, each.reason);
  }
  EXPECT_TRUE(sink.mails().empty());
}

TEST(Send, tries_again_when_the_connection_breaks_after_the_mails_end) {
  Sink sink;
  sink.behave("drop");
  const auto delivery = send(sink.server(), message());
  EXPECT_EQ(delivery.outcome, Outcome::try_later);
  EXPECT_EQ(delivery.reply_code, 0);
  EXPECT_EQ(sink.mails().size(), 1U);
}

TEST(Send, does_not_wait_for_ever) {
  Sink sink;
  auto server = sink.server();
  server.timeout = std::chrono::seconds{2};
  for (const auto* rules : {"slow", "silent"}) {
    sink.behave(rules);
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(send(server, message()).outcome, Outcome::try_later) << rules;
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{20}) << rules;
  }
}

TEST(Send, breaks_off_when_it_is_told_to) {
  Sink sink;
  sink.behave("silent");
  Connection connection(sink.server(), [&] { return !sink.mails().empty(); });
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(connection.send(message()).outcome, Outcome::try_later);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{10});
}

TEST(Send, says_when_nobody_listens) {
  Sink sink;
  const auto server = sink.server();
  sink.stop();
  const auto delivery = send(server, message());
  EXPECT_EQ(delivery.outcome, Outcome::no_server);
  EXPECT_EQ(delivery.reply_code, 0);
  EXPECT_FALSE(delivery.reason.empty());
}

TEST(Send, without_tls_goes_to_loopback_only) {
  Server server;
  server.host = "192.0.2.1";
  server.tls = Tls::none;
  EXPECT_EQ(send(server, message()).outcome, Outcome::no_server);
}

class SendByTls : public ::testing::TestWithParam<Tls> {};
INSTANTIATE_TEST_SUITE_P(Ways, SendByTls, ::testing::Values(Tls::starttls, Tls::tls));

TEST_P(SendByTls, signs_in_and_sends) {
  const Sink sink({.tls = GetParam(), .user = "portal", .password = "a secret, with spaces"});
  EXPECT_EQ(send(sink.server(), message()).outcome, Outcome::sent);
  const auto mails = sink.mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_TRUE(mails.front().at("tls").as_bool());
  EXPECT_EQ(mails.front().at("user").as_string(), "portal");
}

TEST_P(SendByTls, keeps_the_mail_when_the_password_is_wrong) {
  const Sink sink({.tls = GetParam(), .user = "portal", .password = "right"});
  auto server = sink.server();
  server.password = "wrong";
  const auto delivery = send(server, message());
  EXPECT_EQ(delivery.outcome, Outcome::no_server);
  EXPECT_THAT(delivery.reason, Not(HasSubstr("wrong")));
  EXPECT_TRUE(sink.mails().empty());
}

TEST_P(SendByTls, sends_nothing_to_a_certificate_that_nobody_vouches_for) {
  const Sink sink({.tls = GetParam()});
  auto server = sink.server();
  server.certificate_file.clear();
  EXPECT_EQ(send(server, message()).outcome, Outcome::no_server);
  EXPECT_TRUE(sink.mails().empty());
}

TEST_P(SendByTls, sends_nothing_to_a_certificate_of_another_name) {
  const Sink sink({.tls = GetParam(), .name = "mail.example"});
  EXPECT_EQ(send(sink.server(), message()).outcome, Outcome::no_server);
  EXPECT_TRUE(sink.mails().empty());
}

TEST_P(SendByTls, sends_nothing_to_a_server_that_offers_no_tls) {
  const Sink sink;
  auto server = sink.server();
  server.tls = GetParam();
  server.timeout = std::chrono::seconds{3};
  EXPECT_EQ(send(server, message()).outcome, Outcome::no_server);
  EXPECT_TRUE(sink.mails().empty());
}

}  // namespace
}  // namespace mail
