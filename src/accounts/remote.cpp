#include <boost/url/parse.hpp>
#include <set>

#include "accounts/account_json.hpp"
#include "accounts/accounts.hpp"
#include "accounts/lookup.hpp"
#include "accounts/remember.hpp"
#include "platform/crypto/fresh.hpp"
#include "platform/json/json.hpp"

namespace accounts {
namespace {

constexpr std::size_t most_emails = 1000;

std::string question(const std::vector<base::Email>& emails) {
  std::string out = R"({"emails":[)";
  for (const base::Email& email : emails) {
    if (out.back() != '[') out += ',';
    json::append_string(out, email.text());
  }
  return out + "]}";
}

/// The accounts of an answer by address. Every departure from the contract is an error.
base::Result<std::map<std::string, NewAccount>> read_answer(const std::string& text,
                                                            const std::set<std::string>& asked,
                                                            const std::string& currency) {
  const boost::json::value body = TRY(json::parse(text));
  std::vector<base::FieldError> errors;
  std::map<std::string, NewAccount> accounts;
  std::set<std::string> numbers;
  json::ObjectReader reader(body, "", errors);
  if (const boost::json::array* array = reader.array("accounts", 0, most_emails))
    for (std::size_t i = 0; i < array->size(); ++i) {
      const std::string pointer = "/accounts/" + std::to_string(i);
      std::optional<NewAccount> account = read_account((*array)[i], pointer, currency, errors);
      if (!account) continue;
      const std::string email = account->email.text();
      const std::string number = account->external_id.value_or("");
      const bool number_is_new = number.empty() || numbers.insert(number).second;
      if (!asked.contains(email) || !number_is_new ||
          !accounts.emplace(email, *std::move(account)).second)
        errors.push_back({pointer, "not_allowed", {}});
    }
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return accounts;
}

std::string describe(const base::Error& error) {
  std::string cause = "the answer breaks the contract: " + error.code;
  if (!error.fields.empty())
    cause += " " + error.fields.front().pointer + " " + error.fields.front().code;
  return cause;
}

class RemoteDirectory : public Directory {
 public:
  explicit RemoteDirectory(RemoteSettings settings)
      : settings_(std::move(settings)), lookup_(settings_) {}

  base::Result<Fetched> fetch(const std::vector<base::Email>& emails) override {
    ENSURE(emails.size() <= most_emails);
    std::set<std::string> asked;
    std::vector<base::Email> distinct;
    for (const base::Email& email : emails)
      if (asked.insert(email.text()).second) distinct.push_back(email);
    if (distinct.empty()) return Fetched{};
    const std::string answer = TRY(lookup_.ask(question(distinct)));
    auto accounts = read_answer(answer, asked, settings_.currency);
    if (!accounts) return base::fail(directory_unavailable(describe(accounts.error())));
    return fetched(distinct, *accounts);
  }

  void remember(database::Transaction& transaction, const Fetched& fetched,
                base::Instant now) override {
    for (const Fetched::Answer& answer : fetched.answers) remember_answer(transaction, answer, now);
  }

 private:
  static Fetched fetched(const std::vector<base::Email>& asked,
                         const std::map<std::string, NewAccount>& accounts) {
    const auto seen_at =
        std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    crypto::Fresh fresh(seen_at, crypto::system_random());
    Fetched fetched;
    for (const base::Email& email : asked) {
      const auto found = accounts.find(email.text());
      if (found == accounts.end()) {
        fetched.answers.push_back({email, std::nullopt});
        continue;
      }
      fetched.answers.push_back(
          {email, facts_of(found->second, fresh.id<base::AccountId>(), seen_at)});
    }
    return fetched;
  }

  RemoteSettings settings_;
  Lookup lookup_;
};

/// By the text: Boost.URL 1.81 reads "http://127.0.0.1.evil.example" as a host 127.0.0.1 with a
/// path
/// ".evil.example", while libcurl goes to evil.example.
bool is_http_to_loopback(std::string_view url) {
  for (const std::string_view start : {"http://localhost", "http://127.0.0.1", "http://[::1]"})
    if (url.starts_with(start) &&
        (url.size() == start.size() || url[start.size()] == ':' || url[start.size()] == '/'))
      return url.find('@') == std::string_view::npos;
  return false;
}

bool is_bearer_key(std::string_view key) {
  return !key.empty() && key.size() <= 1000 &&
         key.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=") ==
             std::string_view::npos;
}

}  // namespace

std::optional<Complaint> complaint_about(const RemoteSettings& settings) {
  constexpr std::string_view at = "directory.url";
  const auto url = boost::urls::parse_uri(settings.url);
  if (!url || url->encoded_host().empty())
    return Complaint{at, "is not of the form https://host/path"};
  if (url->has_userinfo() || url->has_query() || url->has_fragment())
    return Complaint{at, "must have no user, query or fragment"};
  if (url->scheme() != "https" && !is_http_to_loopback(settings.url))
    return Complaint{at, "must be https, or http to the loopback interface"};
  if (!is_bearer_key(settings.key))
    return Complaint{"directory.key", "must be 1 to 1000 letters, digits or - . _ ~ + / ="};
  if (settings.timeout_ms < 100 || settings.timeout_ms > 60'000)
    return Complaint{"directory.timeout_ms", "must be 100 to 60000"};
  if (settings.retries < 0 || settings.retries > 5)
    return Complaint{"directory.retries", "must be 0 to 5"};
  if (!base::minor_digits(settings.currency))
    return Complaint{"currency", "is not an ISO 4217 code"};
  return std::nullopt;
}

std::unique_ptr<Directory> remote_directory(RemoteSettings settings) {
  ENSURE(!complaint_about(settings));
  return std::make_unique<RemoteDirectory>(std::move(settings));
}

}  // namespace accounts
