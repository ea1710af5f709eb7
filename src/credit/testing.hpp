#pragma once
// For tests only: two partners with customers, and people of both sides who move credit.

#include <boost/json.hpp>

#include "accounts/accounts.hpp"
#include "credit/credit.hpp"
#include "partners/partners.hpp"
#include "platform/clock/clock.hpp"
#include "platform/database/testing.hpp"
#include "platform/http/http.hpp"

namespace credit::testing {

class CreditTest : public database::testing::StoreTest {
 protected:
  CreditTest() { crypto::start(); }

  crypto::Fresh fresh() { return {clock.now(), random}; }

  template <class Body>
  auto write(Body&& body) {
    return database().write(std::forward<Body>(body));
  }

  base::PartnerId add_partner(const std::string& name) {
    crypto::Fresh drawn = fresh();
    partners::NewPartner made{drawn.id<base::PartnerId>(), name, "Công ty " + name, name, {}};
    made.service_accounts.push_back(
        base::Email::parse(base::fold(name) + "@partner.example").value());
    const identity::Stamp stamp{{}, clock.now(), drawn.id<base::AuditId>()};
    EXPECT_TRUE(write([&](database::Transaction& transaction) {
      return partners::create(transaction, made, stamp);
    }));
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
                                     partners::Agreed agreed = partners::Agreed::plain) {
    crypto::Fresh drawn = fresh();
    const auto by = drawn.id<base::RegistrationId>();
    EXPECT_TRUE(write([&](database::Transaction& transaction) -> base::Result<> {
      TRY(partners::claim(transaction, who, whose, by, agreed, clock.now()));
      partners::confirm(transaction, who, by, clock.now());
      return {};
    }));
    return by;
  }

  void end_customer(const base::AccountId& who, const base::RegistrationId& by) {
    EXPECT_TRUE(write([&](database::Transaction& transaction) -> base::Result<> {
      partners::end(transaction, who, by, clock.now());
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

  /// Runs a verb as somebody, in a write of its own.
  template <class Verb>
  auto as(const identity::Actor& actor, Verb&& verb) {
    clock.advance(std::chrono::milliseconds{1});
    const crypto::Fresh drawn = fresh();
    return write([&](database::Transaction& transaction) {
      crypto::Fresh own = drawn;
      Act act{transaction, installation, actor.origin(), via_of(actor), actor.audience, own};
      return verb(act);
    });
  }
  base::Result<Moved> moves(const identity::Actor& actor, const Wish& wish) {
    return as(actor, [&](Act& act) { return move(act, wish); });
  }
  void given(const Wish& wish) {
    const auto moved = moves(boss, wish);
    EXPECT_TRUE(moved.has_value()) << (moved ? "" : moved.error().code);
  }

  Balance balance(const Wallet& of) {
    return database().read(
        [&](database::Snapshot& snapshot) { return balance_of(snapshot, of, settings.currency); });
  }
  Verified proven() {
    return verify(database(), installation, [](std::int64_t) {});
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
  i18n::Catalog catalog{base::Values{{"provider", "Cloud"}}};
  Settings settings = [] {
    Settings made;
    made.base_url = "http://localhost";
    made.provider_name = "Cloud";
    made.presets = {100'000};
    return made;
  }();
  Installation installation{settings, catalog, key};
  base::PartnerId partner = add_partner("Alpha");
  base::PartnerId other = add_partner("Beta");
  base::AccountId account = add_account("khach@example.vn");
  base::RegistrationId registration = make_customer(partner, account);
  Wallet wallet{partner};
  Wallet customer{partner, account};
  identity::Actor boss =
      person("boss", identity::Audience::provider, identity::Role::provider_admin);
  identity::Actor second =
      person("second", identity::Audience::provider, identity::Role::provider_admin);
  identity::Actor billing =
      person("billing", identity::Audience::provider, identity::Role::finance);
  identity::Actor staff =
      person("staff", identity::Audience::partner, identity::Role::partner_admin, partner);
  identity::Actor colleague =
      person("colleague", identity::Audience::partner, identity::Role::finance, partner);
};

}  // namespace credit::testing
