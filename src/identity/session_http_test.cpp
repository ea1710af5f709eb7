#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "identity/sessions.hpp"
#include "identity/testing.hpp"

namespace identity {
namespace {

using http::Method;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class IdentitySessions : public testing::IdentityTest {};
INSTANTIATE_TEST_SUITE_P(Engines, IdentitySessions, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentitySessions, signing_in_answers_who_it_is_and_sets_a_strict_cookie) {
  const auto partner = organization("Đại Dương");
  const auto id = person("an@daiduong.example", {Role::sales, Role::partner_admin}, partner);
  const auto answer = sign_in("AN@daiduong.example", testing::password);
  ASSERT_TRUE(answer);
  const auto body = boost::json::parse(answer->body);
  EXPECT_EQ(body.at("user").at("id").as_string(), id.text());
  EXPECT_EQ(body.at("user").at("audience"), "partner");
  EXPECT_EQ(body.at("user").at("roles"), boost::json::parse(R"(["partner_admin","sales"])"));
  EXPECT_EQ(body.at("user").at("partner").at("name"), "Đại Dương");
  const auto cookie = header_of(*answer, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("session="));
  EXPECT_TRUE(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax")) << cookie;
  EXPECT_GE(cookie_in(*answer).size(), 43U);
}

TEST_P(IdentitySessions, over_https_the_cookie_is_bound_to_the_host) {
  person("an@a.example", {Role::auditor});
  surroundings.settings.base_url = "https://portal.example";
  const Handlers secure(surroundings);
  const auto answer = secure.sign_in(
      request(Method::post, {{"email", "an@a.example"}, {"password", testing::password}}));
  ASSERT_TRUE(answer);
  const auto cookie = header_of(*answer, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("__Host-session="));
  EXPECT_TRUE(cookie.ends_with("; Secure"));
}

TEST_P(IdentitySessions, an_unknown_address_and_a_wrong_password_are_answered_alike) {
  person("an@a.example", {Role::auditor});
  const auto wrong = sign_in("an@a.example", "not the right one");
  const auto unknown = sign_in("nobody@a.example", "not the right one");
  const auto nonsense = sign_in("no address", "not the right one");
  ASSERT_FALSE(wrong);
  for (const auto* refused : {&unknown, &nonsense}) {
    ASSERT_FALSE(*refused);
    EXPECT_EQ(refused->error().code, wrong.error().code);
    EXPECT_EQ(refused->error().kind, wrong.error().kind);
    EXPECT_EQ(refused->error().values, wrong.error().values);
  }
  EXPECT_EQ(wrong.error().code, "invalid_credentials");
}

TEST_P(IdentitySessions, passwords_count_to_the_last_byte) {
  const std::string first(128, 'x');
  std::string second = first;
  second[100] = 'y';
  const auto id = base::UserId::make(clock.now(), random.ten());
  write([&](database::Transaction& transaction) {
    ASSERT_TRUE(add_person(transaction,
                           {id,
                            base::Email::parse("an@a.example").value(),
                            "An",
                            std::nullopt,
                            {Role::auditor},
                            i18n::Language::vi,
                            testing::cheap_hasher().hash(first).value()},
                           stamp()));
  });
  EXPECT_FALSE(sign_in("an@a.example", second));
  EXPECT_FALSE(sign_in("an@a.example", first.substr(0, 127)));
  EXPECT_TRUE(sign_in("an@a.example", first));
}

TEST_P(IdentitySessions, a_session_ends_after_an_idle_hour_and_after_a_day) {
  person("an@a.example", {Role::auditor});
  const auto idle = signed_in("an@a.example");
  clock.advance(minutes(61));
  EXPECT_EQ(actor(idle).error().code, "not_signed_in");

  const auto busy = signed_in("an@a.example");
  for (int i = 0; i < 47; ++i) {
    clock.advance(minutes(30));
    ASSERT_TRUE(actor(busy)) << i;
  }
  clock.advance(minutes(31));
  EXPECT_FALSE(actor(busy));
}

TEST_P(IdentitySessions, a_visit_is_written_once_a_minute_at_most) {
  person("an@a.example", {Role::auditor});
  const auto browser = signed_in("an@a.example");
  const database::testing::Sql last_seen("SELECT last_seen_at_us FROM session");
  const auto seen = [&] {
    return database().read(
        [&](database::Snapshot& snapshot) { return snapshot.count(last_seen, {}); });
  };
  const auto at_first = seen();
  clock.advance(seconds(59));
  ASSERT_TRUE(actor(browser));
  EXPECT_EQ(seen(), at_first);
  clock.advance(seconds(2));
  ASSERT_TRUE(actor(browser));
  EXPECT_EQ(seen(), base::microseconds(clock.now()));
}

TEST_P(IdentitySessions, a_cookie_chosen_by_somebody_else_never_becomes_valid) {
  person("an@a.example", {Role::auditor});
  auto made = request(Method::post, {{"email", "an@a.example"}, {"password", testing::password}});
  made.headers.emplace_back("cookie", "session=chosen-by-somebody-else");
  const auto answer = handlers.sign_in(made);
  ASSERT_TRUE(answer);
  EXPECT_NE(cookie_in(*answer), "chosen-by-somebody-else");
  EXPECT_FALSE(actor({.cookie = "chosen-by-somebody-else"}));
}

TEST_P(IdentitySessions, signing_in_again_replaces_the_session_of_this_browser) {
  person("an@a.example", {Role::auditor});
  const auto first = signed_in("an@a.example");
  auto made =
      request(first, Method::post, {{"email", "an@a.example"}, {"password", testing::password}});
  ASSERT_TRUE(handlers.sign_in(made));
  EXPECT_FALSE(actor(first));
}

TEST_P(IdentitySessions, signing_out_ends_it_at_once) {
  person("an@a.example", {Role::auditor});
  const auto browser = signed_in("an@a.example");
  const auto out = handlers.sign_out(request(browser, Method::del), actor(browser).value());
  ASSERT_TRUE(out);
  EXPECT_EQ(out->status, 204);
  EXPECT_TRUE(header_of(*out, "Set-Cookie").ends_with("Max-Age=0"));
  EXPECT_FALSE(actor(browser));
}

TEST_P(IdentitySessions, an_unsafe_call_needs_the_token_of_this_very_session) {
  person("an@a.example", {Role::auditor});
  const auto mine = signed_in("an@a.example");
  const auto other = signed_in("an@a.example");
  EXPECT_TRUE(actor(mine, Method::post));
  for (const std::string& token : {std::string(), other.csrf, mine.csrf + "x"}) {
    auto forged = mine;
    forged.csrf = token;
    EXPECT_TRUE(actor(forged, Method::get));
    for (const Method method : {Method::post, Method::patch, Method::put, Method::del}) {
      const auto refused = actor(forged, method);
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error().code, "csrf");
      EXPECT_EQ(refused.error().kind, base::ErrorKind::forbidden);
    }
  }
}

TEST_P(IdentitySessions, pages_of_other_sites_are_refused) {
  person("an@a.example", {Role::auditor});
  const auto browser = signed_in("an@a.example");
  const auto from = [&](const std::string& origin) {
    auto made = request(browser, Method::post);
    made.headers.emplace_back("origin", origin);
    return handlers.gatekeeper().signed_in(made).has_value();
  };
  EXPECT_TRUE(from("http://localhost:8080"));
  for (const char* foreign : {"null", "http://localhost", "https://localhost:8080",
                              "http://localhost:8080.evil.example", "http://evil.example", ""})
    EXPECT_FALSE(from(foreign)) << foreign;
  auto sign_in_from_elsewhere =
      request(Method::post, {{"email", "an@a.example"}, {"password", testing::password}});
  sign_in_from_elsewhere.headers.emplace_back("origin", "http://evil.example");
  EXPECT_EQ(handlers.sign_in(sign_in_from_elsewhere).error().code, "csrf");
}

TEST_P(IdentitySessions, a_form_is_not_json) {
  person("an@a.example", {Role::auditor});
  auto made = request(Method::post);
  made.body = "email=an@a.example&password=x";
  made.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  EXPECT_EQ(handlers.sign_in(made).error().kind, base::ErrorKind::unsupported_type);
}

TEST_P(IdentitySessions, guessing_is_slowed_down_and_bounded_but_the_owner_gets_in_from_elsewhere) {
  person("an@a.example", {Role::auditor});
  int judged = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string email = i % 2 == 0 ? "an@a.example" : " AN@A.example";
    const auto refused = sign_in(email, "guess number " + std::to_string(i), "198.51.100.9");
    ASSERT_FALSE(refused);
    if (refused.error().code == "invalid_credentials") ++judged;
    clock.advance(std::chrono::milliseconds(100));
  }
  EXPECT_LE(judged, 20);
  EXPECT_EQ(sign_in("an@a.example", testing::password, "198.51.100.9").error().code,
            "identity.too_many_tries");
  EXPECT_TRUE(sign_in("an@a.example", testing::password, "203.0.113.5"));
}

TEST_P(IdentitySessions, guessing_from_many_addresses_is_bounded_and_waits_half_a_minute_at_most) {
  person("an@a.example", {Role::auditor});
  int judged = 0;
  for (int i = 0; i < 120; ++i) {
    const auto refused = sign_in("an@a.example", "wrong guess", "198.51.100." + std::to_string(i));
    if (refused.error().code == "invalid_credentials") ++judged;
  }
  EXPECT_LE(judged, 100);
  EXPECT_FALSE(sign_in("an@a.example", testing::password, "203.0.113.5"));
  clock.advance(seconds(31));
  EXPECT_TRUE(sign_in("an@a.example", testing::password, "203.0.113.5"));
}

TEST_P(IdentitySessions, parallel_guesses_cannot_outrun_the_count) {
  person("an@a.example", {Role::auditor});
  std::atomic<int> judged = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 5; ++n) {
        const auto refused = sign_in("an@a.example", "wrong guess");
        if (!refused && refused.error().code == "invalid_credentials") ++judged;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(judged, surroundings.settings.tries_per_person);
}

TEST_P(IdentitySessions, people_of_a_suspended_partner_stay_signed_in) {
  const auto partner = organization("Đại Dương");
  person("an@daiduong.example", {Role::partner_admin}, partner);
  const auto browser = signed_in("an@daiduong.example");
  write([&](database::Transaction& transaction) {
    EXPECT_TRUE(suspend_organization(transaction, partner, clock.now()));
    EXPECT_FALSE(suspend_organization(transaction, partner, clock.now()));
  });
  ASSERT_TRUE(actor(browser));
  EXPECT_TRUE(actor(browser)->suspended);
  EXPECT_TRUE(sign_in("an@daiduong.example", testing::password));
  write([&](database::Transaction& transaction) {
    EXPECT_TRUE(reopen_organization(transaction, partner));
  });
  EXPECT_FALSE(actor(browser)->suspended);
}

TEST_P(IdentitySessions, nothing_usable_is_stored) {
  person("an@a.example", {Role::auditor});
  const auto browser = signed_in("an@a.example");
  const database::testing::Sql hashes("SELECT token_hash FROM session");
  const database::testing::Sql passwords("SELECT password_hash FROM person");
  database().read([&](database::Snapshot& snapshot) {
    snapshot.each(hashes, {}, [&](const database::Row& row) {
      EXPECT_EQ(row.text("token_hash").find(browser.cookie), std::string_view::npos);
      return true;
    });
    snapshot.each(passwords, {}, [&](const database::Row& row) {
      EXPECT_TRUE(row.text("password_hash").starts_with("$argon2id$"));
      return true;
    });
  });
}

TEST_P(IdentitySessions, a_hash_of_another_cost_is_made_anew_when_its_person_signs_in) {
  crypto::PasswordHasher dearer({.memory_mib = 20, .passes = 2, .parallel = 1, .waiting = 4});
  const auto id = base::UserId::make(clock.now(), random.ten());
  write([&](database::Transaction& transaction) {
    ASSERT_TRUE(add_person(transaction,
                           {id,
                            base::Email::parse("an@a.example").value(),
                            "An",
                            std::nullopt,
                            {Role::auditor},
                            i18n::Language::vi,
                            dearer.hash(testing::password).value()},
                           stamp()));
  });
  const database::testing::Sql hash("SELECT password_hash FROM person");
  const auto needs = [&] {
    return database().read([&](database::Snapshot& snapshot) {
      return snapshot
          .first(
              hash, {},
              [](const database::Row& row) {
                return testing::cheap_hasher().needs_rehash(std::string(row.text("password_hash")));
              })
          .value();
    });
  };
  EXPECT_TRUE(needs());
  ASSERT_TRUE(sign_in("an@a.example", testing::password));
  EXPECT_FALSE(needs());
  EXPECT_TRUE(sign_in("an@a.example", testing::password));
}

TEST_P(IdentitySessions, old_sessions_and_counts_are_forgotten_in_batches) {
  person("an@a.example", {Role::auditor});
  for (int i = 0; i < 3; ++i) (void)signed_in("an@a.example");
  ASSERT_FALSE(sign_in("an@a.example", "wrong"));
  clock.advance(hours(25));
  const auto forget = [&] {
    return database()
        .write([&](database::Transaction& transaction) -> base::Result<std::int64_t> {
          return forget_old(transaction, {}, clock.now(), 2);
        })
        .value();
  };
  EXPECT_EQ(forget(), 4);
  EXPECT_EQ(database::testing::rows_of(database(), "session"), 1);
}

class IdentityApiKeys : public testing::IdentityTest {
 protected:
  std::string token = new_api_key_token(random);
  base::ApiKeyId id = base::ApiKeyId::make(clock.now(), random.ten());
  void add(std::optional<base::PartnerId> partner, Role role) {
    write([&](database::Transaction& transaction) {
      add_api_key(transaction, {id, token, "billing", partner, role, clock.now() + hours(24)},
                  stamp());
    });
  }
  base::Result<Actor> by(const std::string& header) const {
    auto made = request(Method::post);
    made.headers.emplace_back("authorization", header);
    return handlers.gatekeeper().signed_in(made);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityApiKeys, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentityApiKeys, a_key_acts_with_its_role_and_needs_no_token) {
  const auto partner = organization("Đại Dương");
  add(partner, Role::sales);
  const auto found = by("Bearer " + token);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id.text());
  EXPECT_EQ(found->roles, std::vector<Role>{Role::sales});
  EXPECT_EQ(found->partner, partner);
  EXPECT_EQ(found->partner_name, "Đại Dương");
  EXPECT_FALSE(found->user);
  EXPECT_EQ(found->origin().kind, Origin::Kind::api_key);
  const auto profile = handlers.profile(request(Method::get), *found);
  EXPECT_EQ(profile.error().code, "identity.no_person");
  const auto who = handlers.session(request(Method::get), *found);
  EXPECT_EQ(boost::json::parse(who->body).at("csrf_token"), "");
}

TEST_P(IdentityApiKeys, a_key_ends_when_it_expires_or_is_revoked) {
  add(std::nullopt, Role::auditor);
  EXPECT_TRUE(by("bearer " + token));
  for (const char* wrong : {"", "Basic x", "Bearer", "Bearer ppk_unknown"}) EXPECT_FALSE(by(wrong));
  EXPECT_FALSE(by("Bearer " + token + "x"));
  clock.advance(hours(24));
  EXPECT_FALSE(by("Bearer " + token));
  clock.advance(-hours(1));
  EXPECT_TRUE(by("Bearer " + token));
  const auto revoke = [&] {
    return database().write([&](database::Transaction& transaction) {
      return revoke_api_key(transaction, id, stamp());
    });
  };
  EXPECT_TRUE(revoke());
  EXPECT_FALSE(by("Bearer " + token));
  EXPECT_EQ(revoke().error().kind, base::ErrorKind::not_found);
}

TEST_P(IdentityApiKeys, a_list_says_of_each_key_whose_it_is_and_whether_it_works) {
  const auto partner = organization("Đại Dương");
  add(partner, Role::finance);
  const auto first = id;
  clock.advance(minutes(1));
  token = new_api_key_token(random);
  id = base::ApiKeyId::make(clock.now(), random.ten());
  add(std::nullopt, Role::finance);
  ASSERT_TRUE(database().write([&](database::Transaction& transaction) {
    return revoke_api_key(transaction, first, stamp());
  }));
  const auto keys = database().read(list_api_keys);
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].id, first);
  EXPECT_EQ(keys[0].partner, partner);
  EXPECT_EQ(keys[0].role, role_of("finance", Audience::partner));
  EXPECT_EQ(keys[0].revoked_at, clock.now());
  EXPECT_EQ(keys[1].partner, std::nullopt);
  EXPECT_EQ(keys[1].role, role_of("finance", Audience::provider));
  EXPECT_EQ(keys[1].expires_at, clock.now() + hours(24));
  EXPECT_EQ(keys[1].revoked_at, std::nullopt);
}

TEST_P(IdentityApiKeys, a_key_in_the_url_or_in_a_cookie_is_nothing) {
  add(std::nullopt, Role::provider_admin);
  auto made = request(Method::get);
  made.query.emplace_back("api_key", token);
  EXPECT_FALSE(handlers.gatekeeper().signed_in(made));
  EXPECT_FALSE(actor({.cookie = token}));
}

TEST(IdentityTokens, twenty_thousand_of_them_are_long_even_and_never_the_same) {
  crypto::start();
  std::set<std::string> seen;
  std::array<int, 256> ones{};
  for (int i = 0; i < 20'000; ++i) {
    const auto token = crypto::system_random().token(32);
    ASSERT_EQ(token.size(), 43U);
    ASSERT_TRUE(seen.insert(token).second);
    const auto bytes = crypto::from_base64url(token).value();
    for (std::size_t bit = 0; bit < ones.size(); ++bit)
      if ((static_cast<unsigned char>(bytes[bit / 8]) >> (bit % 8)) & 1U) ++ones[bit];
  }
  for (const int count : ones) EXPECT_NEAR(count, 10'000, 400);
}

}  // namespace
}  // namespace identity
