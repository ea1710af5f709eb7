#include "identity/second_factor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "identity/testing.hpp"
#include "platform/json/json.hpp"

namespace identity {
namespace {

using http::Method;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Browser;

constexpr const char* email = "an@a.example";
const database::testing::Sql password_failures(
    "SELECT CAST(COALESCE(SUM(failures), 0) AS BIGINT) FROM sign_in_throttle "
    "WHERE throttle_key NOT IN (SELECT 'second factor:' || id FROM person)");

class IdentitySecondFactor : public testing::IdentityTest {
 protected:
  base::UserId id = person(email, {Role::auditor});
  crypto::TotpKey totp_key{};
  std::vector<std::string> recovery_codes;

  using Verb = Handlers::Answer (Handlers::*)(const http::Request&, const Actor&) const;

  Handlers::Answer call(const Browser& browser, Verb verb,
                        const boost::json::value& body = nullptr) {
    const auto made = request(browser, body.is_null() ? Method::get : Method::post, body);
    const auto who = TRY(handlers.gatekeeper().signed_in(made));
    return (handlers.*verb)(made, who);
  }
  Handlers::Answer begin(const Browser& browser, const std::string& typed = testing::password) {
    auto answer = call(browser, &Handlers::begin_second_factor, {{"password", typed}});
    if (answer) totp_key = key_in(*answer);
    return answer;
  }
  Handlers::Answer confirm(const Browser& browser, const std::string& code) {
    return call(browser, &Handlers::confirm_second_factor, {{"code", code}});
  }
  Handlers::Answer renew(const Browser& browser, const std::string& code,
                         const std::string& typed = testing::password) {
    return call(browser, &Handlers::renew_recovery_codes, {{"password", typed}, {"code", code}});
  }
  Handlers::Answer remove(const Browser& browser, const std::string& code,
                          const std::string& typed = testing::password) {
    return call(browser, &Handlers::remove_second_factor, {{"password", typed}, {"code", code}});
  }
  boost::json::object state(const Browser& browser) {
    const auto answer = call(browser, &Handlers::second_factor);
    EXPECT_TRUE(answer.has_value());
    return boost::json::parse(answer->body).as_object();
  }

  /// Base32 as an authenticator reads it.
  static crypto::TotpKey key_in(const http::Response& answer) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const auto body = boost::json::parse(answer.body);
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : std::string_view(body.at("secret").as_string())) {
      bits = bits << 5 | static_cast<std::uint32_t>(alphabet.find(c));
      count += 5;
      if (count < 8) continue;
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xffU);
    }
    return crypto::totp_key_of(bytes).value();
  }
  std::string code(std::int64_t drift = 0) const {
    return crypto::totp_code(totp_key, crypto::totp_step_at(clock.now()) + drift);
  }
  std::string wrong_code() const {
    for (int guess = 0;; ++guess) {
      const auto text = fmt::format("{:06}", guess);
      if (text != code() && text != code(-1) && text != code(1)) return text;
    }
  }
  void next_step() { clock.advance(seconds(30)); }

  /// Signed in with the factor on; the next code is still unused.
  Browser enrolled() {
    const auto browser = signed_in(email);
    EXPECT_TRUE(begin(browser));
    const auto on = confirm(browser, code());
    EXPECT_TRUE(on.has_value()) << on.error().code;
    const auto body = boost::json::parse(on->body);
    for (const auto& each : body.at("recovery_codes").as_array())
      recovery_codes.emplace_back(each.as_string());
    next_step();
    return browser_with(*on);
  }
  static std::string code_of(const Handlers::Answer& answer) {
    return answer ? "" : answer.error().code;
  }
  std::int64_t number(const database::Query& query) {
    return database().read([&](database::Snapshot& snapshot) { return snapshot.count(query, {}); });
  }
  std::vector<std::string> changes() {
    static const database::testing::Sql all("SELECT change FROM audit_entry ORDER BY sequence");
    return database().read([&](database::Snapshot& snapshot) {
      return snapshot.all(all, {}, [](const auto& row) { return std::string(row.text("change")); });
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentitySecondFactor, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentitySecondFactor, is_off_until_a_code_of_its_key_was_given) {
  const auto browser = signed_in(email);
  EXPECT_EQ(state(browser),
            boost::json::parse(R"({"enabled":false,"enabled_at":null,"required":false,
                                   "recovery_codes_left":0})"));
  const auto begun = begin(browser);
  ASSERT_TRUE(begun);
  const auto body = boost::json::parse(begun->body);
  EXPECT_EQ(body.at("secret").as_string(), crypto::base32(totp_key));
  EXPECT_EQ(body.at("otpauth_uri").as_string(),
            "otpauth://totp/VNG%20Cloud:an%40a.example?secret=" + crypto::base32(totp_key) +
                "&issuer=VNG%20Cloud&algorithm=SHA1&digits=6&period=30");
  EXPECT_FALSE(state(browser).at("enabled").as_bool());
  EXPECT_TRUE(sign_in(email, testing::password));
  EXPECT_EQ(code_of(confirm(browser, wrong_code())), "identity.second_factor_wrong");
  const auto on = confirm(browser, code());
  ASSERT_TRUE(on);
  const auto after = state(browser_with(*on));
  EXPECT_TRUE(after.at("enabled").as_bool());
  EXPECT_EQ(after.at("enabled_at").as_string(), base::to_rfc3339(clock.now()));
  EXPECT_EQ(after.at("recovery_codes_left"), 10);
  EXPECT_EQ(code_of(sign_in(email, testing::password)), "second_factor_required");
}

TEST_P(IdentitySecondFactor, every_change_needs_the_password_again) {
  auto browser = signed_in(email);
  EXPECT_EQ(code_of(begin(browser, "wrong one")), "identity.wrong_password");
  EXPECT_EQ(code_of(confirm(browser, "123456")), "identity.second_factor_not_begun");
  browser = enrolled();
  EXPECT_EQ(code_of(renew(browser, code(), "wrong one")), "identity.wrong_password");
  EXPECT_EQ(code_of(remove(browser, code(), "wrong one")), "identity.wrong_password");
  EXPECT_TRUE(state(browser).at("enabled").as_bool());
  EXPECT_TRUE(remove(browser, code()));
}

TEST_P(IdentitySecondFactor, a_key_waits_a_quarter_of_an_hour_and_the_newest_counts) {
  const auto browser = signed_in(email);
  ASSERT_TRUE(begin(browser));
  const auto first = totp_key;
  ASSERT_TRUE(begin(browser));
  EXPECT_EQ(code_of(confirm(browser, crypto::totp_code(first, crypto::totp_step_at(clock.now())))),
            "identity.second_factor_wrong");
  clock.advance(minutes(15));
  EXPECT_EQ(code_of(confirm(browser, code())), "identity.second_factor_not_begun");
  ASSERT_TRUE(begin(browser));
  clock.advance(minutes(14));
  const auto on = confirm(browser, code());
  ASSERT_TRUE(on);
  const auto renewed = browser_with(*on);
  EXPECT_EQ(code_of(begin(renewed)), "identity.second_factor_exists");
  next_step();
  EXPECT_EQ(code_of(confirm(renewed, code())), "identity.second_factor_exists");
}

TEST_P(IdentitySecondFactor, turning_it_on_or_off_ends_every_session_and_renews_the_own) {
  const auto other = signed_in(email);
  const auto mine = signed_in(email);
  ASSERT_TRUE(begin(mine));
  const auto on = confirm(mine, code());
  ASSERT_TRUE(on);
  const auto second = browser_with(*on);
  EXPECT_FALSE(actor(other));
  EXPECT_FALSE(actor(mine));
  EXPECT_EQ(actor(second, Method::post)->second_factor, SecondFactor::on);
  EXPECT_NE(second.cookie, mine.cookie);
  EXPECT_NE(mail_to(email).find("192.0.2.1"), std::string::npos);

  next_step();
  const auto renewed = renew(second, code());
  ASSERT_TRUE(renewed);
  EXPECT_FALSE(actor(second));
  const auto third = browser_with(*renewed);
  next_step();
  const auto off = remove(third, code());
  ASSERT_TRUE(off);
  EXPECT_FALSE(actor(third));
  EXPECT_EQ(actor(browser_with(*off), Method::post)->second_factor, SecondFactor::off);
  EXPECT_TRUE(sign_in(email, testing::password));
  EXPECT_TRUE(sign_in_with_code(email, "000000")) << "a code without a factor means nothing";
  EXPECT_THAT(changes(), ::testing::IsSupersetOf({"identity.second_factor_on",
                                                  "identity.recovery_codes_renewed",
                                                  "identity.second_factor_off"}));
}

TEST_P(IdentitySecondFactor, nobody_is_signed_in_before_it_has_passed) {
  enrolled();
  const auto sessions = [&] { return database::testing::rows_of(database(), "session"); };
  const auto before = sessions();
  EXPECT_EQ(code_of(sign_in(email, testing::password)), "second_factor_required");
  EXPECT_EQ(code_of(sign_in_with_code(email, "")), "second_factor_required");
  EXPECT_EQ(code_of(sign_in_with_code(email, wrong_code())), "second_factor_wrong");
  EXPECT_EQ(sign_in_with_code(email, wrong_code()).error().kind, base::ErrorKind::unauthenticated);
  EXPECT_EQ(code_of(sign_in(email, "not the right one")), "invalid_credentials");
  EXPECT_EQ(sessions(), before);
  const auto entered = sign_in_with_code(email, code());
  ASSERT_TRUE(entered) << entered.error().code;
  EXPECT_EQ(boost::json::parse(entered->body).at("second_factor"), "on");
  EXPECT_EQ(sessions(), before + 1);
}

TEST_P(IdentitySecondFactor, takes_one_step_of_drift_and_no_code_twice) {
  enrolled();
  clock.advance(minutes(5));
  for (const int drift : {-2, 2}) {
    EXPECT_EQ(code_of(sign_in_with_code(email, code(drift))), "second_factor_wrong") << drift;
  }
  EXPECT_TRUE(sign_in_with_code(email, code(-1)));
  EXPECT_EQ(code_of(sign_in_with_code(email, code(-1))), "second_factor_wrong");
  const auto present = code();
  EXPECT_TRUE(sign_in_with_code(email, present.substr(0, 3) + " " + present.substr(3)));
  EXPECT_TRUE(sign_in_with_code(email, code(1)));
  EXPECT_EQ(code_of(sign_in_with_code(email, code())), "second_factor_wrong")
      << "an older step than the last accepted one";
}

TEST_P(IdentitySecondFactor, the_code_that_confirmed_it_does_not_sign_in) {
  const auto browser = signed_in(email);
  ASSERT_TRUE(begin(browser));
  const auto used = code();
  ASSERT_TRUE(confirm(browser, used));
  EXPECT_EQ(code_of(sign_in_with_code(email, used)), "second_factor_wrong");
}

TEST_P(IdentitySecondFactor, one_of_many_who_show_the_same_code_gets_what_it_is_for) {
  surroundings.settings.tries_per_person = 50;
  const auto browser = enrolled();
  const auto shared = code();
  const auto who = actor(browser).value();
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i)
    threads.emplace_back([&, i] {
      const boost::json::object body{{"password", testing::password}, {"code", shared}};
      const auto made = request(Method::post, body);
      if (i % 4 == 0)
        (void)handlers.renew_recovery_codes(made, who);
      else if (i % 4 == 1)
        (void)handlers.remove_second_factor(made, who);
      else
        (void)sign_in_with_code(email, shared);
    });
  for (auto& thread : threads) thread.join();
  // Behind a removal the password alone signs in, which is no use of the code.
  static const database::testing::Sql uses(
      "SELECT COUNT(*) FROM audit_entry WHERE details = '{\"second_factor\":\"totp\"}' OR change "
      "IN "
      "('identity.second_factor_off', 'identity.recovery_codes_renewed')");
  EXPECT_EQ(number(uses), 1);
}

TEST_P(IdentitySecondFactor, one_of_many_who_confirm_at_once_turns_it_on) {
  const auto browser = signed_in(email);
  ASSERT_TRUE(begin(browser));
  const auto shared = code();
  const auto who = actor(browser).value();
  std::atomic<int> succeeded = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i)
    threads.emplace_back([&] {
      if (handlers.confirm_second_factor(request(Method::post, {{"code", shared}}), who))
        ++succeeded;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(succeeded, 1);
}

TEST_P(IdentitySecondFactor, five_wrong_codes_are_judged_in_a_quarter_of_an_hour_wherever_given) {
  surroundings.settings.tries_per_person = 50;
  const auto browser = enrolled();
  const auto wrong = wrong_code();
  std::atomic<int> judged = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n < 3; ++n) {
        const auto answer = sign_in_with_code(email, wrong, "198.51.100." + std::to_string(i));
        if (code_of(answer) == "second_factor_wrong") ++judged;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(judged, 5);
  EXPECT_EQ(number(password_failures), 0);
  const auto slowed = sign_in_with_code(email, code());
  EXPECT_EQ(code_of(slowed), "identity.too_many_tries");
  EXPECT_EQ(slowed.error().values.front(),
            std::make_pair(std::string("retry_after_seconds"), std::string("900")));
  EXPECT_EQ(code_of(remove(browser, code())), "identity.too_many_tries");
  EXPECT_EQ(code_of(renew(browser, code())), "identity.too_many_tries");
  EXPECT_EQ(code_of(sign_in_with_code(email, recovery_codes.front())), "identity.too_many_tries");
  EXPECT_EQ(code_of(sign_in(email, testing::password)), "second_factor_required");
  clock.advance(minutes(15));
  EXPECT_TRUE(sign_in_with_code(email, code()));
}

TEST_P(IdentitySecondFactor, a_right_code_takes_its_own_count_back_and_no_other) {
  enrolled();
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(code_of(sign_in_with_code(email, wrong_code())), "second_factor_wrong");
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(sign_in_with_code(email, code()));
    next_step();
  }
  EXPECT_EQ(code_of(sign_in_with_code(email, wrong_code())), "second_factor_wrong");
  EXPECT_EQ(code_of(sign_in_with_code(email, code())), "identity.too_many_tries");
}

TEST_P(IdentitySecondFactor, a_right_password_alone_forgives_no_wrong_one) {
  enrolled();
  for (int i = 0; i < 4; ++i) ASSERT_FALSE(sign_in(email, "not the right one"));
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(code_of(sign_in(email, testing::password)), "second_factor_required");
  EXPECT_EQ(code_of(sign_in(email, "not the right one")), "invalid_credentials");
  EXPECT_EQ(code_of(sign_in(email, testing::password)), "identity.too_many_tries");
}

TEST_P(IdentitySecondFactor, a_recovery_code_signs_in_once_and_the_person_is_told) {
  enrolled();
  ASSERT_EQ(recovery_codes.size(), 10U);
  EXPECT_EQ(std::set<std::string>(recovery_codes.begin(), recovery_codes.end()).size(), 10U);
  for (const auto& each : recovery_codes)
    EXPECT_THAT(each, ::testing::MatchesRegex("[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}"));
  const auto entered = sign_in_with_code(email, recovery_codes[3]);
  ASSERT_TRUE(entered);
  EXPECT_EQ(state(browser_with(*entered)).at("recovery_codes_left"), 9);
  EXPECT_NE(mail_to(email).find(": 9."), std::string::npos) << mail_to(email);
  EXPECT_EQ(code_of(sign_in_with_code(email, recovery_codes[3])), "second_factor_wrong");
  std::string careless = recovery_codes[4];
  careless.erase(5, 1);
  for (char& c : careless) c = static_cast<char>(std::toupper(c));
  EXPECT_TRUE(sign_in_with_code(email, " " + careless));

  std::atomic<int> succeeded = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 5; ++i)
    threads.emplace_back([&] {
      if (sign_in_with_code(email, recovery_codes[5])) ++succeeded;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(succeeded, 1);
}

TEST_P(IdentitySecondFactor, new_recovery_codes_void_the_old_ones) {
  auto browser = enrolled();
  EXPECT_EQ(code_of(renew(browser, recovery_codes[0])), "identity.second_factor_wrong");
  const auto renewed = renew(browser, code());
  ASSERT_TRUE(renewed);
  EXPECT_EQ(code_of(sign_in_with_code(email, recovery_codes[1])), "second_factor_wrong");
  const auto fresh = boost::json::parse(renewed->body).at("recovery_codes").at(0).as_string();
  EXPECT_TRUE(sign_in_with_code(email, std::string(fresh)));
}

TEST_P(IdentitySecondFactor, a_recovery_code_turns_it_off) {
  const auto browser = enrolled();
  EXPECT_TRUE(remove(browser, recovery_codes[0]));
  EXPECT_TRUE(sign_in(email, testing::password));
  EXPECT_EQ(database::testing::rows_of(database(), "recovery_code"), 0);
  EXPECT_EQ(code_of(renew(signed_in(email), "123456")), "identity.second_factor_missing");
  EXPECT_EQ(code_of(remove(signed_in(email), "123456")), "identity.second_factor_missing");
}

TEST_P(IdentitySecondFactor, a_mailed_reset_of_the_password_leaves_it_on) {
  enrolled();
  ASSERT_TRUE(handlers.ask_password_reset(request(Method::post, {{"email", email}})));
  const auto token = token_in(mail_to(email), "/password-reset/");
  ASSERT_TRUE(handlers.reset_password(
      with_token(request(Method::post, {{"password", "seven slow boats"}}), token)));
  EXPECT_EQ(code_of(sign_in(email, "seven slow boats")), "second_factor_required");
}

TEST_P(IdentitySecondFactor, nothing_usable_is_stored) {
  enrolled();
  static const database::testing::Sql keys("SELECT sealed_key FROM second_factor");
  static const database::testing::Sql codes("SELECT code_hash FROM recovery_code");
  database().read([&](database::Snapshot& snapshot) {
    snapshot.each(keys, {}, [&](const database::Row& row) {
      const auto bytes = crypto::from_base64url(row.text("sealed_key")).value();
      EXPECT_EQ(bytes.find(crypto::bytes_of(totp_key)), std::string::npos);
      return true;
    });
    snapshot.each(codes, {}, [&](const database::Row& row) {
      for (const auto& each : recovery_codes) EXPECT_NE(row.text("code_hash"), each);
      return true;
    });
  });
}

TEST_P(IdentitySecondFactor, a_key_sealed_for_somebody_else_or_by_another_installation_is_no_key) {
  enrolled();
  const auto other = crypto::SecretKey::from_bytes({9});
  static const database::testing::Sql plant("UPDATE second_factor SET sealed_key = :sealed");
  for (const auto& sealed :
       {sealed_totp_key(key, base::UserId::make(clock.now(), random.ten()), totp_key, random),
        sealed_totp_key(other, id, totp_key, random), std::string("nonsense")}) {
    write([&](database::Transaction& transaction) {
      transaction.execute(plant, {{"sealed", sealed}});
    });
    EXPECT_EQ(code_of(sign_in_with_code(email, code())), "second_factor_wrong");
  }
}

TEST_P(IdentitySecondFactor, a_session_that_ended_meanwhile_changes_nothing) {
  const auto browser = enrolled();
  const auto who = actor(browser).value();
  write([&](database::Transaction& transaction) { end_sessions(transaction, id); });
  const boost::json::object body{{"password", testing::password}, {"code", code()}};
  EXPECT_EQ(code_of(handlers.remove_second_factor(request(Method::post, body), who)),
            "not_signed_in");
  EXPECT_TRUE(sign_in_with_code(email, code()));
}

TEST_P(IdentitySecondFactor, whoever_needs_one_may_get_one_first) {
  surroundings.settings.second_factor_roles = {{Audience::provider, Role::auditor}};
  const auto browser = signed_in(email);
  const auto needed = actor(browser).value();
  EXPECT_EQ(needed.second_factor, SecondFactor::needed);
  EXPECT_EQ(require_second_factor(needed).error().code, "identity.second_factor_needed");
  EXPECT_TRUE(state(browser).at("required").as_bool());
  const auto session = handlers.session(request(browser, Method::get), needed);
  EXPECT_EQ(boost::json::parse(session->body).at("second_factor"), "needed");
  const auto second = enrolled();
  EXPECT_TRUE(require_second_factor(actor(second).value()));
  EXPECT_EQ(code_of(remove(second, code())), "identity.second_factor_required");
  surroundings.settings.second_factor_roles = {{Audience::partner, Role::finance}};
  EXPECT_TRUE(remove(second, code()));
}

TEST_P(IdentitySecondFactor, an_admin_of_the_own_side_removes_that_of_a_colleague) {
  enrolled();
  person("admin@a.example", {Role::provider_admin});
  const auto partner = organization("Đại Dương");
  person("admin@daiduong.example", {Role::partner_admin}, partner);
  const auto admin = signed_in("admin@a.example");
  const auto me = actor(admin).value();
  const auto reset = [&](const std::string& who, const Actor& by) {
    return handlers.reset_staff_second_factor(
        with_id(request(Method::post, boost::json::object{}), who), by);
  };
  const auto seen = handlers.staff_member(with_id(request(Method::get), id.text()), me);
  ASSERT_TRUE(seen);
  EXPECT_EQ(boost::json::parse(seen->body).at("second_factor"), true);
  EXPECT_EQ(code_of(reset(id.text(), actor(signed_in("admin@daiduong.example")).value())),
            "not_found");
  EXPECT_EQ(code_of(reset(me.id, me)), "identity.own_second_factor");
  const auto done = reset(id.text(), me);
  ASSERT_TRUE(done);
  EXPECT_EQ(boost::json::parse(done->body).at("second_factor"), false);
  EXPECT_NE(header_of(*done, "ETag"), header_of(*seen, "ETag"));
  EXPECT_EQ(code_of(reset(id.text(), me)), "identity.second_factor_missing");
  EXPECT_NE(mail_to(email).find("VNG Cloud"), std::string::npos);
  EXPECT_EQ(changes().back(), "identity.second_factor_reset");
  EXPECT_TRUE(sign_in(email, testing::password));
}

TEST_P(IdentitySecondFactor, of_somebody_who_was_removed_goes_with_them) {
  enrolled();
  write([&](database::Transaction& transaction) {
    ASSERT_TRUE(remove_staff(transaction, Side(std::nullopt), id, stamp()));
  });
  EXPECT_EQ(database::testing::rows_of(database(), "second_factor"), 0);
  EXPECT_EQ(database::testing::rows_of(database(), "recovery_code"), 0);
}

TEST_P(IdentitySecondFactor, a_restored_database_keeps_it_without_its_recovery_codes) {
  enrolled();
  person("b@a.example", {Role::auditor});
  ASSERT_TRUE(call(signed_in("b@a.example"), &Handlers::begin_second_factor,
                   {{"password", testing::password}}));
  write([&](database::Transaction& transaction) { end_all_access(transaction, stamp()); });
  EXPECT_EQ(code_of(sign_in_with_code(email, recovery_codes[0])), "second_factor_wrong");
  EXPECT_TRUE(sign_in_with_code(email, code()));
  EXPECT_EQ(database::testing::rows_of(database(), "second_factor"), 1);
}

TEST(IdentitySettings, a_role_is_named_with_its_side_where_both_have_it) {
  EXPECT_EQ(side_role_of("approver"), (SideRole{Audience::provider, Role::approver}));
  EXPECT_EQ(side_role_of("provider:approver"), (SideRole{Audience::provider, Role::approver}));
  EXPECT_EQ(side_role_of("partner:finance"), (SideRole{Audience::partner, Role::finance}));
  EXPECT_EQ(side_role_of("provider:finance"), (SideRole{Audience::provider, Role::finance}));
  for (const char* wrong : {"finance", "partner:approver", "provider:sales", "root", "", ":sales"})
    EXPECT_FALSE(side_role_of(wrong)) << wrong;
}

TEST(IdentitySettings, a_role_that_is_none_is_told_by_the_setting) {
  config::Reader reader(std::nullopt,
                        {{"PORTAL_SECOND_FACTOR_REQUIRED_ROLES", "partner_admin, finance"}});
  const auto settings = read_settings(reader);
  EXPECT_EQ(settings.second_factor_roles,
            (std::vector<SideRole>{{Audience::partner, Role::partner_admin}}));
  ASSERT_EQ(reader.problems().size(), 1U);
  EXPECT_NE(reader.problems().front().find("second_factor.required_roles"), std::string::npos);
  EXPECT_NE(reader.problems().front().find("\"finance\""), std::string::npos);
}

}  // namespace
}  // namespace identity
