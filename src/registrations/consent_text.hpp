#pragma once
// The text that a customer agrees to: locale keys under `consent.terms`. Only this room includes
// it.

#include <string>
#include <vector>

#include "registrations/registrations.hpp"

namespace registrations {

/// One paragraph for each thing that agreeing means, in the reader's language.
std::vector<std::string> consent_terms(const i18n::Catalog& catalog, const Settings& settings,
                                       i18n::Language language);

/// What the receipt keeps: who asked, which account, each term, when and in which version.
std::string consent_statement(const Installation& installation, i18n::Language language,
                              const ConsentPage& page, base::Instant agreed_at);

}  // namespace registrations
