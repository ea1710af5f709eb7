#include "registrations/consent_page.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/url/parse_query.hpp>
#include <map>

namespace registrations {
namespace {

constexpr std::size_t form_bytes = 4096;

struct Form {
  std::string code;
  std::optional<Answer::Choice> choice;  // nothing: none of the page's buttons
  Answer::Report report = Answer::Report::no;
};

/// A field that stands there twice leaves open which one is meant.
std::expected<std::map<std::string, std::string>, ConsentPage::Kind> read_fields(
    const std::string& body) {
  const auto parsed = boost::urls::parse_query(body);
  if (!parsed) return std::unexpected(ConsentPage::Kind::garbled);
  boost::urls::encoding_opts options;
  options.space_as_plus = true;
  std::map<std::string, std::string> fields;
  for (const auto& parameter : *parsed) {
    if (!fields.emplace(parameter.key.decode(options), parameter.value.decode(options)).second)
      return std::unexpected(ConsentPage::Kind::garbled);
  }
  return fields;
}

std::optional<Answer::Choice> choice_of(const std::string& decision) {
  if (decision == "agree") return Answer::Choice::agree;
  if (decision == "decline") return Answer::Choice::decline;
  return std::nullopt;
}

/// application/x-www-form-urlencoded, or the page that says what is wrong with it.
std::expected<Form, ConsentPage::Kind> read_form(const http::Request& request) {
  using Kind = ConsentPage::Kind;
  const auto type = request.header("content-type");
  if (!type || !boost::algorithm::istarts_with(*type, "application/x-www-form-urlencoded"))
    return std::unexpected(Kind::no_form);
  if (request.body.size() > form_bytes) return std::unexpected(Kind::too_large);
  auto fields = read_fields(request.body);
  if (!fields) return std::unexpected(fields.error());
  Form form{.code = (*fields)["code"], .choice = choice_of((*fields)["decision"])};
  if ((*fields)["report"] != "1") return form;
  // The button "I do not know this company" sends a report and no decision.
  if (form.choice == Answer::Choice::agree) return std::unexpected(Kind::garbled);
  form.report = Answer::Report::unknown_company;
  if ((*fields)["decision"].empty()) form.choice = Answer::Choice::decline;
  return form;
}

bool own_origin(const http::Request& request, const std::string& base_url) {
  const auto origin = request.header("origin");
  return !origin || *origin == base_url;
}

/// What the reader chose on the page, else the language of the account.
std::optional<i18n::Language> chosen_language(const http::Request& request) {
  const auto chosen = request.query_value("lang");
  if (chosen == "vi") return i18n::Language::vi;
  if (chosen == "en") return i18n::Language::en;
  return std::nullopt;
}

}  // namespace

ConsentPages::ConsentPages(database::Database& database, const Installation& installation,
                           accounts::Directory& directory, const clock_source::Clock& clock,
                           crypto::Random& random)
    : database_(database),
      installation_(installation),
      directory_(directory),
      clock_(clock),
      random_(random) {}

base::Result<http::Response> ConsentPages::look(const http::Request& request) const {
  const std::string token(request.path_parameter("token"));
  const ConsentPage page = database_.read([&](database::Snapshot& snapshot) {
    return look_at(snapshot, installation_, token, clock_.now());
  });
  return render_consent(installation_, page, chosen_language(request).value_or(page.language));
}

base::Result<http::Response> ConsentPages::answer(const http::Request& request) const {
  const std::string token(request.path_parameter("token"));
  const auto refuse = [&](ConsentPage::Kind kind) {
    ConsentPage page;
    page.kind = kind;
    return render_consent(installation_, page, chosen_language(request).value_or(request.language));
  };
  if (!own_origin(request, installation_.settings.base_url))
    return refuse(ConsentPage::Kind::foreign);
  const auto form = read_form(request);
  if (!form) return refuse(form.error());
  ConsentPage before = database_.read([&](database::Snapshot& snapshot) {
    return look_at(snapshot, installation_, token, clock_.now());
  });
  const auto language = chosen_language(request).value_or(before.language);
  if (before.kind != ConsentPage::Kind::ask && before.kind != ConsentPage::Kind::retract) {
    return render_consent(installation_, before, language);
  }
  if (!form->choice) {
    before.kind = ConsentPage::Kind::no_choice;
    return render_consent(installation_, before, language);
  }
  const Answer given{.choice = *form->choice,
                     .report = form->report,
                     .code = form->code,
                     .address = request.client_address,
                     .language = language};
  const auto page = TRY(decide(token, given));
  return render_consent(installation_, page, language);
}

base::Result<ConsentPage> ConsentPages::decide(const std::string& token,
                                               const Answer& given) const {
  accounts::Fetched fetched;
  ConsentPage page = database_.read([&](database::Snapshot& snapshot) {
    return look_at(snapshot, installation_, token, clock_.now());
  });
  if (agrees(installation_, page, given)) {
    auto asked = directory_.fetch({base::Email::stored(page.registration->email)});
    if (!asked) {
      page.kind = ConsentPage::Kind::unavailable;
      return page;
    }
    fetched = *std::move(asked);
  }
  base::Result<ConsentPage> answered = page;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const crypto::Fresh drawn(clock_.now(), random_);
    answered = database_.write([&](database::Transaction& transaction) {
      crypto::Fresh fresh = drawn;
      directory_.remember(transaction, fetched, fresh.now());
      return registrations::answer(transaction, installation_, token, given, fresh);
    });
    if (answered || answered.error().kind != base::ErrorKind::conflict) break;
  }
  return answered;
}

}  // namespace registrations
