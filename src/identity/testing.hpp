#pragma once
// For tests only: handlers on a database of their own, people in it, and a browser that keeps its
// cookie.

#include <boost/json.hpp>
#include <string>

#include "identity/http.hpp"
#include "notifications/notifications.hpp"
#include "platform/database/testing.hpp"

namespace identity::testing {

constexpr const char* password = "correct horse battery";

inline crypto::PasswordHasher& cheap_hasher() {
  static crypto::PasswordHasher hasher(
      {.memory_mib = 19, .passes = 2, .parallel = 2, .waiting = 64});
  return hasher;
}
inline const std::string& hash_of_password() {
  static const std::string hash = cheap_hasher().hash(password).value();
  return hash;
}

/// What a browser at one address keeps between two requests.
struct Browser {
  std::string address = "192.0.2.1";
  std::string cookie = {};
  std::string csrf = {};
};

class IdentityTest : public database::testing::StoreTest {
 protected:
  IdentityTest() { crypto::start(); }

  base::UserId person(const std::string& email, const std::vector<Role>& roles,
                      const std::optional<base::PartnerId>& partner = std::nullopt) {
    const auto id = base::UserId::make(clock.now(), random.ten());
    const NewPerson added{id,
                          base::Email::parse(email).value(),
                          "Name of " + email,
                          partner,
                          roles,
                          i18n::Language::vi,
                          hash_of_password()};
    const auto stored = database().write([&](database::Transaction& transaction) {
      return add_person(transaction, added, stamp());
    });
    EXPECT_TRUE(stored.has_value());
    return id;
  }

  base::PartnerId organization(const std::string& name) {
    const auto id = base::PartnerId::make(clock.now(), random.ten());
    write([&](database::Transaction& transaction) { add_organization(transaction, id, name); });
    return id;
  }

  template <class Body>
  void write(Body&& body) {
    const auto stored = database().write([&](database::Transaction& transaction) -> base::Result<> {
      body(transaction);
      return {};
    });
    EXPECT_TRUE(stored.has_value());
  }

  Stamp stamp() {
    return {{Origin::Kind::command_line, "", "", ""},
            clock.now(),
            base::AuditId::make(clock.now(), random.ten())};
  }

  static http::Request request(http::Method method, const boost::json::value& body = nullptr) {
    http::Request made;
    made.method = method;
    made.path = "/api/v1/test";
    made.client_address = "192.0.2.1";
    if (!body.is_null()) {
      made.body = boost::json::serialize(body);
      made.headers.emplace_back("content-type", "application/json");
    }
    return made;
  }

  http::Request request(const Browser& browser, http::Method method,
                        const boost::json::value& body = nullptr) const {
    auto made = request(method, body);
    made.client_address = browser.address;
    made.headers.emplace_back(
        "cookie", std::string(handlers.gatekeeper().cookie_name()) + "=" + browser.cookie);
    if (method != http::Method::get) made.headers.emplace_back("x-csrf-token", browser.csrf);
    return made;
  }

  Handlers::Answer sign_in(const std::string& email, const std::string& typed,
                           const std::string& address = "192.0.2.1") const {
    auto made = request(http::Method::post, {{"email", email}, {"password", typed}});
    made.client_address = address;
    return handlers.sign_in(made);
  }

  Handlers::Answer sign_in_with_code(const std::string& email, const std::string& code,
                                     const std::string& address = "192.0.2.1") const {
    auto made =
        request(http::Method::post, {{"email", email}, {"password", password}, {"code", code}});
    made.client_address = address;
    return handlers.sign_in(made);
  }

  Browser signed_in(const std::string& email, const std::string& typed = password) const {
    const auto answer = sign_in(email, typed);
    EXPECT_TRUE(answer.has_value()) << answer.error().code;
    return answer ? browser_with(*answer) : Browser{};
  }

  /// Whoever got a cookie and a token by this answer.
  static Browser browser_with(const http::Response& answer) {
    Browser browser;
    browser.cookie = cookie_in(answer);
    browser.csrf =
        std::string(boost::json::parse(answer.body).as_object().at("csrf_token").as_string());
    return browser;
  }

  static std::string header_of(const http::Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return {};
  }
  static std::string cookie_in(const http::Response& response) {
    const auto text = header_of(response, "Set-Cookie");
    const auto begin = text.find('=') + 1;
    return text.substr(begin, text.find(';') - begin);
  }

  base::Result<Actor> actor(const Browser& browser, http::Method method = http::Method::get) const {
    return handlers.gatekeeper().signed_in(request(browser, method));
  }

  /// The text of the newest mail to this address.
  std::string mail_to(const std::string& recipient) {
    const notifications::Outbox outbox(database(), catalog, key,
                                       {.base_url = "http://localhost:8080",
                                        .from_name = "Portal",
                                        .from_address = "portal@example.vn",
                                        .reply_to = "",
                                        .server = std::nullopt,
                                        .demo = true});
    const auto mails = database().read([&](database::Snapshot& snapshot) {
      return outbox.list(snapshot, {.recipient = recipient, .state = std::nullopt}, std::nullopt,
                         1);
    });
    return mails.empty() ? "" : mails.front().text;
  }
  std::string token_in(const std::string& text, const std::string& path) {
    const auto at = text.find(path);
    if (at == std::string::npos) return {};
    const auto begin = at + path.size();
    return text.substr(begin, text.find_first_of(" \r\n", begin) - begin);
  }
  static http::Request with_token(http::Request made, const std::string& token) {
    made.path_parameters.emplace_back("token", token);
    return made;
  }
  static http::Request with_id(http::Request made, const std::string& id) {
    made.path_parameters.emplace_back("id", id);
    return made;
  }

  std::int64_t audit_rows() { return database::testing::rows_of(database(), "audit_entry"); }

  clock_source::ManualClock clock{base::from_microseconds(1'780'000'000'000'000)};
  crypto::Random& random = crypto::system_random();
  crypto::SecretKey key = crypto::SecretKey::from_bytes({1, 2, 3});
  i18n::Catalog catalog{
      base::Values{{"provider", "VNG Cloud"}, {"portal", "http://localhost:8080"}}};
  Surroundings surroundings{database(),
                            clock,
                            random,
                            key,
                            cheap_hasher(),
                            {.base_url = "http://localhost:8080",
                             .origins = {},
                             .forbidden_passwords = {"Partner Portal", "VNG Cloud"},
                             .provider_name = "VNG Cloud"}};
  Handlers handlers{surroundings};
};

}  // namespace identity::testing
