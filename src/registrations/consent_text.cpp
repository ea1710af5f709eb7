#include "registrations/consent_text.hpp"

namespace registrations {

std::vector<std::string> consent_terms(const i18n::Catalog& catalog, const Settings& settings,
                                       i18n::Language language) {
  const std::string_view invoices = settings.invoices_from == Settings::InvoicesFrom::partner
                                        ? "consent.terms.invoices_partner"
                                        : "consent.terms.invoices_provider";
  std::vector<std::string> terms;
  for (const std::string_view key :
       {std::string_view("consent.terms.manages"), std::string_view("consent.terms.top_up"),
        std::string_view("consent.terms.reclaim"), invoices,
        std::string_view("consent.terms.leave")}) {
    if (key != "consent.terms.reclaim" || settings.reclaim)
      terms.push_back(catalog.text(language, key));
  }
  return terms;
}

std::string text_version(const i18n::Catalog& catalog, const Settings& settings) {
  std::string all;
  for (const i18n::Language language : {i18n::Language::vi, i18n::Language::en}) {
    for (const std::string& term : consent_terms(catalog, settings, language)) all += term + "\n";
  }
  return "1-" + crypto::sha256_hex(all).substr(0, 10);
}

std::string consent_statement(const Installation& installation, i18n::Language language,
                              const ConsentPage& page, base::Instant agreed_at) {
  const i18n::Catalog& catalog = installation.catalog;
  std::string statement = catalog.text(language, "consent.asks",
                                       {{"partner_legal_name", page.partner_legal_name},
                                        {"tax_code", page.partner_tax_code},
                                        {"email", page.registration->email}}) +
                          "\n";
  for (const std::string& term : consent_terms(catalog, installation.settings, language))
    statement += "- " + term + "\n";
  statement += catalog.text(language, "consent.agreed_at",
                            {{"email", page.registration->email},
                             {"time", base::to_zoned_time(agreed_at, installation.settings.zone)},
                             {"version", page.registration->consent_text_version}});
  return statement + "\n";
}

}  // namespace registrations
