#include "registrations/reasons.hpp"

#include "platform/json/json.hpp"

namespace registrations {

Reason reason_of(const Installation& installation, Rule rule, i18n::Language language,
                 std::optional<base::Instant> may_ask_at) {
  const std::string code(code_of(rule));
  const std::string date =
      may_ask_at ? base::to_local_day(*may_ask_at, installation.settings.zone) : std::string();
  const base::Values values{{"url", installation.settings.sign_up_url}, {"date", date}};
  const bool dated = rule == Rule::declined_recently && !may_ask_at;
  return {
      .code = code,
      .message = installation.catalog.text(language, "reasons." + code + ".message", values),
      .action = dated ? std::string()
                      : installation.catalog.text(language, "reasons." + code + ".action", values)};
}

Reason reason_for_customer(const Installation& installation, Rule rule, i18n::Language language,
                           const std::string& partner_legal_name) {
  const std::string code(code_of(rule));
  const std::string key = "consent.rules." + code;
  const base::Values values{{"partner_legal_name", partner_legal_name}};
  return {.code = code,
          .message = installation.catalog.text(language, key + ".message", values),
          .action = installation.catalog.text(language, key + ".action", values)};
}

void append_reasons(std::string& out, const Installation& installation,
                    const std::vector<Rule>& rules, i18n::Language language,
                    std::optional<base::Instant> may_ask_at) {
  out += '[';
  for (const Rule rule : rules) {
    if (out.back() != '[') out += ',';
    const Reason reason = reason_of(installation, rule, language, may_ask_at);
    out += "{\"code\":";
    json::append_string(out, reason.code);
    out += ",\"message\":";
    json::append_string(out, reason.message);
    out += ",\"action\":";
    json::append_string(out, reason.action);
    out += '}';
  }
  out += ']';
}

void append_codes(std::string& out, const std::vector<Rule>& rules) {
  out += '[';
  for (const Rule rule : rules) {
    if (out.back() != '[') out += ',';
    json::append_string(out, code_of(rule));
  }
  out += ']';
}

}  // namespace registrations
