#include <fmt/format.h>

#include <iterator>

#include "accounts/accounts.hpp"
#include "platform/json/json.hpp"

namespace accounts {
namespace {

void append_money(std::string& out, std::string_view name, const base::Money& money) {
  fmt::format_to(std::back_inserter(out), R"(,"{}":{{"amount":{},"currency":)", name,
                 money.amount_minor);
  json::append_string(out, money.currency);
  out += '}';
}

}  // namespace

std::string to_json(const Facts& facts) {
  std::string out;
  out.reserve(640);
  out += R"({"id":)";
  json::append_string(out, facts.id.text());
  out += R"(,"external_id":)";
  if (facts.external_id.empty())
    out += "null";
  else
    json::append_string(out, facts.external_id);
  out += R"(,"email":)";
  json::append_string(out, facts.email.text());
  out += R"(,"name":)";
  json::append_string(out, facts.name);
  fmt::format_to(std::back_inserter(out),
                 R"(,"language":"{}","kind":"{}","verified":{},"payment_type":"{}")",
                 i18n::code_of(facts.language), name_of(facts.kind), facts.verified,
                 name_of(facts.payment_type));
  append_money(out, "credit_balance", facts.credit_balance);
  append_money(out, "credit_held", facts.credit_held);
  append_money(out, "credit_advance", facts.credit_advance);
  fmt::format_to(
      std::back_inserter(out),
      R"(,"services_in_use":{},"provider_discount":{},"in_poc":{},"provider_customer":{},"seen_at":"{}"}})",
      facts.services_in_use, facts.provider_discount, facts.in_poc, facts.provider_customer,
      base::to_rfc3339(facts.seen_at));
  return out;
}

}  // namespace accounts
