#include <gtest/gtest.h>

#include "identity/testing.hpp"

namespace identity {
namespace {

using http::Method;
using std::chrono::minutes;

class IdentityProfile : public testing::IdentityTest {
 protected:
  base::UserId id = person("an@a.example", {Role::auditor});

  Handlers::Answer change_password(const testing::Browser& browser, const std::string& current,
                                   const std::string& next) {
    return handlers.change_password(
        request(browser, Method::post, {{"current", current}, {"new", next}}),
        actor(browser).value());
  }
  int ask(const std::string& email, const std::string& address = "192.0.2.1") {
    auto made = request(Method::post, {{"email", email}});
    made.client_address = address;
    const auto answer = handlers.ask_password_reset(made);
    if (!answer) return http::status_of(answer.error().kind);
    EXPECT_EQ(answer->body, "");
    return answer->status;
  }
  std::string reset_token() { return token_in(mail_to("an@a.example"), "/password-reset/"); }
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityProfile, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentityProfile, name_and_language_change_with_the_tag) {
  const auto browser = signed_in("an@a.example");
  const auto me = actor(browser).value();
  const auto read = handlers.profile(request(Method::get), me);
  ASSERT_TRUE(read);
  auto made = request(Method::patch, {{"name", "Lê An"}, {"language", "en"}});
  EXPECT_EQ(handlers.change_profile(made, me).error().code, "precondition_required");
  made.headers.emplace_back("if-match", header_of(*read, "ETag"));
  const auto changed = handlers.change_profile(made, me);
  ASSERT_TRUE(changed);
  EXPECT_NE(header_of(*changed, "ETag"), header_of(*read, "ETag"));
  EXPECT_EQ(actor(browser)->name, "Lê An");
  EXPECT_EQ(actor(browser)->language, i18n::Language::en);
  EXPECT_EQ(handlers.change_profile(made, me).error().code, "stale");
  for (const auto& body :
       {boost::json::object{{"language", "fr"}}, boost::json::object{{"roles", {"provider_admin"}}},
        boost::json::object{{"email", "x@a.example"}}})
    EXPECT_EQ(handlers.change_profile(request(Method::patch, body), me).error().code,
              "invalid_body");
}

TEST_P(IdentityProfile, a_new_password_needs_the_old_one_and_ends_every_session) {
  const auto mine = signed_in("an@a.example");
  const auto other = signed_in("an@a.example");
  EXPECT_EQ(change_password(mine, "wrong one", "seven slow boats").error().code,
            "identity.wrong_password");
  const auto weak = change_password(mine, testing::password, "short");
  EXPECT_EQ(weak.error().code, "identity.weak_password");
  EXPECT_EQ(weak.error().fields.front().pointer, "/new");
  EXPECT_TRUE(actor(other));
  ASSERT_TRUE(change_password(mine, testing::password, "seven slow boats"));
  EXPECT_FALSE(actor(mine));
  EXPECT_FALSE(actor(other));
  EXPECT_FALSE(sign_in("an@a.example", testing::password));
  EXPECT_TRUE(sign_in("an@a.example", "seven slow boats"));
  EXPECT_NE(mail_to("an@a.example").find("192.0.2.1"), std::string::npos);
}

TEST_P(IdentityProfile, a_reset_is_answered_alike_for_everybody_and_mails_only_people) {
  EXPECT_EQ(ask("an@a.example"), 202);
  EXPECT_EQ(ask("nobody@a.example"), 202);
  EXPECT_EQ(mail_to("nobody@a.example"), "");
  EXPECT_NE(reset_token(), "");
}

TEST_P(IdentityProfile, a_reset_link_sets_a_password_once_and_ends_every_session) {
  const auto browser = signed_in("an@a.example");
  ASSERT_EQ(ask("an@a.example"), 202);
  const auto token = reset_token();
  const auto seen = handlers.password_reset(with_token(request(Method::get), token));
  ASSERT_TRUE(seen);
  EXPECT_EQ(boost::json::parse(seen->body).at("email"), "an@a.example");
  EXPECT_TRUE(actor(browser));
  const auto set = [&] {
    return handlers.reset_password(
        with_token(request(Method::post, {{"password", "seven slow boats"}}), token));
  };
  ASSERT_TRUE(set());
  EXPECT_FALSE(actor(browser));
  EXPECT_TRUE(sign_in("an@a.example", "seven slow boats"));
  EXPECT_EQ(set().error().code, "identity.link_used");
  EXPECT_EQ(handlers.invitation(with_token(request(Method::get), token)).error().code,
            "identity.link_unknown");
}

TEST_P(IdentityProfile, a_reset_link_expires_and_a_new_one_replaces_it) {
  ASSERT_EQ(ask("an@a.example"), 202);
  const auto first = reset_token();
  clock.advance(minutes(4));
  ASSERT_EQ(ask("an@a.example"), 202);
  const auto second = reset_token();
  const auto code = [&](const std::string& token) {
    const auto answer = handlers.password_reset(with_token(request(Method::get), token));
    return answer ? "" : answer.error().code;
  };
  EXPECT_EQ(code(first), "identity.link_unknown");
  EXPECT_EQ(code(second), "");
  clock.advance(minutes(60));
  EXPECT_EQ(code(second), "identity.link_expired");
}

TEST_P(IdentityProfile, a_mailbox_is_not_flooded_and_an_address_cannot_ask_for_everybody) {
  for (int i = 0; i < 15; ++i) EXPECT_EQ(ask("an@a.example"), 202);
  EXPECT_EQ(database::testing::rows_of(database(), "outbox"), 1);
  int slowed_down = 0;
  for (int i = 0; i < 15; ++i)
    if (ask("nobody" + std::to_string(i) + "@a.example") == 429) ++slowed_down;
  EXPECT_GT(slowed_down, 0);
  EXPECT_EQ(ask("an@a.example", "203.0.113.5"), 202);
}

TEST_P(IdentityProfile, the_old_link_is_void_once_the_password_changed) {
  const auto browser = signed_in("an@a.example");
  ASSERT_EQ(ask("an@a.example"), 202);
  const auto token = reset_token();
  ASSERT_TRUE(change_password(browser, testing::password, "seven slow boats"));
  EXPECT_EQ(handlers.password_reset(with_token(request(Method::get), token)).error().code,
            "identity.link_unknown");
}

class IdentityAudit : public testing::IdentityTest {
 protected:
  boost::json::value list(const Actor& who, http::Fields query = {}) {
    auto made = request(Method::get);
    made.query = std::move(query);
    const auto answer = handlers.list_audit(made, who);
    EXPECT_TRUE(answer.has_value()) << answer.error().code;
    return answer ? boost::json::parse(answer->body) : boost::json::value();
  }
  void note(const std::string& change, const std::string& subject,
            const std::optional<base::PartnerId>& partner, const std::string& who) {
    write([&](database::Transaction& transaction) {
      auto at = stamp();
      audit(transaction, at.audit,
            {{Origin::Kind::person, who, "Name", "192.0.2.9"},
             change,
             subject,
             partner,
             {{"reason", "said \"so\"\n"}}},
            at.now);
    });
    clock.advance(std::chrono::seconds(1));
  }
  Actor provider = [] {
    Actor actor;
    actor.audience = Audience::provider;
    actor.roles = {Role::auditor};
    return actor;
  }();
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityAudit, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentityAudit, is_append_only) {
  note("a.b", "reg_1", std::nullopt, "usr_1");
  static const database::testing::Sql change("UPDATE audit_entry SET change = 'x'");
  static const database::testing::Sql remove("DELETE FROM audit_entry");
  for (const database::Query* query : {&static_cast<const database::Query&>(change),
                                       &static_cast<const database::Query&>(remove)}) {
    const auto refused =
        database().write([&](database::Transaction& transaction) -> base::Result<> {
          const auto done = transaction.attempt(*query, {});
          EXPECT_EQ(done ? std::string("done") : done.error().constraint,
                    "audit_entry_append_only");
          return base::fail(base::ErrorKind::conflict, "refused");
        });
    EXPECT_FALSE(refused);
  }
  EXPECT_EQ(audit_rows(), 1);
}

TEST_P(IdentityAudit, is_listed_newest_first_by_its_own_order_and_filtered) {
  const auto partner = organization("Đại Dương");
  note("registrations.add", "reg_1", partner, "usr_1");
  clock.advance(-std::chrono::hours(5));
  note("registrations.withdraw", "reg_1", partner, "usr_2");
  note("partners.suspend", partner.text(), partner, "usr_3");
  const auto all = list(provider);
  EXPECT_EQ(all.at("total"), 3);
  EXPECT_EQ(all.at("data").at(0).at("change"), "partners.suspend");
  EXPECT_EQ(all.at("data").at(2).at("change"), "registrations.add");
  EXPECT_EQ(all.at("data").at(0).at("details").at("reason"), "said \"so\"\n");
  EXPECT_EQ(all.at("data").at(0).at("actor").at("id"), "usr_3");
  EXPECT_EQ(list(provider, {{"subject", "reg_1"}}).at("total"), 2);
  EXPECT_EQ(list(provider, {{"change", "registrations.add"}}).at("total"), 1);
  EXPECT_EQ(list(provider, {{"actor", "usr_2"}}).at("total"), 1);
  EXPECT_EQ(list(provider, {{"from", "2026-01-01T00:00:00Z"}}).at("total"), 3);
  EXPECT_EQ(list(provider, {{"to", "2026-01-01T00:00:00.5Z"}}).at("total"), 0);
  for (const char* wrong : {"2026", "2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00",
                            "2026-01-01T00:00:00+07:00"}) {
    auto made = request(Method::get);
    made.query = {{"from", wrong}};
    EXPECT_EQ(handlers.list_audit(made, provider).error().code, "invalid_parameter") << wrong;
  }
}

TEST_P(IdentityAudit, pages_follow_each_other_while_rows_are_added) {
  for (int i = 0; i < 5; ++i) note("a.b", "reg_" + std::to_string(i), std::nullopt, "usr_1");
  const auto first = list(provider, {{"limit", "2"}});
  note("a.b", "reg_new", std::nullopt, "usr_1");
  const auto second = list(
      provider, {{"limit", "2"}, {"cursor", std::string(first.at("next_cursor").as_string())}});
  EXPECT_EQ(first.at("data").at(1).at("subject"), "reg_3");
  EXPECT_EQ(second.at("data").at(0).at("subject"), "reg_2");
}

TEST_P(IdentityAudit, a_partner_reads_its_own_rows_and_nobody_of_the_provider) {
  const auto partner = organization("Đại Dương");
  const auto other = organization("Khác");
  const auto own = person("an@daiduong.example", {Role::partner_admin}, partner);
  note("registrations.add", "reg_1", partner, own.text());
  note("registrations.approve", "reg_1", partner, "usr_provider");
  note("registrations.add", "reg_2", other, "usr_other");
  Actor admin;
  admin.audience = Audience::partner;
  admin.roles = {Role::partner_admin};
  admin.partner = partner;
  const auto seen = list(admin);
  EXPECT_EQ(seen.at("total"), 3);
  EXPECT_EQ(boost::json::serialize(seen).find("reg_2"), std::string::npos);
  EXPECT_TRUE(seen.at("data").at(0).at("actor").at("name").is_null());
  EXPECT_TRUE(seen.at("data").at(0).at("actor").at("address").is_null());
  EXPECT_EQ(seen.at("data").at(1).at("actor").at("id").as_string(), own.text());

  note("directory.put", "acc_1", std::nullopt, "usr_provider");
  EXPECT_EQ(list(provider).at("total"), 5);
  const auto of_other = list(provider, {{"partner_id", other.text()}});
  EXPECT_EQ(of_other.at("total"), 1);
  EXPECT_EQ(of_other.at("data").at(0).at("subject"), "reg_2");
  EXPECT_EQ(of_other.at("data").at(0).at("actor").at("id"), "usr_other");
  EXPECT_EQ(list(provider, {{"partner_id", partner.text()}, {"actor", "usr_provider"}}).at("total"),
            1);
  const auto code_of = [&](const Actor& who, const std::string& id) {
    auto made = request(Method::get);
    made.query = {{"partner_id", id}};
    const auto answer = handlers.list_audit(made, who);
    return answer ? "" : answer.error().code;
  };
  EXPECT_EQ(code_of(provider, "ptn_x"), "invalid_parameter");
  for (const auto& id : {partner, other}) EXPECT_EQ(code_of(admin, id.text()), "unknown_parameter");
}

TEST_P(IdentityAudit, every_change_of_people_leaves_one_row_without_secrets) {
  const auto id = person("an@a.example", {Role::provider_admin});
  EXPECT_EQ(audit_rows(), 1);
  const auto browser = signed_in("an@a.example");
  EXPECT_EQ(audit_rows(), 2);
  const auto me = actor(browser).value();
  ASSERT_TRUE(handlers.invite_staff(
      request(Method::post,
              {{"email", "b@a.example"}, {"name", "B"}, {"roles", boost::json::array{"auditor"}}}),
      me));
  EXPECT_EQ(audit_rows(), 3);
  const auto token = token_in(mail_to("b@a.example"), "/invitation/");
  ASSERT_TRUE(handlers.accept_invitation(
      with_token(request(Method::post, {{"password", "seven slow boats"}}), token)));
  EXPECT_EQ(audit_rows(), 4);
  ASSERT_TRUE(handlers.sign_out(request(browser, Method::del), me));
  EXPECT_EQ(audit_rows(), 5);
  ASSERT_FALSE(sign_in("an@a.example", "wrong"));
  EXPECT_EQ(audit_rows(), 5);
  const auto text = boost::json::serialize(list(me));
  for (const std::string& secret :
       {browser.cookie, browser.csrf, token, std::string("seven slow boats"),
        std::string(testing::password), std::string("argon2")})
    EXPECT_EQ(text.find(secret), std::string::npos);
  EXPECT_NE(text.find(id.text()), std::string::npos);
}

}  // namespace
}  // namespace identity
