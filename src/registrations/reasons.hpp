#pragma once
// A failed rule in the reader's language: what is the matter and what to do now, without amounts.
// Only this room includes it.

#include <string>
#include <vector>

#include "registrations/registrations.hpp"

namespace registrations {

struct Reason {
  std::string code;
  std::string message;
  std::string action;  // may be empty
};

Reason reason_of(const Installation& installation, Rule rule, i18n::Language language,
                 std::optional<base::Instant> may_ask_at = std::nullopt);

/// The same for the customer who agrees: what the customer can do. Of the rules that are judged
/// then; not check_limit_reached or not_eligible.
Reason reason_for_customer(const Installation& installation, Rule rule, i18n::Language language,
                           const std::string& partner_legal_name);

/// `[{"code","message","action"}, …]`
void append_reasons(std::string& out, const Installation& installation,
                    const std::vector<Rule>& rules, i18n::Language language,
                    std::optional<base::Instant> may_ask_at = std::nullopt);
/// `["code", …]`
void append_codes(std::string& out, const std::vector<Rule>& rules);

}  // namespace registrations
