#include "identity/preferences.hpp"

#include <gtest/gtest.h>

#include "identity/testing.hpp"

namespace identity {
namespace {

using http::Method;

class IdentityPreferences : public testing::IdentityTest {
 protected:
  base::UserId id = person("an@a.example", {Role::auditor});
  base::UserId other = person("binh@a.example", {Role::approver});
  testing::Browser browser = signed_in("an@a.example");
  Actor me = actor(browser).value();

  Handlers::Answer change(const boost::json::value& body, const std::string& tag) {
    auto made = request(Method::patch, body);
    made.headers.emplace_back("if-match", tag);
    return handlers.change_preferences(made, me);
  }
  boost::json::value read(const Actor& reader) {
    return boost::json::parse(handlers.preferences(request(Method::get), reader).value().body);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityPreferences, database::testing::engines(),
                         database::testing::engine_name);

const boost::json::value defaults{
    {"theme", "system"}, {"page_size", 20}, {"hidden_columns", boost::json::object()}};

TEST_P(IdentityPreferences, are_the_defaults_until_somebody_changes_them) {
  EXPECT_EQ(read(me), defaults);
  const auto session =
      boost::json::parse(handlers.session(request(browser, Method::get), me)->body);
  EXPECT_EQ(session.at("preferences"), defaults);
}

TEST_P(IdentityPreferences, change_with_the_tag_and_keep_what_is_not_named) {
  auto first = handlers.preferences(request(Method::get), me);
  const auto tag = header_of(*first, "ETag");
  const auto dark = change({{"theme", "dark"}}, tag);
  ASSERT_TRUE(dark);
  EXPECT_NE(header_of(*dark, "ETag"), tag);
  EXPECT_EQ(change({{"theme", "light"}}, tag).error().code, "stale");
  const boost::json::object hidden{{"registrations", {"role", "owner"}}};
  ASSERT_TRUE(change({{"page_size", 100}, {"hidden_columns", hidden}}, header_of(*dark, "ETag")));
  EXPECT_EQ(read(me), (boost::json::object{
                          {"theme", "dark"}, {"page_size", 100}, {"hidden_columns", hidden}}));
  EXPECT_EQ(read(actor(signed_in("binh@a.example")).value()), defaults);
}

TEST_P(IdentityPreferences, need_the_tag_and_a_person) {
  EXPECT_EQ(
      handlers.change_preferences(request(Method::patch, {{"theme", "dark"}}), me).error().code,
      "precondition_required");
  Actor program = me;
  program.user.reset();
  EXPECT_EQ(handlers.preferences(request(Method::get), program).error().code, "identity.no_person");
  EXPECT_EQ(handlers.change_preferences(request(Method::patch, {{"theme", "dark"}}), program)
                .error()
                .code,
            "identity.no_person");
}

TEST_P(IdentityPreferences, the_portal_knows_the_session_of_the_cookie_alone) {
  EXPECT_TRUE(handlers.session_of_cookie(request(Method::get)).is_null());
  const auto session = handlers.session_of_cookie(request(browser, Method::get));
  EXPECT_EQ(session.at("user").at("email"), "an@a.example");
  EXPECT_EQ(session.at("csrf_token").as_string(), browser.csrf);
  auto disguised = request(browser, Method::get);
  disguised.headers.emplace_back("authorization", "Bearer ppk_x");
  EXPECT_FALSE(handlers.session_of_cookie(disguised).is_null());
}

std::vector<std::string> pointers(const boost::json::value& body) {
  std::vector<std::string> found;
  const auto read = read_preferences_change(body);
  if (!read)
    for (const auto& field : read.error().fields) found.push_back(field.pointer);
  return found;
}

TEST(PreferencesChange, takes_what_the_contract_takes) {
  EXPECT_TRUE(read_preferences_change(boost::json::object()));
  EXPECT_TRUE(read_preferences_change({{"theme", "light"}, {"page_size", 200}}));
  EXPECT_TRUE(read_preferences_change({{"hidden_columns", {{"a_b", boost::json::array()}}}}));
}

TEST(PreferencesChange, points_at_everything_else) {
  using Pointers = std::vector<std::string>;
  EXPECT_EQ(pointers({{"theme", "pink"}, {"page_size", 21}, {"x", 1}}),
            (Pointers{"/theme", "/page_size", "/x"}));
  EXPECT_EQ(pointers({{"hidden_columns", boost::json::array()}}), Pointers{"/hidden_columns"});
  EXPECT_EQ(pointers({{"hidden_columns", {{"A/b", boost::json::array()}}}}),
            Pointers{"/hidden_columns/A~1b"});
  EXPECT_EQ(pointers({{"hidden_columns", {{"list", "role"}}}}), Pointers{"/hidden_columns/list"});
  EXPECT_EQ(pointers({{"hidden_columns", {{"list", {"role", "role", 1, "Role", ""}}}}}),
            (Pointers{"/hidden_columns/list/1", "/hidden_columns/list/2", "/hidden_columns/list/3",
                      "/hidden_columns/list/4"}));
  boost::json::object lists;
  boost::json::array columns;
  for (int i = 0; i < 31; ++i) {
    const std::string name = "list_" + std::string(static_cast<std::size_t>(i), 'x');
    lists[name] = boost::json::array();
    columns.emplace_back("c_" + std::string(static_cast<std::size_t>(i), 'x'));
  }
  EXPECT_EQ(pointers({{"hidden_columns", lists}}), Pointers{"/hidden_columns"});
  EXPECT_EQ(pointers({{"hidden_columns", {{"list", columns}}}}), Pointers{"/hidden_columns/list"});
}

}  // namespace
}  // namespace identity
