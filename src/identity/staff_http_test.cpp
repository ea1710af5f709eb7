#include <gtest/gtest.h>

#include <thread>

#include "identity/testing.hpp"

namespace identity {
namespace {

using http::Method;

class IdentityStaff : public testing::IdentityTest {
 protected:
  base::PartnerId partner = organization("Đại Dương");
  base::UserId admin_id = person("admin@daiduong.example", {Role::partner_admin}, partner);
  Actor admin = as(admin_id, {Role::partner_admin}, partner);

  Actor as(const base::UserId& id, std::vector<Role> roles,
           const std::optional<base::PartnerId>& of = std::nullopt) {
    Actor actor;
    actor.audience = of ? Audience::partner : Audience::provider;
    actor.user = id;
    actor.id = id.text();
    actor.name = "Quản trị";
    actor.roles = std::move(roles);
    actor.partner = of;
    actor.partner_name = of ? "Đại Dương" : "";
    actor.address = "192.0.2.1";
    return actor;
  }

  Handlers::Answer invite(const std::string& email, const std::string& role = "sales",
                          const std::string& idempotency_key = "") {
    auto made =
        request(Method::post,
                {{"email", email}, {"name", "Lê Văn An"}, {"roles", boost::json::array{role}}});
    if (!idempotency_key.empty()) made.headers.emplace_back("idempotency-key", idempotency_key);
    return handlers.invite_staff(made, admin);
  }

  Handlers::Answer patch(const std::string& id, const boost::json::value& body,
                         const std::string& if_match, const Actor& who) {
    auto made = with_id(request(Method::patch, body), id);
    if (!if_match.empty()) made.headers.emplace_back("if-match", if_match);
    return handlers.change_staff(made, who);
  }

  static std::string text(const http::Response& response, const char* field) {
    return std::string(boost::json::parse(response.body).at(field).as_string());
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityStaff, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentityStaff, an_invited_person_chooses_a_password_and_signs_in) {
  const auto invited = invite("An.Le@daiduong.example");
  ASSERT_TRUE(invited);
  EXPECT_EQ(invited->status, 201);
  EXPECT_EQ(text(*invited, "state"), "invited");
  EXPECT_EQ(text(*invited, "email"), "an.le@daiduong.example");
  const auto mail = mail_to("an.le@daiduong.example");
  EXPECT_NE(mail.find("Đại Dương"), std::string::npos);
  const auto token = token_in(mail, "http://localhost:8080/invitation/");
  ASSERT_GT(token.size(), 40U);

  for (int i = 0; i < 3; ++i) {
    const auto seen = handlers.invitation(with_token(request(Method::get), token));
    ASSERT_TRUE(seen);
    EXPECT_EQ(text(*seen, "email"), "an.le@daiduong.example");
    EXPECT_EQ(boost::json::parse(seen->body).at("partner").at("name"), "Đại Dương");
  }
  EXPECT_FALSE(sign_in("an.le@daiduong.example", "seven slow boats"));
  const auto accepted = handlers.accept_invitation(with_token(
      request(Method::post, {{"password", "seven slow boats"}, {"name", " Lê  An "}}), token));
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->status, 204);
  const auto browser = signed_in("an.le@daiduong.example", "seven slow boats");
  const auto actor_now = actor(browser).value();
  EXPECT_EQ(actor_now.name, "Lê An");
  EXPECT_EQ(actor_now.roles, std::vector<Role>{Role::sales});
  EXPECT_EQ(actor_now.partner, partner);

  const auto again = handlers.accept_invitation(
      with_token(request(Method::post, {{"password", "another long one"}}), token));
  EXPECT_EQ(again.error().code, "identity.link_used");
  EXPECT_EQ(again.error().kind, base::ErrorKind::gone);
}

TEST_P(IdentityStaff, a_link_is_refused_when_forged_expired_replaced_or_of_another_purpose) {
  ASSERT_TRUE(invite("an@daiduong.example"));
  const auto first = token_in(mail_to("an@daiduong.example"), "/invitation/");
  clock.advance(std::chrono::seconds(1));
  ASSERT_TRUE(invite("an@daiduong.example"));
  const auto second = token_in(mail_to("an@daiduong.example"), "/invitation/");
  EXPECT_NE(first, second);
  const auto code = [&](const std::string& token) {
    const auto answer = handlers.invitation(with_token(request(Method::get), token));
    return answer ? "" : answer.error().code;
  };
  EXPECT_EQ(code(first), "identity.link_unknown");
  EXPECT_EQ(code(second), "");
  auto forged = second;
  forged.back() = forged.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(code(forged), "identity.link_unknown");
  EXPECT_EQ(code("nonsense"), "identity.link_unknown");
  EXPECT_EQ(handlers.password_reset(with_token(request(Method::get), second)).error().code,
            "identity.link_unknown");
  clock.advance(std::chrono::hours(168));
  EXPECT_EQ(code(second), "identity.link_expired");
  EXPECT_EQ(handlers
                .accept_invitation(
                    with_token(request(Method::post, {{"password", "seven slow boats"}}), second))
                .error()
                .kind,
            base::ErrorKind::gone);
}

TEST_P(IdentityStaff, a_weak_password_is_refused_and_leaves_the_link_usable) {
  ASSERT_TRUE(invite("an@daiduong.example"));
  const auto token = token_in(mail_to("an@daiduong.example"), "/invitation/");
  for (const char* weak : {"short", "Đại Dương 2026", "passwordpassword", "an@daiduong.example"}) {
    const auto refused =
        handlers.accept_invitation(with_token(request(Method::post, {{"password", weak}}), token));
    ASSERT_FALSE(refused) << weak;
    EXPECT_EQ(refused.error().code, "identity.weak_password");
    EXPECT_EQ(refused.error().kind, base::ErrorKind::unprocessable);
  }
  EXPECT_TRUE(handlers.accept_invitation(
      with_token(request(Method::post, {{"password", "seven slow boats"}}), token)));
}

TEST_P(IdentityStaff, an_invitation_does_not_tell_that_the_address_is_known_elsewhere) {
  person("both@a.example", {Role::auditor});
  const auto known = invite("both@a.example");
  const auto unknown = invite("fresh@a.example");
  ASSERT_TRUE(known);
  ASSERT_TRUE(unknown);
  EXPECT_EQ(known->status, unknown->status);
  const auto token = token_in(mail_to("both@a.example"), "/invitation/");
  const auto refused = handlers.accept_invitation(
      with_token(request(Method::post, {{"password", "seven slow boats"}}), token));
  EXPECT_EQ(refused.error().code, "identity.email_taken");
  EXPECT_TRUE(sign_in("both@a.example", testing::password));
}

TEST_P(IdentityStaff, somebody_of_this_side_is_not_invited_twice) {
  const auto refused = invite("admin@daiduong.example");
  EXPECT_EQ(refused.error().code, "identity.email_taken");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::conflict);
}

TEST_P(IdentityStaff, roles_of_the_other_side_and_foreign_fields_are_refused) {
  for (const char* role : {"provider_admin", "approver", "auditor", "root", ""})
    EXPECT_EQ(invite("an@a.example", role).error().fields.front().pointer, "/roles/0") << role;
  for (const char* field : {"partner_id", "id", "state", "version", "audience", "password"}) {
    boost::json::object body{
        {"email", "an@a.example"}, {"name", "An"}, {"roles", boost::json::array{"sales"}}};
    body[field] = "x";
    const auto refused = handlers.invite_staff(request(Method::post, body), admin);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.front().code, "unknown_field") << field;
  }
  const auto bad = handlers.invite_staff(
      request(Method::post, {{"email", "no address"}, {"name", "  "}, {"roles", "sales"}}), admin);
  EXPECT_EQ(bad.error().fields.size(), 3U);
  EXPECT_EQ(database::testing::rows_of(database(), "person"), 1);
}

TEST_P(IdentityStaff, an_invitation_repeated_with_its_key_is_one_invitation) {
  const auto first = invite("an@a.example", "sales", "key-1");
  const auto again = invite("an@a.example", "sales", "key-1");
  ASSERT_TRUE(first);
  ASSERT_TRUE(again);
  EXPECT_EQ(first->body, again->body);
  EXPECT_EQ(database::testing::rows_of(database(), "person"), 2);
}

TEST_P(IdentityStaff, the_list_shows_all_to_admins_and_auditors_and_names_to_the_others) {
  for (const char* name : {"c@daiduong.example", "b@daiduong.example"})
    person(name, {Role::viewer}, partner);
  ASSERT_TRUE(invite("d@daiduong.example"));
  person("provider@a.example", {Role::provider_admin});
  const auto list = [&](const Actor& who, http::Fields query) {
    auto made = request(Method::get);
    made.query = std::move(query);
    const auto answer = handlers.list_staff(made, who);
    EXPECT_TRUE(answer.has_value());
    return boost::json::parse(answer->body);
  };
  const auto full = list(admin, {});
  EXPECT_EQ(full.at("total"), 4);
  EXPECT_EQ(full.at("data").as_array().size(), 4U);
  EXPECT_TRUE(full.at("data").at(0).as_object().contains("email"));

  auto viewer = admin;
  viewer.roles = {Role::viewer};
  const auto names = list(viewer, {});
  EXPECT_EQ(names.at("total"), 3);
  EXPECT_EQ(names.at("data").at(0).as_object().size(), 2U);

  for (const Actor& who : {admin, viewer})
    for (const char* order : {"name", "-name"}) {
      std::vector<std::string> seen;
      http::Fields query{{"limit", "1"}, {"sort", order}};
      for (int page = 0; page < 6; ++page) {
        const auto answer = list(who, query);
        for (const auto& row : answer.at("data").as_array())
          seen.emplace_back(row.at("name").as_string());
        if (answer.at("next_cursor").is_null()) break;
        query = {{"limit", "1"},
                 {"sort", order},
                 {"cursor", std::string(answer.at("next_cursor").as_string())}};
      }
      EXPECT_EQ(seen.size(), may(who, Act::read_staff) ? 4U : 3U);
      if (order[0] == '-') std::ranges::reverse(seen);
      std::vector<std::string> folded;
      for (const auto& name : seen) folded.push_back(base::fold(name));
      EXPECT_TRUE(std::ranges::is_sorted(folded));
    }
}

TEST_P(IdentityStaff, the_provider_reads_a_partners_people_as_its_own) {
  person("sales@daiduong.example", {Role::sales}, partner);
  const auto other = organization("Hạ Long");
  person("admin@halong.example", {Role::partner_admin}, other);
  const auto auditor_id = person("audit@provider.example", {Role::auditor});
  const Actor auditor = as(auditor_id, {Role::auditor});
  const Actor approver = as(auditor_id, {Role::approver});
  const auto read = [&](const std::string& id, const Actor& who, http::Fields query = {}) {
    auto made = with_id(request(Method::get), id);
    made.query = std::move(query);
    return handlers.list_partner_staff(made, who);
  };
  const auto whole = boost::json::parse(read(partner.text(), auditor)->body);
  EXPECT_EQ(whole.at("total"), 2);
  EXPECT_EQ(whole.at("data").at(0).at("email"), "admin@daiduong.example");
  const auto names = boost::json::parse(read(partner.text(), approver)->body);
  EXPECT_EQ(names.at("data").at(0).as_object().size(), 2U);
  const auto first = boost::json::parse(read(partner.text(), auditor, {{"limit", "1"}})->body);
  const std::string cursor(first.at("next_cursor").as_string());
  EXPECT_TRUE(read(partner.text(), auditor, {{"limit", "1"}, {"cursor", cursor}}));
  EXPECT_EQ(read(other.text(), auditor, {{"limit", "1"}, {"cursor", cursor}}).error().code,
            "invalid_cursor");
  const auto nobody = base::PartnerId::make(clock.now(), random.ten());
  EXPECT_EQ(read(nobody.text(), auditor).error().code, "not_found");
  EXPECT_EQ(read("ptn_1", auditor).error().code, "not_found");
}

TEST_P(IdentityStaff, somebody_of_another_side_is_not_there) {
  const auto other = organization("Khác");
  const auto stranger = person("x@khac.example", {Role::partner_admin}, other);
  const auto provider = person("p@a.example", {Role::provider_admin});
  for (const auto& id : {stranger.text(), provider.text(), std::string("usr_nonsense"),
                         base::UserId::make(clock.now(), random.ten()).text()}) {
    EXPECT_EQ(handlers.staff_member(with_id(request(Method::get), id), admin).error().code,
              "not_found");
    EXPECT_EQ(patch(id, {{"name", "X"}}, "\"1\"", admin).error().code, "not_found");
    EXPECT_EQ(handlers.remove_staff(with_id(request(Method::del), id), admin).error().code,
              "not_found");
  }
}

TEST_P(IdentityStaff, a_change_needs_the_tag_that_was_read) {
  const auto id = person("an@daiduong.example", {Role::viewer}, partner).text();
  const auto read = handlers.staff_member(with_id(request(Method::get), id), admin);
  const auto tag = header_of(*read, "ETag");
  EXPECT_EQ(patch(id, {{"name", "An"}}, "", admin).error().kind,
            base::ErrorKind::precondition_required);
  EXPECT_EQ(patch(id, {{"name", "An"}}, "W/" + tag, admin).error().kind, base::ErrorKind::stale);
  const auto changed = patch(id, {{"name", "An"}, {"roles", {"sales", "finance"}}}, tag, admin);
  ASSERT_TRUE(changed);
  EXPECT_EQ(text(*changed, "name"), "An");
  EXPECT_EQ(patch(id, {{"name", "Binh"}}, tag, admin).error().kind, base::ErrorKind::stale);
  EXPECT_TRUE(patch(id, {{"name", "Binh"}}, header_of(*changed, "ETag"), admin));
}

TEST_P(IdentityStaff, new_roles_end_the_sessions_and_hold_from_then_on) {
  const auto id = person("an@daiduong.example", {Role::sales}, partner);
  const auto browser = signed_in("an@daiduong.example");
  ASSERT_TRUE(patch(id.text(), {{"roles", {"viewer"}}}, "*", admin));
  EXPECT_FALSE(actor(browser));
  EXPECT_EQ(actor(signed_in("an@daiduong.example"))->roles, std::vector<Role>{Role::viewer});
}

TEST_P(IdentityStaff, nobody_changes_the_own_roles) {
  const auto refused = patch(admin_id.text(), {{"roles", {"partner_admin", "sales"}}}, "*", admin);
  EXPECT_EQ(refused.error().code, "identity.own_roles");
  EXPECT_TRUE(patch(admin_id.text(), {{"name", "Khác"}, {"roles", {"partner_admin"}}}, "*", admin));
}

TEST_P(IdentityStaff, the_last_admin_stays) {
  const auto other = person("second@daiduong.example", {Role::partner_admin}, partner);
  const auto second = as(other, {Role::partner_admin}, partner);
  EXPECT_TRUE(handlers.remove_staff(with_id(request(Method::del), admin_id.text()), second));
  const auto refused = handlers.remove_staff(with_id(request(Method::del), other.text()), second);
  EXPECT_EQ(refused.error().code, "identity.last_admin");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::conflict);
  auto program = second;
  program.user = std::nullopt;
  EXPECT_EQ(patch(other.text(), {{"roles", {"sales"}}}, "*", program).error().code,
            "identity.last_admin");
  ASSERT_TRUE(invite("third@daiduong.example", "partner_admin"));
  EXPECT_EQ(patch(other.text(), {{"roles", {"sales"}}}, "*", program).error().code,
            "identity.last_admin");
}

TEST_P(IdentityStaff, two_admins_who_remove_each_other_at_once_leave_one) {
  for (int round = 0; round < 5; ++round) {
    const auto company = organization("Công ty " + std::to_string(round));
    const auto suffix = std::to_string(round) + "@race.example";
    const auto a = person("a" + suffix, {Role::partner_admin}, company);
    const auto b = person("b" + suffix, {Role::partner_admin}, company);
    std::optional<Handlers::Answer> first;
    std::optional<Handlers::Answer> second;
    std::thread one([&] {
      first = handlers.remove_staff(with_id(request(Method::del), b.text()),
                                    as(a, {Role::partner_admin}, company));
    });
    std::thread two([&] {
      second = handlers.remove_staff(with_id(request(Method::del), a.text()),
                                     as(b, {Role::partner_admin}, company));
    });
    one.join();
    two.join();
    EXPECT_NE(first->has_value(), second->has_value());
    const auto left = database().read([&](database::Snapshot& snapshot) {
      return partner_staff(snapshot, company, {Role::partner_admin}).size();
    });
    EXPECT_EQ(left, 1U);
  }
}

TEST_P(IdentityStaff, a_removed_person_is_out_at_once_and_may_be_invited_again) {
  const auto id = person("an@daiduong.example", {Role::sales}, partner);
  const auto browser = signed_in("an@daiduong.example");
  ASSERT_TRUE(handlers.remove_staff(with_id(request(Method::del), id.text()), admin));
  EXPECT_EQ(actor(browser).error().kind, base::ErrorKind::unauthenticated);
  EXPECT_FALSE(sign_in("an@daiduong.example", testing::password));
  EXPECT_FALSE(database().read(
      [&](database::Snapshot& snapshot) { return find_partner_person(snapshot, partner, id); }));
  const auto again = invite("an@daiduong.example");
  ASSERT_TRUE(again);
  EXPECT_NE(text(*again, "id"), id.text());
}

TEST_P(IdentityStaff, the_provider_invites_a_partners_admin_again) {
  const auto provider = as(person("p@a.example", {Role::provider_admin}), {Role::provider_admin});
  const auto invite_admin = [&](const std::string& id) {
    return handlers.invite_partner_admin(
        with_id(request(Method::post, {{"email", "new@daiduong.example"}}), id), provider);
  };
  const auto invited = invite_admin(partner.text());
  ASSERT_TRUE(invited);
  EXPECT_EQ(text(*invited, "name"), "new");
  const auto again = invite_admin(partner.text());
  ASSERT_TRUE(again);
  EXPECT_EQ(text(*again, "id"), text(*invited, "id"));
  EXPECT_EQ(invite_admin(base::PartnerId::make(clock.now(), random.ten()).text()).error().code,
            "not_found");
  EXPECT_EQ(invite_admin("nonsense").error().code, "not_found");
}

TEST_P(IdentityStaff, rooms_find_active_people_by_role) {
  person("sales@daiduong.example", {Role::sales, Role::finance}, partner);
  person("boss@a.example", {Role::provider_admin});
  person("approver@a.example", {Role::approver});
  ASSERT_TRUE(invite("invited@daiduong.example", "sales"));
  database().read([&](database::Snapshot& snapshot) {
    EXPECT_EQ(partner_staff(snapshot, partner, {}).size(), 2U);
    EXPECT_EQ(partner_staff(snapshot, partner, {Role::finance}).front().email,
              "sales@daiduong.example");
    EXPECT_EQ(provider_staff(snapshot, {Role::approver, Role::auditor}).size(), 1U);
    EXPECT_EQ(provider_staff(snapshot, {}).size(), 2U);
    EXPECT_EQ(find_partner_person(snapshot, partner, admin_id)->email, "admin@daiduong.example");
    EXPECT_FALSE(find_partner_person(snapshot, base::PartnerId::stored("ptn_x"), admin_id));
  });
}

}  // namespace
}  // namespace identity
