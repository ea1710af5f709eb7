#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>
#include <thread>

#include "notifications/notifications.hpp"
#include "platform/database/testing.hpp"
#include "platform/mail/testing.hpp"

namespace notifications {
namespace {

using mail::testing::Sink;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr base::Instant start = base::from_microseconds(1'700'000'000'000'000);

class OutboxTest : public database::testing::StoreTest {
 protected:
  OutboxTest() {
    settings.base_url = "https://portal.example/";
    settings.from_name = "VNG Cloud";
    settings.from_address = "portal@portal.example";
  }

  Outbox outbox() { return {database(), catalog, key, settings}; }

  /// Each mail a millisecond younger than the one before, so that their ids sort.
  Mail letter(const std::string& recipient) {
    made += 1ms;
    return {.id = base::MailId::make(made, crypto::system_random().ten()),
            .recipient = recipient,
            .language = i18n::Language::vi,
            .languages = Languages::one,
            .template_name = "partner_declined",
            .values = {{"email", "khach@example.com"}, {"account_name", "Công ty Đám Mây"}},
            .link = std::nullopt,
            .about = {},
            .hold_key = {},
            .per_day = std::nullopt};
  }

  Mail consent(const std::string& recipient, const std::string& subject = "reg_1") {
    auto mail = letter(recipient);
    mail.languages = Languages::both;
    mail.template_name = "consent";
    mail.values = {{"partner_legal_name", "Công ty Đám Mây"},
                   {"tax_code", "0312345678"},
                   {"expires_on", "22/12/2026"}};
    mail.link = Link{"/consent/", {"consent", subject, "nonce"}};
    mail.about = subject;
    return mail;
  }

  template <class Change>
  void write(Change&& change) {
    const auto done = database().write([&](database::Transaction& transaction) -> base::Result<> {
      change(transaction);
      return {};
    });
    ASSERT_TRUE(done.has_value());
  }

  base::MailId add(const Mail& mail, base::Instant now = start) {
    write([&](database::Transaction& transaction) { queue(transaction, mail, now); });
    return mail.id;
  }

  std::vector<OutboxMail> list(const std::optional<std::string>& recipient = std::nullopt,
                               const std::optional<base::MailId>& after = std::nullopt,
                               int limit = 200) {
    const auto box = outbox();
    return database().read([&](database::Snapshot& snapshot) {
      return box.list(snapshot, {.recipient = recipient, .state = {}}, after, limit);
    });
  }

  OutboxMail only() {
    auto mails = list();
    EXPECT_THAT(mails, SizeIs(1));
    return mails.at(0);
  }

  /// Runs the deliveries that a job would run now.
  void deliver(Outbox& box, base::Instant now) {
    while (box.deliver(now)) continue;
  }

  static std::multiset<std::string> recipients(const Sink& sink) {
    std::multiset<std::string> found;
    for (const auto& mail : sink.mails())
      for (const auto& each : mail.at("recipients").as_array())
        found.emplace(each.as_string().c_str());
    return found;
  }

  i18n::Catalog catalog{base::Values{{"provider", "VNG Cloud"}}};
  crypto::SecretKey key = crypto::SecretKey::from_bytes({1, 2, 3});
  Settings settings;
  base::Instant made = start;
};
INSTANTIATE_TEST_SUITE_P(Engines, OutboxTest, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(OutboxTest, delivers_what_a_committed_change_wrote_and_nothing_else) {
  const Sink sink;
  settings.server = sink.server();
  const auto id = add(consent("khach@example.com"));
  const auto refused = consent("nobody@example.com");
  const auto result = database().write([&](database::Transaction& transaction) -> base::Result<> {
    queue(transaction, refused, start);
    return base::fail(base::ErrorKind::conflict, "test.no");
  });
  EXPECT_FALSE(result.has_value());
  auto box = outbox();
  EXPECT_FALSE(box.deliver(start));

  const auto mails = sink.mails();
  ASSERT_THAT(mails, SizeIs(1));
  const auto token = crypto::derived_token(key, {"consent", "reg_1", "nonce"});
  const auto code = crypto::derived_code(key, {"consent", "reg_1", "nonce"});
  const std::string text(mails[0].at("text").as_string());
  EXPECT_THAT(text, HasSubstr("https://portal.example/consent/" + token));
  EXPECT_THAT(text, HasSubstr(code));
  EXPECT_EQ(mails[0].at("recipients").as_array(), (boost::json::array{"khach@example.com"}));
  EXPECT_EQ(Sink::header(mails[0], "Message-Id"), "<" + id.text() + "@portal.example>");
  EXPECT_EQ(Sink::header(mails[0], "Content-Language"), "vi, en");
  EXPECT_EQ(Sink::header(mails[0], "From"), "VNG Cloud <portal@portal.example>");
  EXPECT_EQ(only().state, State::sent);
  EXPECT_EQ(only().attempts, 1);
  EXPECT_TRUE(only().sent_at.has_value());
  EXPECT_FALSE(box.has_due(start + 240h));
}

TEST_P(OutboxTest, holds_neither_link_nor_code) {
  add(consent("khach@example.com"));
  const database::testing::Sql sql("SELECT places, last_reply FROM outbox");
  const auto stored = database().read([&](database::Snapshot& snapshot) {
    return snapshot.first(sql, {}, [](const database::Row& row) {
      return std::string(row.text("places")) + std::string(row.text("last_reply"));
    });
  });
  const auto token = crypto::derived_token(key, {"consent", "reg_1", "nonce"});
  EXPECT_THAT(*stored, Not(HasSubstr(token)));
  EXPECT_THAT(*stored, Not(HasSubstr(crypto::derived_code(key, {"consent", "reg_1", "nonce"}))));
}

TEST_P(OutboxTest, masks_link_and_code_for_whoever_looks) {
  add(consent("khach@example.com"));
  const auto token = crypto::derived_token(key, {"consent", "reg_1", "nonce"});
  const auto code = crypto::derived_code(key, {"consent", "reg_1", "nonce"});
  for (const auto& part : {only().text, only().html}) {
    EXPECT_THAT(part, HasSubstr("••••••"));
    EXPECT_THAT(part, Not(HasSubstr(token)));
    EXPECT_THAT(part, Not(HasSubstr(code)));
    EXPECT_THAT(part, Not(HasSubstr("/consent/")));
  }
  settings.demo = true;
  EXPECT_THAT(only().text, HasSubstr("/consent/" + token));
  EXPECT_THAT(only().html, HasSubstr(code));
}

TEST_P(OutboxTest, of_a_demo_shows_mails_at_once_and_sends_none) {
  settings.demo = true;
  add(consent("khach@example.com"));
  auto box = outbox();
  EXPECT_TRUE(box.has_due(start));
  deliver(box, start);
  EXPECT_EQ(only().state, State::shown);
  EXPECT_EQ(only().sent_at, start);
}

TEST_P(OutboxTest, without_a_server_keeps_mails_queued) {
  add(consent("khach@example.com"));
  auto box = outbox();
  EXPECT_FALSE(box.has_due(start));
  EXPECT_FALSE(box.deliver(start));
  EXPECT_EQ(only().state, State::queued);
  EXPECT_EQ(only().attempts, 0);
}

TEST_P(OutboxTest, lists_newest_first_by_pages_and_by_recipient) {
  std::vector<base::MailId> ids;
  for (int number = 0; number < 5; ++number)
    ids.push_back(add(letter(number % 2 == 0 ? "even@example.com" : "odd@example.com")));
  const auto page = list(std::nullopt, std::nullopt, 2);
  EXPECT_THAT((std::vector{page.at(0).id, page.at(1).id}), ElementsAre(ids[4], ids[3]));
  const auto next = list(std::nullopt, page.at(1).id, 2);
  EXPECT_THAT((std::vector{next.at(0).id, next.at(1).id}), ElementsAre(ids[2], ids[1]));
  const auto odd = list("odd@example.com");
  EXPECT_THAT((std::vector{odd.at(0).id, odd.at(1).id}), ElementsAre(ids[3], ids[1]));
  EXPECT_TRUE(list("ODD@example.com").empty());
  const auto box = outbox();
  database().read([&](database::Snapshot& snapshot) {
    EXPECT_EQ(box.total(snapshot, {}), 5);
    EXPECT_EQ(box.total(snapshot, {.recipient = "even@example.com", .state = {}}), 3);
  });
  EXPECT_EQ(page.at(0).template_name, "partner_declined");
  EXPECT_EQ(page.at(0).language, "vi");
  EXPECT_THAT(page.at(0).subject, HasSubstr("khach@example.com"));
}

TEST_P(OutboxTest, lists_by_state_and_finds_one) {
  settings.demo = true;
  auto box = outbox();
  add(letter("a@example.com"));
  deliver(box, start);
  const auto waits = add(letter("a@example.com"));
  const auto cancelled = add(consent("a@example.com"));
  write([](database::Transaction& transaction) { cancel(transaction, "reg_1", start); });
  const std::map<State, std::int64_t> expected{
      {State::shown, 1}, {State::queued, 1}, {State::failed, 1}, {State::sent, 0}};
  database().read([&](database::Snapshot& snapshot) {
    for (const auto& [state, number] : expected)
      for (const auto& recipient : {std::optional<std::string>("a@example.com"), {}}) {
        const OutboxFilter filter{.recipient = recipient, .state = state};
        EXPECT_EQ(box.total(snapshot, filter), number) << name_of(state);
        const auto mails = box.list(snapshot, filter, std::nullopt, 10);
        EXPECT_THAT(mails, SizeIs(number)) << name_of(state);
        for (const auto& mail : mails) EXPECT_EQ(mail.state, state);
      }
    const OutboxFilter queued{.recipient = {}, .state = State::queued};
    EXPECT_TRUE(box.list(snapshot, queued, waits, 10).empty());
    EXPECT_EQ(box.find(snapshot, cancelled)->state, State::failed);
    EXPECT_FALSE(box.find(snapshot, letter("b@example.com").id).has_value());
  });
}

TEST_P(OutboxTest, tells_the_states_of_many_mails_at_once) {
  settings.demo = true;
  const auto one = add(letter("a@example.com"));
  auto box = outbox();
  deliver(box, start + 1s);
  const auto two = add(letter("b@example.com"), start + 2s);
  const auto unknown = letter("c@example.com").id;
  const auto states = database().read(
      [&](database::Snapshot& snapshot) { return states_of(snapshot, {unknown, two, one}); });
  ASSERT_THAT(states, SizeIs(2));
  for (const auto& each : states) {
    EXPECT_EQ(each.state, each.id == one ? State::shown : State::queued);
    EXPECT_EQ(each.at, each.id == one ? start + 1s : start + 2s);
  }
  const auto waiting =
      database().read([](database::Snapshot& snapshot) { return backlog(snapshot); });
  EXPECT_EQ(waiting.waiting, 1);
  EXPECT_EQ(waiting.oldest, start + 2s);
}

TEST_P(OutboxTest, refuses_a_mail_that_its_template_cannot_fill) {
  auto mail = letter("a@example.com");
  mail.values.clear();
  const auto store = [&](const Mail& each) {
    return database().write([&](database::Transaction& transaction) -> base::Result<> {
      queue(transaction, each, start);
      return {};
    });
  };
  EXPECT_THROW((void)store(mail), std::logic_error);
  mail = consent("a@example.com");
  mail.link.reset();
  EXPECT_THROW((void)store(mail), std::logic_error);
  EXPECT_EQ(database::testing::rows_of(database(), "outbox"), 0);
}

TEST_P(OutboxTest, waits_while_its_key_is_held) {
  settings.demo = true;
  auto box = outbox();
  auto before = letter("a@example.com");
  before.hold_key = "ptn_1";
  auto other = letter("b@example.com");
  other.hold_key = "ptn_2";
  add(before);
  add(other);
  for (int twice = 0; twice < 2; ++twice)
    write([](database::Transaction& transaction) { hold(transaction, "ptn_1"); });
  auto after = letter("c@example.com");
  after.hold_key = "ptn_1";
  add(after);
  deliver(box, start);
  EXPECT_EQ(list("a@example.com").at(0).state, State::queued);
  EXPECT_EQ(list("b@example.com").at(0).state, State::shown);
  EXPECT_EQ(list("c@example.com").at(0).state, State::queued);
  EXPECT_FALSE(box.has_due(start + 1000h));
  for (int twice = 0; twice < 2; ++twice)
    write([](database::Transaction& transaction) { release(transaction, "ptn_1"); });
  deliver(box, start + 1000h);
  EXPECT_EQ(list("a@example.com").at(0).state, State::shown);
  EXPECT_EQ(list("c@example.com").at(0).state, State::shown);
}

TEST_P(OutboxTest, cancels_mails_whose_link_is_void_and_no_other) {
  settings.demo = true;
  add(consent("a@example.com", "reg_1"));
  add(consent("b@example.com", "reg_2"));
  auto told = letter("c@example.com");
  told.about = "reg_1";
  add(told);
  write([](database::Transaction& transaction) { cancel(transaction, "reg_1", start); });
  auto box = outbox();
  deliver(box, start);
  EXPECT_EQ(list("a@example.com").at(0).state, State::failed);
  EXPECT_EQ(list("a@example.com").at(0).last_reply, "cancelled");
  EXPECT_EQ(list("b@example.com").at(0).state, State::shown);
  EXPECT_EQ(list("c@example.com").at(0).state, State::shown);
}

TEST_P(OutboxTest, cancels_the_mails_of_a_purpose_that_still_wait) {
  settings.demo = true;
  auto box = outbox();
  add(consent("gone@example.com", "reg_1"));
  deliver(box, start);
  add(consent("a@example.com", "reg_1"));
  add(consent("b@example.com", "reg_2"));
  add(letter("c@example.com"));
  write([](database::Transaction& transaction) { cancel_links(transaction, "invitation"); });
  EXPECT_EQ(list("a@example.com").at(0).state, State::queued);
  write([](database::Transaction& transaction) { cancel_links(transaction, "consent"); });
  deliver(box, start);
  EXPECT_EQ(list("gone@example.com").at(0).state, State::shown);
  for (const auto* address : {"a@example.com", "b@example.com"}) {
    EXPECT_EQ(list(address).at(0).state, State::failed);
    EXPECT_EQ(list(address).at(0).last_reply, "cancelled");
  }
  EXPECT_EQ(list("c@example.com").at(0).state, State::shown);
}

TEST_P(OutboxTest, delays_what_is_more_than_a_days_number_and_drops_nothing) {
  settings.demo = true;
  auto box = outbox();
  for (int number = 0; number < 12; ++number) {
    auto mail = consent("khach@example.com", "reg_" + std::to_string(number));
    mail.per_day = 5;
    // A reminder has the same kind of link: both count together.
    if (number % 2 == 1) {
      mail.template_name = "consent_reminder";
      mail.values.emplace_back("days_left", "7");
    }
    add(mail);
  }
  auto other = consent("other@example.com");
  other.per_day = 5;
  add(other);
  auto uncapped = letter("khach@example.com");
  add(uncapped);
  const auto shown = [&] {
    const auto mails = list("khach@example.com");
    return std::count_if(mails.begin(), mails.end(),
                         [](const auto& mail) { return mail.state == State::shown; });
  };
  deliver(box, start);
  EXPECT_EQ(shown(), 6) << "five and the one without a cap";
  EXPECT_EQ(list("other@example.com").at(0).state, State::shown);
  deliver(box, start + 1min);
  EXPECT_EQ(shown(), 6);
  EXPECT_FALSE(box.has_due(start + 24h - 1us)) << "the delayed ones cost nothing until then";
  deliver(box, start + 24h);
  EXPECT_EQ(shown(), 11);
  deliver(box, start + 48h);
  EXPECT_EQ(shown(), 13);
}

TEST_P(OutboxTest, counts_the_last_24_hours_not_the_calendar_day) {
  settings.demo = true;
  auto box = outbox();
  for (int hour = 0; hour < 6; ++hour) {
    auto mail = consent("khach@example.com");
    mail.per_day = 5;
    add(mail, start + std::chrono::hours{hour});
    deliver(box, start + std::chrono::hours{hour});
  }
  EXPECT_EQ(list().at(0).state, State::queued);
  deliver(box, start + 24h);
  EXPECT_EQ(list().at(0).state, State::shown);
}

TEST_P(OutboxTest, tries_again_with_growing_pauses_and_the_same_message_id) {
  Sink sink;
  settings.server = sink.server();
  add(consent("khach@example.com"));
  auto box = outbox();
  sink.behave("busy");
  auto now = start;
  for (const auto pause : {1min, 2min, 4min, 8min, 16min, 32min, 64min, 128min, 240min, 240min}) {
    deliver(box, now);
    EXPECT_EQ(only().state, State::queued);
    EXPECT_EQ(only().last_reply, "451 4.3.0 Try again later");
    EXPECT_FALSE(box.has_due(now + pause - 1s)) << pause.count();
    now += pause + 10s;
    EXPECT_TRUE(box.has_due(now)) << pause.count();
  }
  EXPECT_EQ(only().attempts, 10);
  sink.behave("");
  deliver(box, now);
  EXPECT_EQ(only().state, State::sent);
  EXPECT_THAT(sink.mails(), SizeIs(1));
}

TEST_P(OutboxTest, gives_up_after_five_days_of_trying) {
  Sink sink;
  settings.server = sink.server();
  add(letter("khach@example.com"));
  auto box = outbox();
  sink.behave("busy");
  deliver(box, start + 1000h);
  EXPECT_EQ(only().state, State::queued) << "the days begin with the first try";
  deliver(box, start + 1119h);
  EXPECT_EQ(only().state, State::queued);
  deliver(box, start + 1125h);
  EXPECT_EQ(only().state, State::failed);
  EXPECT_EQ(only().last_reply, "given up: 451 4.3.0 Try again later");
}

TEST_P(OutboxTest, one_poisoned_recipient_holds_up_nobody) {
  Sink sink;
  settings.server = sink.server();
  sink.behave("refuse poison@example.com\nbusy later@example.com");
  for (const auto* recipient : {"poison@example.com", "later@example.com", "a@example.com",
                                "b@example.com", "c@example.com"})
    add(letter(recipient));
  auto box = outbox();
  deliver(box, start);
  EXPECT_THAT(recipients(sink), ElementsAre("a@example.com", "b@example.com", "c@example.com"));
  EXPECT_EQ(list("poison@example.com").at(0).state, State::failed);
  EXPECT_EQ(list("poison@example.com").at(0).last_reply, "550 5.1.1 No such user here");
  EXPECT_EQ(list("later@example.com").at(0).state, State::queued);
}

TEST_P(OutboxTest, a_mail_whose_template_is_gone_fails_alone) {
  const Sink sink;
  settings.server = sink.server();
  const database::testing::Sql forget("UPDATE outbox SET template = 'gone'");
  for (int number = 0; number < 6; ++number) add(letter("a@example.com"));
  write([&](database::Transaction& transaction) { transaction.execute(forget, {}); });
  add(letter("b@example.com"));
  auto box = outbox();
  deliver(box, start);
  EXPECT_THAT(recipients(sink), ElementsAre("b@example.com"));
  EXPECT_EQ(list("a@example.com").at(0).state, State::failed);
  EXPECT_THAT(list("a@example.com").at(0).last_reply, HasSubstr("gone"));
}

TEST_P(OutboxTest, with_a_wrong_sender_keeps_all_mails) {
  const Sink sink;
  settings.server = sink.server();
  settings.from_address = "nobody";
  add(letter("a@example.com"));
  auto box = outbox();
  deliver(box, start);
  EXPECT_EQ(only().state, State::queued);
  EXPECT_THAT(sink.mails(), SizeIs(0));
}

TEST_P(OutboxTest, slow_recipients_hold_up_nobody) {
  Sink sink;
  settings.server = sink.server();
  settings.server->timeout = 3s;
  sink.behave("slow slow@example.com\nsilent silent@example.com");
  for (const auto* recipient : {"slow@example.com", "silent@example.com"}) add(letter(recipient));
  for (int number = 0; number < 20; ++number)
    add(letter("n" + std::to_string(number) + "@example.com"));
  auto box = outbox();
  const auto began = std::chrono::steady_clock::now();
  deliver(box, start);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
  EXPECT_THAT(recipients(sink), SizeIs(21)) << "the silent one was kept, but not answered";
  EXPECT_EQ(list("slow@example.com").at(0).state, State::queued);
  EXPECT_EQ(list("silent@example.com").at(0).state, State::queued);
}

TEST_P(OutboxTest, a_server_that_is_down_delays_all_and_loses_none) {
  Sink gone;
  settings.server = gone.server();
  const int port = gone.port();
  gone.stop();
  for (int number = 0; number < 120; ++number)
    add(letter("n" + std::to_string(number) + "@example.com"));
  auto box = outbox();
  auto now = start;
  for (; now < start + 30min; now += 1min) deliver(box, now);
  for (const auto& mail : list()) {
    EXPECT_EQ(mail.state, State::queued);
    EXPECT_LE(mail.attempts, 10);
  }
  const Sink sink({.port = port});
  now += 6min;
  deliver(box, now);
  const auto reached = recipients(sink);
  EXPECT_THAT(reached, SizeIs(120));
  EXPECT_THAT((std::set<std::string>(reached.begin(), reached.end())), SizeIs(120));
  for (const auto& mail : list()) EXPECT_EQ(mail.state, State::sent);
}

TEST_P(OutboxTest, sends_the_same_message_again_when_the_server_died_after_the_mails_end) {
  Sink sink;
  settings.server = sink.server();
  add(consent("khach@example.com"));
  auto box = outbox();
  sink.behave("drop");
  deliver(box, start);
  EXPECT_EQ(only().state, State::queued);
  sink.behave("");
  deliver(box, start + 2min);
  EXPECT_EQ(only().state, State::sent);
  const auto mails = sink.mails();
  ASSERT_THAT(mails, SizeIs(2));
  EXPECT_EQ(mails[0].at("raw"), mails[1].at("raw"));
}

TEST_P(OutboxTest, a_crash_before_the_outcome_is_stored_doubles_at_most_one_mail) {
  const Sink sink;
  settings.server = sink.server();
  for (int number = 0; number < 10; ++number)
    add(letter("n" + std::to_string(number) + "@example.com"));
  auto box = outbox();
  deliver(box, start);
  // As after a crash between the server's 250 and our commit.
  const database::testing::Sql undo(
      "UPDATE outbox SET state = 'queued', sent_at_us = NULL, lease_until_us = :until "
      "WHERE recipient = 'n3@example.com'");
  write([&](database::Transaction& transaction) {
    transaction.execute(undo, {{"until", start + 5min}});
  });
  EXPECT_FALSE(box.has_due(start + 4min));
  deliver(box, start + 5min);
  const auto mails = sink.mails();
  EXPECT_THAT(mails, SizeIs(11));
  std::set<std::string> ids;
  for (const auto& mail : mails) ids.insert(Sink::header(mail, "Message-Id"));
  EXPECT_THAT(ids, SizeIs(10));
}

TEST_P(OutboxTest, two_copies_of_the_program_send_each_mail_once) {
  const Sink sink;
  settings.server = sink.server();
  settings.batch = 7;
  for (int number = 0; number < 100; ++number)
    add(letter("n" + std::to_string(number) + "@example.com"));
  auto one = outbox();
  auto two = outbox();
  std::thread other([&] { deliver(two, start); });
  deliver(one, start);
  other.join();
  deliver(one, start);
  EXPECT_THAT(recipients(sink), SizeIs(100));
  for (const auto& mail : list()) EXPECT_EQ(mail.attempts, 1);
}

TEST_P(OutboxTest, keeps_the_cap_although_two_copies_deliver) {
  const Sink sink;
  settings.server = sink.server();
  settings.batch = 3;
  for (int number = 0; number < 30; ++number) {
    auto mail = consent("khach@example.com");
    mail.per_day = 5;
    add(mail);
  }
  auto one = outbox();
  auto two = outbox();
  std::thread other([&] { deliver(two, start); });
  deliver(one, start);
  other.join();
  for (int minute = 1; minute < 10; ++minute) deliver(one, start + std::chrono::minutes{minute});
  EXPECT_THAT(sink.mails(), SizeIs(5));
}

TEST_P(OutboxTest, without_verified_tls_sends_nothing_and_keeps_all) {
  for (const Sink::Options& options :
       {Sink::Options{.tls = mail::Tls::none},
        Sink::Options{.tls = mail::Tls::starttls, .name = "x.example"}}) {
    const Sink sink(options);
    settings.server = sink.server();
    settings.server->tls = mail::Tls::starttls;
    const auto id = add(letter("khach@example.com"));
    auto box = outbox();
    deliver(box, start);
    EXPECT_THAT(sink.mails(), SizeIs(0));
    EXPECT_EQ(list().at(0).id, id);
    EXPECT_EQ(list().at(0).state, State::queued);
  }
}

TEST_P(OutboxTest, is_tried_again_by_hand) {
  Sink sink;
  settings.server = sink.server();
  sink.behave("refuse");
  const auto id = add(letter("khach@example.com"));
  auto box = outbox();
  deliver(box, start);
  EXPECT_EQ(only().state, State::failed);
  sink.behave("");
  const auto retry = [&](const base::MailId& which) {
    const auto result = database().write([&](database::Transaction& transaction) {
      return box.retry(transaction, which, start + 1h);
    });
    return result ? "" : result.error().code;
  };
  EXPECT_EQ(retry(id), "");
  deliver(box, start + 1h);
  EXPECT_EQ(only().state, State::sent);
  EXPECT_EQ(retry(id), "notifications.already_sent");
  EXPECT_EQ(retry(letter("x@example.com").id), "not_found");
  const auto void_link = add(consent("khach@example.com"));
  write([](database::Transaction& transaction) { cancel(transaction, "reg_1", start); });
  EXPECT_EQ(retry(void_link), "notifications.cancelled");
}

TEST_P(OutboxTest, is_not_frozen_by_a_clock_that_was_ahead) {
  Sink sink;
  settings.server = sink.server();
  add(letter("khach@example.com"));
  auto box = outbox();
  sink.behave("busy");
  deliver(box, start + 24h);
  sink.behave("");
  EXPECT_TRUE(box.has_due(start));
  deliver(box, start);
  EXPECT_EQ(only().state, State::sent);
}

TEST_P(OutboxTest, takes_over_what_a_crash_left_on_its_way) {
  const Sink sink;
  settings.server = sink.server();
  add(letter("khach@example.com"));
  const database::testing::Sql vanish("UPDATE outbox SET lease_until_us = :until");
  write([&](database::Transaction& transaction) {
    transaction.execute(vanish, {{"until", start + 5min}});
  });
  auto box = outbox();
  deliver(box, start);
  EXPECT_THAT(sink.mails(), SizeIs(0));
  box.take_over();
  deliver(box, start);
  EXPECT_THAT(sink.mails(), SizeIs(1));
}

TEST_P(OutboxTest, begins_no_mail_after_stop) {
  const Sink sink;
  settings.server = sink.server();
  add(letter("khach@example.com"));
  auto box = outbox();
  box.stop();
  EXPECT_FALSE(box.deliver(start));
  EXPECT_THAT(sink.mails(), SizeIs(0));
  EXPECT_EQ(only().attempts, 0);
}

}  // namespace
}  // namespace notifications
