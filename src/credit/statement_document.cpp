#include "credit/statement.hpp"
#include "platform/document/document.hpp"
#include "platform/i18n/amount.hpp"

namespace credit {
namespace {

using document::Align;
using document::Weight;
using document::Width;

std::string written(base::Day day) {
  return fmt::format("{:02}/{:02}/{}", static_cast<unsigned>(day.day()),
                     static_cast<unsigned>(day.month()), static_cast<int>(day.year()));
}

class Wording {
 public:
  Wording(const Statement& statement, const i18n::Catalog& catalog)
      : statement_(statement), catalog_(catalog) {}

  std::string say(std::string_view key, const base::Values& values = {}) const {
    return catalog_.text(statement_.language, "credit.statement." + std::string(key), values);
  }
  std::string kind(Kind kind) const {
    return catalog_.text(statement_.language, "tables.credit.kinds." + std::string(name_of(kind)));
  }
  std::string sum(std::int64_t amount_minor) const {
    return i18n::amount_with_code(statement_.language, {amount_minor, statement_.currency});
  }
  /// For a column whose heading names the currency.
  std::string figure(std::int64_t amount_minor) const {
    return i18n::bare_amount(statement_.language, {amount_minor, statement_.currency});
  }
  std::string signed_figure(std::int64_t amount_minor) const {
    return (amount_minor > 0 ? "+" : "") + figure(amount_minor);
  }
  std::string words(std::int64_t amount_minor) const {
    return i18n::amount_in_words(statement_.language, {amount_minor, statement_.currency});
  }
  std::string moment(base::Instant at) const { return base::to_local_time(at, statement_.zone); }
  std::string zoned(base::Instant at) const { return base::to_zoned_time(at, statement_.zone); }

 private:
  const Statement& statement_;
  const i18n::Catalog& catalog_;
};

document::Parties parties(const Statement& statement, const Wording& in) {
  document::Party provider{statement.provider_legal_name, {in.say("provider")}};
  if (statement.provider_tax_code)
    provider.lines.push_back(in.say("tax_code", {{"tax_code", *statement.provider_tax_code}}));
  document::Party partner{
      statement.partner_legal_name,
      {in.say("partner"), in.say("tax_code", {{"tax_code", statement.partner_tax_code}})}};
  return {{std::move(provider), std::move(partner)}};
}

document::Title title(const Statement& statement, const Wording& in) {
  return {in.say("title"),
          {in.say("number", {{"number", statement.number}}),
           in.say("period", {{"from", written(statement.from)}, {"to", written(statement.to)}})}};
}

document::Facts facts(const Statement& statement, const Wording& in) {
  document::Facts facts{{{in.say("account_name"), statement.account_name},
                         {in.say("account_email"), statement.account_email}}};
  if (!statement.external_id.empty())
    facts.facts.push_back({in.say("external_id"), statement.external_id});
  facts.facts.push_back({in.say("made_at"), in.zoned(statement.made_at)});
  return facts;
}

document::Table sums(const Statement& statement, const Wording& in) {
  document::Table table;
  for (const char* heading : {"opening", "in", "out", "closing"})
    table.columns.push_back({in.say(heading), Align::right, Width::of_the_rest});
  table.rows.push_back({{in.sum(statement.opening_minor), in.sum(statement.in_minor),
                         in.sum(statement.out_minor), in.sum(statement.closing_minor)},
                        Weight::bold});
  return table;
}

document::Table movements(const Statement& statement, const Wording& in) {
  const base::Values currency{{"currency", statement.currency}};
  document::Table table{.columns = {{in.say("at")},
                                    {in.say("kind")},
                                    {in.say("receipt_number")},
                                    {in.say("note"), Align::left, Width::of_the_rest},
                                    {in.say("amount", currency), Align::right},
                                    {in.say("balance", currency), Align::right}},
                        .rows = {}};
  const auto balance = [&](const char* label, std::int64_t amount_minor) {
    table.rows.push_back({{"", "", "", in.say(label), "", in.figure(amount_minor)}, Weight::bold});
  };
  balance("opening", statement.opening_minor);
  for (const StatementRow& row : statement.rows)
    table.rows.push_back(
        {{in.moment(row.at), in.kind(row.kind), row.receipt_number, row.note.value_or(""),
          in.signed_figure(row.amount_minor), in.figure(row.balance_minor)}});
  if (statement.rows.empty()) table.rows.push_back({{"", "", "", in.say("nothing"), "", ""}});
  balance("closing", statement.closing_minor);
  return table;
}

document::Signatures signatures(const Statement& statement, const Wording& in) {
  return {{in.say("for", {{"name", statement.partner_legal_name}}),
           in.say("for", {{"name", statement.provider_legal_name}})},
          in.say("sign")};
}

}  // namespace

std::string pdf_of(const Statement& statement, const i18n::Catalog& catalog) {
  const Wording in(statement, catalog);
  return document::to_pdf(
      {.title = in.say("file_title", {{"number", statement.number}}),
       .author = statement.provider_legal_name,
       .language = statement.language,
       .made_at = statement.made_at,
       .blocks = {
           parties(statement, in), title(statement, in), facts(statement, in), sums(statement, in),
           document::Paragraph{in.say("in_words", {{"words", in.words(statement.closing_minor)}})},
           document::Heading{in.say("movements")}, movements(statement, in),
           signatures(statement, in)}});
}

}  // namespace credit
