#include "registrations/reading.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <utility>

#include "notifications/notifications.hpp"
#include "registrations/channel_testing.hpp"
#include "registrations/render.hpp"

namespace registrations {
namespace {

using testing::Channel;
using testing::get;
using testing::Sample;
namespace bj = boost::json;

class Reads : public database::testing::StoreTest {
 protected:
  static bj::object body_of(const base::Result<http::Response>& answer) {
    EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().code);
    return answer ? bj::parse(answer->body).as_object() : bj::object();
  }
  bj::object list(const identity::Actor& actor, http::Fields query = {}) {
    return body_of(reading_.list(get(std::move(query)), actor));
  }
  static std::string refusal(const base::Result<http::Response>& answer) {
    return answer ? "none" : answer.error().code;
  }
  void queue_mail(const base::RegistrationId& id, int wrong_codes) {
    crypto::Fresh fresh(clock_.now(), crypto::system_random());
    const auto mail = fresh.id<base::MailId>();
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      notifications::queue(transaction,
                           {.id = mail,
                            .recipient = "a@x.example",
                            .template_name = "approval_overdue",
                            .values = {{"email", "a@x.example"},
                                       {"account_name", "A"},
                                       {"partner_legal_name", "B"},
                                       {"due_on", "1/1"},
                                       {"portal", "C"},
                                       {"provider", "D"}},
                            .link = notifications::Link{"/consent/", {"consent", id.text(), "n"}},
                            .about = id.text(),
                            .hold_key = {},
                            .per_day = {}},
                           clock_.now());
      Registration registration = store::find(transaction, id).value();
      registration.mail_id = mail.text();
      registration.consent_wrong_codes = wrong_codes;
      return store::save(transaction, registration, registration.status);
    }));
  }
  static std::string text(const bj::value& value) { return std::string(value.as_string()); }

  database::testing::TemporaryDirectory directory_;
  Channel channel_{database()};
  clock_source::ManualClock clock_{Channel::start() + std::chrono::days(1)};
  exports::Settings export_settings_;
  exports::Exports exports_{database(),       {}, export_settings_, clock_, crypto::system_random(),
                            directory_.path()};
  std::unique_ptr<accounts::Directory> accounts_ = accounts::local_directory();
  Reading reading_{database(), channel_.installation(), *accounts_, clock_, exports_};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  base::PartnerId other_ = channel_.add_partner("Hạ Long");
  identity::Actor staff_ = channel_.staff_of(partner_);
  identity::Actor provider_ = channel_.provider();
};

INSTANTIATE_TEST_SUITE_P(Engines, Reads, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Reads, a_registration_shows_each_side_what_it_may_know) {
  const auto owner = channel_.add_person(partner_, "Phạm \"Thu\" Trang");
  const auto id = channel_.add(
      partner_, {.email = "a@x.example", .friendly_name = "Khách quen", .owner = owner});
  const bj::object mine = list(staff_).at("data").at(0).as_object();
  EXPECT_EQ(
      bj::serialize(mine),
      fmt::format(
          R"({{"id":"{}","status":"pending_customer","email":"a@x.example","friendly_name":"Khách quen","account_name":null,"role":"Đối tác","owner":{{"id":"{}","name":"Phạm \"Thu\" Trang"}},"account_id":"{}","partner":{{"id":"{}","name":"Sao Mai"}},"registered_at":"2026-09-21T14:13:20Z","expires_at":"2026-10-21T14:13:20Z","customer_decided_at":null,"provider_decided_at":null,"confirmed_at":null,"due_at":null,"reason":null,"unmet_rules":[],"mail":null,"credit":null,"link_void":false}})",
          id.text(), owner.text(), channel_.get(id).account_id.text(), partner_.text()));
  const bj::object theirs = list(provider_).at("data").at(0).as_object();
  EXPECT_TRUE(theirs.at("friendly_name").is_null());
  EXPECT_EQ(theirs.at("account_name"), "Công ty Ánh Dương");
}

TEST_P(Reads, states_are_shown_by_the_clock) {
  channel_.add(partner_, {.email = "a@x.example"});
  clock_.advance(std::chrono::days(29) - std::chrono::microseconds(1));
  EXPECT_EQ(list(staff_).at("data").at(0).at("status"), "pending_customer");
  clock_.advance(std::chrono::microseconds(1));
  EXPECT_EQ(list(staff_).at("data").at(0).at("status"), "expired");
}

TEST_P(Reads, unmet_rules_are_disclosed_as_the_setting_says) {
  channel_.add(partner_, {.email = "a@x.example", .unmet_rules = "in_poc,not_prepaid"});
  const auto rules = [&](const identity::Actor& actor) {
    return bj::serialize(list(actor).at("data").at(0).at("unmet_rules"));
  };
  EXPECT_EQ(rules(staff_), R"(["in_poc","not_prepaid"])");
  channel_.settings().disclosure = Disclosure::verdict_only;
  EXPECT_EQ(rules(staff_), R"(["not_eligible"])");
  EXPECT_EQ(rules(provider_), R"(["in_poc","not_prepaid"])");
}

TEST_P(Reads, the_state_of_the_last_mail_stands_on_the_row) {
  queue_mail(channel_.add(partner_, {.email = "a@x.example"}), 5);
  const bj::object row = list(staff_).at("data").at(0).as_object();
  EXPECT_EQ(bj::serialize(row.at("mail")), R"({"state":"queued","at":"2026-09-22T14:13:20Z"})");
  EXPECT_EQ(row.at("link_void"), true);
}

TEST_P(Reads, a_mail_that_was_cancelled_shows_only_while_the_customer_is_asked) {
  const auto id = channel_.add(partner_, {.email = "a@x.example"});
  queue_mail(id, 0);
  const auto mail = [&] { return bj::serialize(list(staff_).at("data").at(0).at("mail")); };
  const auto change = [&](Status status) {
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      notifications::cancel(transaction, id.text(), clock_.now());
      Registration registration = store::find(transaction, id).value();
      const Status before = std::exchange(registration.status, status);
      return store::save(transaction, registration, before);
    }));
  };
  change(Status::pending_customer);
  EXPECT_EQ(mail(), R"({"state":"failed","at":"2026-09-22T14:13:20Z"})");
  change(Status::withdrawn);
  EXPECT_EQ(mail(), "null");
}

TEST_P(Reads, pages_are_chained_by_cursors_and_tell_their_total) {
  std::vector<Sample> samples;
  for (int i = 0; i < 25; ++i)
    samples.push_back({.email = fmt::format("k{:02}@x.example", i), .minute = i / 2});
  channel_.add_all(partner_, samples);
  for (const std::string sort : {"-registered_at", "email", "-confirmed_at", "friendly_name",
                                 "role,-email", "-registered_at,email", "status,-friendly_name"}) {
    std::set<std::string> seen;
    http::Fields query{{"limit", "10"}, {"sort", sort}};
    for (int page = 0; page < 3; ++page) {
      const bj::object answer = list(staff_, query);
      EXPECT_EQ(answer.at("total"), 25);
      EXPECT_EQ(answer.at("total_is_exact"), true);
      for (const bj::value& row : answer.at("data").as_array()) seen.insert(text(row.at("email")));
      if (page == 2) {
        EXPECT_TRUE(answer.at("next_cursor").is_null());
        continue;
      }
      query = {{"limit", "10"}, {"sort", sort}, {"cursor", text(answer.at("next_cursor"))}};
    }
    EXPECT_EQ(seen.size(), 25U) << sort;
  }
}

TEST_P(Reads, a_cursor_serves_its_own_tenant_and_filter_alone) {
  for (int i = 0; i < 3; ++i) {
    channel_.add(partner_, {.email = fmt::format("k{}@x.example", i)});
    channel_.add(other_, {.email = fmt::format("o{}@x.example", i)});
  }
  const std::string cursor = text(list(staff_, {{"limit", "1"}}).at("next_cursor"));
  const auto stranger = channel_.staff_of(other_);
  EXPECT_EQ(refusal(reading_.list(get({{"limit", "1"}, {"cursor", cursor}}), stranger)),
            "invalid_cursor");
  EXPECT_EQ(refusal(reading_.list(get({{"cursor", cursor}}), provider_)), "invalid_cursor");
  EXPECT_EQ(refusal(reading_.list(get({{"cursor", cursor}, {"q", "x"}}), staff_)),
            "invalid_cursor");
  EXPECT_EQ(refusal(reading_.list(get({{"cursor", cursor}}), staff_)), "none");
}

TEST_P(Reads, refuses_what_the_list_does_not_know_with_a_pointer) {
  const auto code = [&](const identity::Actor& actor, const std::string& name,
                        const std::string& value) {
    const auto answer = reading_.list(get({{name, value}}), actor);
    if (answer) return std::string("none");
    EXPECT_EQ(answer.error().kind, base::ErrorKind::malformed);
    EXPECT_EQ(answer.error().fields.at(0).pointer, "/" + name);
    return answer.error().code;
  };
  EXPECT_EQ(code(staff_, "status", "open"), "invalid_choice");
  EXPECT_EQ(code(staff_, "owner", "somebody"), "invalid_choice");
  EXPECT_EQ(code(staff_, "format", "pdf"), "invalid_choice");
  EXPECT_EQ(code(staff_, "sort", "consent_nonce"), "unknown_sort");
  EXPECT_EQ(code(staff_, "sort", "email,role,status"), "unknown_sort");
  EXPECT_EQ(code(staff_, "sort", "friendly_name"), "none");
  EXPECT_EQ(code(provider_, "sort", "friendly_name"), "unknown_sort");
  EXPECT_EQ(code(staff_, "partner_id", partner_.text()), "unknown_parameter");
  EXPECT_EQ(code(provider_, "partner_id", "ptn_1"), "invalid_id");
  EXPECT_EQ(code(provider_, "partner_id", partner_.text()), "none");
  EXPECT_EQ(code(staff_, "q", std::string(201, 'a')), "too_long");
  EXPECT_EQ(code(staff_, "role", std::string(100, 'a')), "none");
  EXPECT_EQ(code(staff_, "role", std::string(101, 'a')), "too_long");
  EXPECT_EQ(code(staff_, "limit", "201"), "invalid_limit");
  const auto several =
      reading_.list(get({{"status", "x"}, {"format", "pdf"}, {"limit", "0"}}), staff_);
  ASSERT_FALSE(several.has_value());
  EXPECT_EQ(several.error().code, "invalid_query");
  EXPECT_EQ(several.error().fields.size(), 3U);
}

TEST_P(Reads, mine_are_those_that_i_own) {
  const auto owner = channel_.add_person(partner_, "Phạm Thu Trang");
  channel_.add(partner_, {.email = "a@x.example", .owner = owner});
  channel_.add(partner_, {.email = "b@x.example"});
  identity::Actor me = staff_;
  me.user = owner;
  me.id = owner.text();
  EXPECT_EQ(list(me, {{"owner", "me"}}).at("total"), 1);
  EXPECT_EQ(list(staff_, {{"owner", "me"}}).at("total"), 0);
  EXPECT_EQ(list(provider_, {{"owner", owner.text()}}).at("total"), 1);
  me.user.reset();  // a key
  EXPECT_EQ(list(me, {{"owner", "me"}}).at("total"), 0);
}

TEST_P(Reads, counts_of_ones_own_and_of_the_channel) {
  channel_.add_all(partner_,
                   std::vector<Sample>{{.email = "a@x.example"},
                                       {.email = "b@x.example"},
                                       {.email = "c@x.example", .status = Status::ended}});
  channel_.add(other_, {.email = "d@x.example"});
  EXPECT_EQ(reading_.counts(get({}), staff_)->body,
            R"({"pending_customer":2,"pending_provider":0,"confirmed":0,"declined":0,)"
            R"("rejected":0,"expired":0,"withdrawn":0,"superseded":0,"ended":1})");
  EXPECT_EQ(body_of(reading_.counts(get({}), provider_)).at("pending_customer"), 3);
}

TEST_P(Reads, counts_of_each_partner_that_was_asked_for) {
  channel_.add_all(partner_,
                   std::vector<Sample>{{.email = "a@x.example"},
                                       {.email = "b@x.example", .status = Status::ended}});
  channel_.add(other_, {.email = "c@x.example"});
  const auto nobody = base::PartnerId::make(clock_.now(), crypto::system_random().ten());
  const bj::object counted =
      body_of(reading_.counts_by_partner(get({{"partner_id", nobody.text()},
                                              {"partner_id", other_.text()},
                                              {"partner_id", partner_.text()}}),
                                         provider_));
  const auto row = [&](std::size_t i) { return counted.at("data").at(i); };
  EXPECT_EQ(counted.at("data").as_array().size(), 3U);
  EXPECT_EQ(text(row(0).at("partner_id")), nobody.text());
  EXPECT_EQ(row(0).at("counts").at("pending_customer"), 0);
  EXPECT_EQ(text(row(1).at("partner_id")), other_.text());
  EXPECT_EQ(row(1).at("counts").at("pending_customer"), 1);
  EXPECT_EQ(row(2).at("counts").at("pending_customer"), 1);
  EXPECT_EQ(row(2).at("counts").at("ended"), 1);
}

TEST_P(Reads, counts_by_partner_refuse_what_they_do_not_know) {
  const auto code = [&](http::Fields query) {
    return refusal(reading_.counts_by_partner(get(std::move(query)), provider_));
  };
  EXPECT_EQ(code({}), "invalid_parameter");
  EXPECT_EQ(code({{"partner_id", "ptn_1"}}), "invalid_id");
  EXPECT_EQ(code({{"partner_id", partner_.text()}, {"q", "x"}}), "unknown_parameter");
  EXPECT_EQ(code(http::Fields(200, {"partner_id", partner_.text()})), "none");
  EXPECT_EQ(code(http::Fields(201, {"partner_id", partner_.text()})), "invalid_parameter");
}

TEST_P(Reads, one_registration_with_its_version_and_not_a_strangers) {
  const auto id = channel_.add(partner_, {.email = "a@x.example"});
  const auto answer = reading_.get(get({}, id.text()), staff_);
  EXPECT_EQ(text(body_of(answer).at("id")), id.text());
  EXPECT_NE(
      std::ranges::find(answer->headers, std::pair<std::string, std::string>{"ETag", "\"2\""}),
      answer->headers.end());
  const auto stranger = channel_.staff_of(other_);
  for (const auto& path : {id.text(), std::string("reg_1"), std::string()}) {
    EXPECT_EQ(refusal(reading_.get(get({}, path + (path.empty() ? "x" : "")), stranger)),
              "not_found");
    EXPECT_EQ(refusal(reading_.history(get({}, path + "x"), stranger)), "not_found");
    EXPECT_EQ(refusal(reading_.receipt(get({}, path + "x"), stranger)), "not_found");
  }
  EXPECT_EQ(refusal(reading_.history(get({}, id.text()), stranger)), "not_found");
  EXPECT_EQ(refusal(reading_.receipt(get({}, id.text()), stranger)), "not_found");
}

TEST_P(Reads, the_timeline_tells_who_and_shows_facts_to_the_provider_alone) {
  const auto id = channel_.add(partner_, {.email = "a@x.example"});
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
    store::insert_history(transaction, id,
                          {.sequence = 1,
                           .at = Channel::start(),
                           .event = Event::add,
                           .from = {},
                           .to = Status::pending_customer,
                           .origin = staff_.origin(),
                           .reason_code = {},
                           .reason = {},
                           .facts = R"({"kind":"enterprise"})"});
    store::insert_history(transaction, id,
                          {.sequence = 2,
                           .at = clock_.now(),
                           .event = Event::decline,
                           .from = Status::pending_customer,
                           .to = Status::declined,
                           .origin = {.kind = identity::Origin::Kind::customer,
                                      .id = "acc_1",
                                      .name = "a@x.example",
                                      .address = "198.51.100.9"},
                           .reason_code = "unknown_company",
                           .reason = {},
                           .facts = {}});
    return {};
  }));
  const auto answer = reading_.history(get({}, id.text()), staff_);
  EXPECT_FALSE(answer->body.contains("198.51.100.9"));
  const bj::object page = body_of(answer);
  EXPECT_EQ(page.at("total"), 2);
  EXPECT_EQ(
      bj::serialize(page.at("data").at(0)),
      R"({"sequence":1,"at":"2026-09-21T14:13:20Z","event":"add","from":null,"to":"pending_customer",)"
      R"("who":{"kind":"person","name":"Trần Thu Hà"},"reason":null,"facts":null})");
  EXPECT_EQ(page.at("data").at(1).at("who").at("kind"), "customer");
  EXPECT_EQ(page.at("data").at(1).at("reason").at("code"), "unknown_company");
  const bj::object first = body_of(reading_.history(get({{"limit", "1"}}, id.text()), provider_));
  EXPECT_EQ(bj::serialize(first.at("data").at(0).at("facts")), R"({"kind":"enterprise"})");
  const bj::object second = body_of(reading_.history(
      get({{"limit", "1"}, {"cursor", text(first.at("next_cursor"))}}, id.text()), provider_));
  EXPECT_EQ(second.at("data").at(0).at("sequence"), 2);
  EXPECT_TRUE(second.at("next_cursor").is_null());
}

TEST_P(Reads, the_receipt_is_there_once_the_customer_agreed) {
  const auto id = channel_.add(partner_, {.email = "a@x.example"});
  EXPECT_EQ(refusal(reading_.receipt(get({}, id.text()), staff_)), "not_found");
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
    store::insert_receipt(transaction, id,
                          {.id = "rcp_1",
                           .agreed_at = Channel::start(),
                           .text_version = "1-0123456789",
                           .language = "vi",
                           .address = "198.51.100.9",
                           .statement = "Tôi đồng ý",
                           .hash = "00ff"});
    return {};
  }));
  EXPECT_EQ(reading_.receipt(get({}, id.text()), staff_)->body,
            fmt::format(R"({{"id":"rcp_1","registration_id":"{}",)"
                        R"("agreed_at":"2026-09-21T14:13:20Z","text_version":"1-0123456789",)"
                        R"("language":"vi","address":"198.51.100.9","hash":"00ff",)"
                        R"("statement":"Tôi đồng ý"}})",
                        id.text()));
}

TEST_P(Reads, the_queue_shows_the_oldest_first_with_facts_rivals_and_the_clock) {
  const auto late = channel_.add(
      partner_, {.email = "b@x.example", .status = Status::pending_provider, .minute = 90});
  const auto first = channel_.add(
      partner_, {.email = "a@x.example", .status = Status::pending_provider, .minute = 1});
  channel_.add(partner_, {.email = "c@x.example"});
  const auto rival = channel_.add(
      other_,
      {.email = "a@x.example", .status = Status::superseded, .superseded_by = first.text()});
  clock_.set(Channel::start() + std::chrono::days(3) + std::chrono::minutes(2));
  const bj::object page = body_of(reading_.approvals(get({}), provider_));
  EXPECT_EQ(page.at("total"), 2);
  const bj::object row = page.at("data").at(0).as_object();
  EXPECT_EQ(text(row.at("id")), first.text());
  EXPECT_EQ(row.at("facts").at("kind"), "enterprise");
  EXPECT_EQ(row.at("due_at"), "2026-09-24T14:14:20Z");
  EXPECT_EQ(row.at("overdue"), true);
  ASSERT_EQ(row.at("competing").as_array().size(), 1U);
  EXPECT_EQ(text(row.at("competing").at(0).at("registration_id")), rival.text());
  EXPECT_EQ(row.at("competing").at(0).at("partner").at("name"), "Hạ Long");
  EXPECT_EQ(text(page.at("data").at(1).at("id")), late.text());
  EXPECT_EQ(page.at("data").at(1).at("overdue"), false);
  for (const std::string sort : {"customer_decided_at", "-customer_decided_at", "registered_at",
                                 "-registered_at", "email", "-email"}) {
    const bj::object one =
        body_of(reading_.approvals(get({{"limit", "1"}, {"sort", sort}}), provider_));
    const bj::object two = body_of(reading_.approvals(
        get({{"limit", "1"}, {"sort", sort}, {"cursor", text(one.at("next_cursor"))}}), provider_));
    EXPECT_TRUE(two.at("next_cursor").is_null());
    EXPECT_EQ(text(one.at("data").at(0).at("id")) == first.text(), !sort.starts_with('-')) << sort;
    EXPECT_EQ(text(two.at("data").at(0).at("id")) == first.text(), sort.starts_with('-')) << sort;
  }
}

TEST_P(Reads, one_of_the_queue_is_shown_as_there_while_it_waits) {
  const auto waiting =
      channel_.add(partner_, {.email = "a@x.example", .status = Status::pending_provider});
  const auto answer = reading_.approval(get({}, waiting.text()), provider_);
  EXPECT_EQ(body_of(answer),
            body_of(reading_.approvals(get({}), provider_)).at("data").at(0).as_object());
  EXPECT_EQ(answer->headers.back().first, "ETag");
  const auto asked = channel_.add(partner_, {.email = "b@x.example"});
  const auto refused = reading_.approval(get({}, asked.text()), provider_);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "registrations.wrong_state");
  EXPECT_EQ(refused.error().values.front().second, "pending_customer");
  EXPECT_EQ(refusal(reading_.approval(get({}, "reg_1"), provider_)), "not_found");
}

/// What it says of every address, or that it is down.
class SayingDirectory : public accounts::Directory {
 public:
  base::Result<accounts::Fetched> fetch(const std::vector<base::Email>& emails) override {
    if (is_down) return base::fail(base::ErrorKind::unavailable, "accounts.directory_unavailable");
    accounts::Fetched fetched;
    for (const base::Email& email : emails) fetched.answers.push_back({email, facts});
    return fetched;
  }
  void remember(database::Transaction&, const accounts::Fetched&, base::Instant) override {}

  std::optional<accounts::Facts> facts;
  bool is_down = false;
};

TEST_P(Reads, the_queue_shows_what_a_remote_directory_says_now) {
  const auto id =
      channel_.add(partner_, {.email = "a@x.example", .status = Status::pending_provider});
  SayingDirectory directory;
  const Reading reading(database(), channel_.installation(), directory, clock_, exports_);
  const auto facts = [&] {
    return body_of(reading.approvals(get({}), provider_)).at("data").at(0).at("facts");
  };
  EXPECT_TRUE(facts().is_null());
  const base::AccountId account = channel_.get(id).account_id;
  directory.facts = database().read(
      [&](database::Snapshot& snapshot) { return accounts::find(snapshot, account); });
  directory.facts->id = base::AccountId::make(clock_.now(), crypto::system_random().ten());
  directory.facts->services_in_use = 7;
  EXPECT_EQ(facts().at("services_in_use"), 7);
  EXPECT_EQ(text(facts().at("id")), account.text());
  EXPECT_EQ(text(facts().at("seen_at")), base::to_rfc3339(clock_.now()));
  directory.is_down = true;
  EXPECT_EQ(facts().at("services_in_use"), 0) << "as it was seen last";
}

TEST(Moments, are_written_as_everywhere_else) {
  for (const std::int64_t at_us : {0LL, 1'790'000'000'000'001LL, 951'782'399'999'999LL}) {
    std::string out;
    append_moment(out, base::from_microseconds(at_us));
    EXPECT_EQ(out, '"' + base::to_rfc3339(base::from_microseconds(at_us)) + '"');
  }
}

}  // namespace
}  // namespace registrations
