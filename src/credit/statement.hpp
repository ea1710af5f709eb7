#pragma once
// A customer's statement of a period, as a document that can be signed: both legal names, its
// number, the four sums, every movement with the balance after it, and the closing balance in
// words.

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "credit/credit.hpp"

namespace credit {

struct StatementRow {
  base::Instant at;
  Kind kind;
  std::string receipt_number;
  std::optional<std::string> note;
  std::int64_t amount_minor;   // above zero: came in; below: went out
  std::int64_t balance_minor;  // after it
};

struct Statement {
  std::string number;
  std::string provider_legal_name;
  std::optional<std::string> provider_tax_code;
  std::string partner_legal_name;
  std::string partner_tax_code;
  std::string account_name;
  std::string account_email;
  std::string external_id;  // of the account, in the provider's billing; may be empty
  base::Day from;
  base::Day to;  // within the period
  std::string currency;
  // closing = opening + in - out; the last two are not below zero
  std::int64_t opening_minor = 0;
  std::int64_t in_minor = 0;
  std::int64_t out_minor = 0;
  std::int64_t closing_minor = 0;
  std::vector<StatementRow> rows;  // oldest first
  i18n::Language language = i18n::Language::vi;
  std::string zone;  // of the moments in it
  base::Instant made_at;
};

/// The bytes of the PDF; equal for equal statements. Sentences are `credit.statement.…` and
/// `tables.credit.kinds.…`. About 0.15 ms for each row. Throws as document::to_pdf does.
std::string pdf_of(const Statement& statement, const i18n::Catalog& catalog);

}  // namespace credit
