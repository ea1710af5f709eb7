#include <kainjow/mustache.hpp>

#include "base/plain_text.hpp"
#include "platform/database/query.hpp"
#include "registrations/consent_page.hpp"
#include "registrations/consent_text.hpp"
#include "registrations/reasons.hpp"

namespace registrations {
namespace {

using Kind = ConsentPage::Kind;
using kainjow::mustache::data;

constexpr std::string_view template_path = "src/registrations/pages/consent.html.mustache";
constexpr std::string_view style_path = "src/registrations/pages/consent.css.mustache";

std::string embedded_text(std::string_view path) {
  for (const embedded::File& file : embedded::files()) {
    if (file.path == path) return std::string(file.text);
  }
  ENSURE(false);
  return {};
}

int status_of(const ConsentPage& page) {
  switch (page.kind) {
    case Kind::unknown:
      return 404;
    case Kind::ask:
    case Kind::retract:
    case Kind::decided:
      return 200;
    case Kind::gone:
    case Kind::link_void:
    case Kind::suspended:
      return 410;
    case Kind::text_renewed:
    case Kind::unmet:
      return 409;
    case Kind::wrong_code:
    case Kind::no_choice:
      return 422;
    case Kind::unavailable:
      return 503;
    case Kind::foreign:
      return 403;
    case Kind::no_form:
      return 415;
    case Kind::too_large:
      return 413;
    case Kind::garbled:
      return 400;
  }
  return 500;
}

bool shows_form(Kind kind) {
  return kind == Kind::ask || kind == Kind::retract || kind == Kind::wrong_code ||
         kind == Kind::no_choice || kind == Kind::unmet || kind == Kind::unavailable;
}

/// The locale key of what the page says first.
std::string headline_key(const ConsentPage& page) {
  switch (page.kind) {
    case Kind::unknown:
      return "consent.unknown";
    case Kind::ask:
    case Kind::wrong_code:
    case Kind::no_choice:
    case Kind::unmet:
    case Kind::unavailable:
      return page.of_receipt ? "consent.retract" : "consent.ask";
    case Kind::retract:
      return "consent.retract";
    case Kind::foreign:
    case Kind::no_form:
    case Kind::too_large:
    case Kind::garbled:
      return "consent.no_form";
    case Kind::link_void:
      return page.of_receipt ? "consent.receipt_void" : "consent.void";
    case Kind::suspended:
      return "consent.suspended";
    case Kind::text_renewed:
      return "consent.renewed";
    case Kind::gone:
      if (page.retracted) return "consent.retracted";
      return page.of_receipt ? "consent.too_late"
                             : "consent.gone_" + std::string(name_of(page.registration->status));
    case Kind::decided:
      if (page.retracted) return "consent.retracted";
      return "consent.decided_" + std::string(name_of(page.registration->status));
  }
  return {};
}

class Renderer {
 public:
  Renderer(const Installation& installation, const ConsentPage& page, i18n::Language language)
      : installation_(installation), page_(page), language_(language) {}

  data values() const {
    data values;
    values.set("language", std::string(i18n::code_of(language_)));
    values.set("other_language", language_ == i18n::Language::vi ? "en" : "vi");
    values.set("other_language_name", language_ == i18n::Language::vi ? "English" : "Tiếng Việt");
    values.set("provider", installation_.settings.provider_name);
    values.set("headline", text(headline() + ".title"));
    values.set("lead", text(headline() + ".text"));
    if (shows_form(page_.kind)) values.set("form", form());
    if (page_.registration) values.set("request", request());
    return values;
  }

 private:
  std::string headline() const {
    std::string key = headline_key(page_);
    if (key == "consent.gone_pending_customer") key = "consent.gone_expired";
    return key;
  }

  std::string text(std::string_view key) const {
    const base::Values values{
        {"partner_legal_name", page_.partner_legal_name},
        {"tax_code", page_.partner_tax_code},
        {"tries_left", std::to_string(page_.tries_left)},
        {"email", page_.registration ? page_.registration->email : std::string()},
        {"reason", page_.registration ? base::as_plain_text(page_.registration->reason.value_or(""))
                                      : std::string()}};
    return installation_.catalog.text(language_, key, values);
  }

  data request() const {
    data request;
    request.set("asks", text("consent.asks"));
    request.set("label_company", text("consent.label_company"));
    request.set("company", page_.partner_legal_name);
    request.set("label_tax_code", text("consent.label_tax_code"));
    request.set("tax_code", page_.partner_tax_code);
    request.set("label_account", text("consent.label_account"));
    request.set("account", page_.registration->email);
    if (shows_form(page_.kind) && !page_.of_receipt) {
      data deadline;
      deadline.set("label", text("consent.label_deadline"));
      deadline.set(
          "at", base::to_zoned_time(page_.registration->expires_at, installation_.settings.zone));
      request.set("deadline", deadline);
    }
    return request;
  }

  data form() const {
    data form;
    if (!page_.of_receipt) {
      data terms{data::type::list};
      for (const auto& term :
           consent_terms(installation_.catalog, installation_.settings, language_))
        terms << data{"term", term};
      data block;
      block.set("heading", text("consent.terms_heading"));
      block.set("terms", terms);
      form.set("meaning", block);
      data agree;
      agree.set("agree", text("consent.button_agree"));
      agree.set("report", text("consent.button_report"));
      form.set("asking", agree);
    }
    if (page_.kind == Kind::wrong_code) form.set("error", text("consent.wrong_code"));
    if (page_.kind == Kind::no_choice) form.set("notice", text("consent.no_choice"));
    if (page_.kind == Kind::unavailable) form.set("notice", text("consent.unavailable"));
    if (page_.kind == Kind::unmet) form.set("unmet", unmet());
    form.set("label_code", text("consent.label_code"));
    form.set("hint_code", text("consent.hint_code"));
    form.set("decline",
             text(page_.of_receipt ? "consent.button_retract" : "consent.button_decline"));
    return form;
  }

  data unmet() const {
    data unmet;
    unmet.set("heading", text("consent.unmet"));
    data rules{data::type::list};
    for (const Rule rule : page_.failed) {
      const Reason reason =
          reason_for_customer(installation_, rule, language_, page_.partner_legal_name);
      data item;
      item.set("message", reason.message);
      item.set("action", reason.action);
      rules << item;
    }
    unmet.set("rules", rules);
    return unmet;
  }

  const Installation& installation_;
  const ConsentPage& page_;
  i18n::Language language_;
};

}  // namespace

http::Response render_consent(const Installation& installation, const ConsentPage& page,
                              i18n::Language language) {
  static const std::string page_template = embedded_text(template_path);
  static const std::string style = embedded_text(style_path);
  const std::string nonce = crypto::system_random().token();
  data values = Renderer(installation, page, language).values();
  values.set("nonce", nonce);
  values.set("style", style);
  kainjow::mustache::mustache renderer(page_template);
  auto response = http::html(status_of(page), renderer.render(values));
  response.headers.emplace_back(
      "content-security-policy",
      "default-src 'none'; style-src 'nonce-" + nonce +
          "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.headers.emplace_back("referrer-policy", "same-origin");
  response.headers.emplace_back("cache-control", "no-store");
  response.headers.emplace_back("content-language", std::string(i18n::code_of(language)));
  return response;
}

}  // namespace registrations
