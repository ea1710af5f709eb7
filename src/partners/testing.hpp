#pragma once
// For tests only: partners, and partners with customers, in a database of their own, and actors who
// deal with them.

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "accounts/accounts.hpp"
#include "partners/partners.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/fresh.hpp"
#include "platform/database/testing.hpp"
#include "platform/http/http.hpp"

namespace partners::testing {

class PartnersTest : public database::testing::StoreTest {
 protected:
  PartnersTest() { crypto::start(); }

  identity::Stamp stamp() {
    return {{identity::Origin::Kind::command_line, "", "", ""},
            clock.now(),
            base::AuditId::make(clock.now(), random.ten())};
  }

  NewPartner new_partner(const std::string& name, const std::string& tax_code,
                         const std::vector<std::string>& accounts) {
    NewPartner partner{base::PartnerId::make(clock.now(), random.ten()),
                       name,
                       "Công ty TNHH " + name,
                       tax_code,
                       {}};
    for (const auto& account : accounts)
      partner.service_accounts.push_back(base::Email::parse(account).value());
    return partner;
  }

  base::Result<> store(const NewPartner& partner) {
    const auto at = stamp();
    return database().write(
        [&](database::Transaction& transaction) { return create(transaction, partner, at); });
  }

  base::PartnerId partner(const std::string& name) {
    std::string mailbox = base::fold(name);
    std::ranges::replace(mailbox, ' ', '.');
    const auto made = new_partner(name, name, {mailbox + "@partner.example"});
    EXPECT_TRUE(store(made));
    return made.id;
  }

  clock_source::ManualClock clock{base::from_microseconds(1'780'000'000'000'000)};
  crypto::Random& random = crypto::system_random();
};

/// Partners with customers, and people of both sides who ask something of them.
class ChannelTest : public database::testing::StoreTest {
 protected:
  ChannelTest() { crypto::start(); }

  crypto::Fresh fresh() { return {clock.now(), random}; }

  template <class Body>
  auto write(Body&& body) {
    return database().write(std::forward<Body>(body));
  }

  base::PartnerId add_partner(const std::string& name) {
    crypto::Fresh drawn = fresh();
    NewPartner made{drawn.id<base::PartnerId>(), name, "Công ty " + name, name, {}};
    made.service_accounts.push_back(
        base::Email::parse(base::fold(name) + "@partner.example").value());
    const identity::Stamp stamp{{}, clock.now(), drawn.id<base::AuditId>()};
    EXPECT_TRUE(write(
        [&](database::Transaction& transaction) { return create(transaction, made, stamp); }));
    return made.id;
  }

  base::AccountId add_account(const std::string& email, std::int64_t credit_minor = 0) {
    crypto::Fresh drawn = fresh();
    accounts::NewAccount made{.email = base::Email::parse(email).value(),
                              .external_id = "ext-" + email,
                              .name = "Nguyễn Văn An"};
    made.credit_balance = {credit_minor, "VND"};
    made.credit_held = made.credit_advance = {0, "VND"};
    const accounts::PutRow row{drawn.id<base::AccountId>(), made};
    const auto audit = drawn.id<base::AuditId>();
    const auto put = write([&](database::Transaction& transaction) {
      return accounts::put(transaction, {row}, {accounts::Source::api, {}}, audit, clock.now());
    });
    EXPECT_TRUE(put.has_value());
    return put->front().facts.value().id;
  }

  base::RegistrationId make_customer(const base::PartnerId& whose, const base::AccountId& who,
                                     Agreed agreed = Agreed::plain) {
    crypto::Fresh drawn = fresh();
    const auto by = drawn.id<base::RegistrationId>();
    EXPECT_TRUE(write([&](database::Transaction& transaction) -> base::Result<> {
      TRY(claim(transaction, who, whose, by, agreed, clock.now()));
      confirm(transaction, who, by, clock.now());
      return {};
    }));
    return by;
  }

  void end_customer(const base::AccountId& who, const base::RegistrationId& by) {
    EXPECT_TRUE(write([&](database::Transaction& transaction) -> base::Result<> {
      end(transaction, who, by, clock.now());
      return {};
    }));
  }

  static identity::Actor person(const std::string& name, identity::Audience audience,
                                identity::Role role, std::optional<base::PartnerId> whose = {}) {
    identity::Actor actor;
    actor.audience = audience;
    actor.user = base::UserId::stored("usr_" + name);
    actor.id = "usr_" + name;
    actor.name = name;
    actor.roles = {role};
    actor.partner = std::move(whose);
    actor.session = base::SessionId::stored("ses_" + name);
    return actor;
  }

  static http::Request request(http::Method method, const boost::json::value& body = nullptr,
                               const std::string& key = "") {
    http::Request made;
    made.method = method;
    made.path = "/api/v1/test";
    if (!body.is_null()) {
      made.body = boost::json::serialize(body);
      made.headers.emplace_back("content-type", "application/json");
    }
    if (!key.empty()) made.headers.emplace_back("idempotency-key", key);
    return made;
  }
  static http::Request with_id(http::Request made, const std::string& id) {
    made.path += "/" + id;
    made.path_parameters.emplace_back("id", id);
    return made;
  }
  static http::Request with_query(http::Request made, http::Fields query) {
    made.query = std::move(query);
    return made;
  }
  static boost::json::object vnd(std::int64_t amount) {
    return {{"amount", amount}, {"currency", "VND"}};
  }
  static boost::json::object body_of(const base::Result<http::Response>& answer) {
    EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().code);
    return answer ? boost::json::parse(answer->body).as_object() : boost::json::object();
  }

  clock_source::ManualClock clock{base::from_microseconds(1'795'000'000'000'000)};
  crypto::Random& random = crypto::system_random();
  crypto::SecretKey key = crypto::SecretKey::from_bytes({7, 8, 9});
};

}  // namespace partners::testing
