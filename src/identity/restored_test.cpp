#include <gtest/gtest.h>

#include "identity/testing.hpp"

namespace identity {
namespace {

using http::Method;

class IdentityRestored : public testing::IdentityTest {
 protected:
  base::UserId admin_id = person("admin@a.example", {Role::provider_admin});

  void invite_an() {
    write([&](database::Transaction& transaction) {
      ASSERT_TRUE(invite(transaction,
                         {.id = base::UserId::make(clock.now(), random.ten()),
                          .email = base::Email::parse("an@a.example").value(),
                          .name = "Lê Văn An",
                          .partner = std::nullopt,
                          .roles = {Role::auditor},
                          .organization_name = "VNG Cloud",
                          .mail = base::MailId::make(clock.now(), random.ten()),
                          .nonce = random.token()},
                         stamp()));
    });
  }
  std::string code_of_invitation(const std::string& token) {
    const auto answer = handlers.invitation(with_token(request(Method::get), token));
    return answer ? "" : answer.error().code;
  }
  std::string code_of_reset(const std::string& token) {
    const auto answer = handlers.password_reset(with_token(request(Method::get), token));
    return answer ? "" : answer.error().code;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, IdentityRestored, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdentityRestored, nobody_gets_in_by_what_was_given_out_before) {
  invite_an();
  const auto invitation = token_in(mail_to("an@a.example"), "/invitation/");
  const auto browser = signed_in("admin@a.example");
  ASSERT_TRUE(handlers.ask_password_reset(request(Method::post, {{"email", "admin@a.example"}})));
  const auto reset = token_in(mail_to("admin@a.example"), "/password-reset/");
  EXPECT_EQ(code_of_invitation(invitation), "");
  EXPECT_EQ(code_of_reset(reset), "");

  const auto before = audit_rows();
  write([&](database::Transaction& transaction) { end_all_access(transaction, stamp()); });
  EXPECT_EQ(audit_rows(), before + 1);
  EXPECT_FALSE(actor(browser));
  EXPECT_EQ(code_of_invitation(invitation), "identity.link_expired");
  EXPECT_EQ(code_of_reset(reset), "identity.link_expired");
  const auto waiting = database().read(
      [](database::Snapshot& snapshot) { return notifications::backlog(snapshot).waiting; });
  EXPECT_EQ(waiting, 0);

  clock.advance(std::chrono::seconds(1));
  EXPECT_TRUE(actor(signed_in("admin@a.example")));
  invite_an();
  const auto again = token_in(mail_to("an@a.example"), "/invitation/");
  EXPECT_EQ(code_of_invitation(again), "");
  EXPECT_EQ(code_of_invitation(invitation), "identity.link_unknown");
}

TEST_P(IdentityRestored, a_link_that_was_used_stays_used) {
  invite_an();
  const auto token = token_in(mail_to("an@a.example"), "/invitation/");
  ASSERT_TRUE(handlers.accept_invitation(
      with_token(request(Method::post, {{"password", "seven slow boats"}}), token)));
  write([&](database::Transaction& transaction) { end_all_access(transaction, stamp()); });
  EXPECT_EQ(code_of_invitation(token), "identity.link_used");
  EXPECT_TRUE(sign_in("an@a.example", "seven slow boats"));
}

}  // namespace
}  // namespace identity
