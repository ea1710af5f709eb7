#include "credit/statements.hpp"

#include "credit/report_question.hpp"
#include "credit/store.hpp"
#include "embedded/credit_queries.hpp"
#include "partners/partners.hpp"

namespace credit {
namespace {

std::string digits_of(base::Day day) {
  return fmt::format("{:02}{:02}{:02}", static_cast<int>(day.year()) % 100,
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

/// The same for the same account and days, so that two people speak of one document.
std::string number_of(const base::AccountId& account, base::Day from, base::Day to) {
  constexpr std::size_t shown = 8;
  std::string end = account.text().substr(account.text().size() - shown);
  for (char& letter : end)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return "SK-" + digits_of(from) + "-" + digits_of(to) + "-" + end;
}

/// What a person reads beside a movement: what was said, else what it refers to.
std::optional<std::string> words_of(const database::Row& row) {
  auto note = row.optional_text("note");
  auto reference = row.optional_text("reference");
  return note ? note : reference;
}

StatementRow row_in(const database::Row& row) {
  const Kind kind = kind_named(row.text("kind")).value();
  const auto at = row.instant("at_us");
  const auto amount = row.integer("amount_minor");
  const auto in = row.integer("in_minor");
  const auto out = row.integer("out_minor");
  std::string receipt(row.text("receipt_number"));
  return {at, kind, std::move(receipt), words_of(row), amount, in - out};
}

void add_up(Statement& statement) {
  for (const StatementRow& row : statement.rows)
    (row.amount_minor > 0 ? statement.in_minor : statement.out_minor) += std::abs(row.amount_minor);
  statement.closing_minor = statement.opening_minor + statement.in_minor - statement.out_minor;
}

struct Asked {
  base::Day from;
  base::Day to;
  i18n::Language language;
};

base::Result<Asked> read_asked(const http::Request& request, const identity::Actor& actor,
                               const Settings& settings, base::Instant now) {
  base::Error error{base::ErrorKind::malformed, "invalid_query", {}, {}, {}};
  for (const auto& [name, value] : request.query)
    if (name != "from" && name != "to" && name != "language")
      error.fields.push_back({"/" + name, "unknown_parameter", {}});
  const auto language = request.query_value("language");
  if (language && *language != "vi" && *language != "en")
    error.fields.push_back({"/language", "invalid_parameter", {}});
  if (!error.fields.empty()) {
    error.code = error.fields.front().code;
    return base::fail(std::move(error));
  }
  http::Request days = request;
  std::erase_if(days.query, [](const auto& pair) { return pair.first == "language"; });
  const auto question = TRY(read_question(days, actor, settings, now));
  return Asked{question.from, question.to,
               i18n::language_of(language.value_or(""), actor.language)};
}

}  // namespace

base::Result<Statement> Statements::read(database::Snapshot& snapshot, const Customer& customer,
                                         base::Day from, base::Day to) const {
  const Settings& settings = installation_.settings;
  const auto partner = partners::find(snapshot, customer.wallet.partner);
  ENSURE(partner.has_value());
  const auto begin = base::start_of_day(from, settings.zone);
  const auto end = base::start_of_day(base::Day(std::chrono::sys_days(to) + std::chrono::days{1}),
                                      settings.zone);
  Statement statement{.number = number_of(*customer.wallet.account, from, to),
                      .provider_legal_name = settings.provider_legal_name,
                      .provider_tax_code = std::nullopt,
                      .partner_legal_name = partner->legal_name,
                      .partner_tax_code = partner->tax_code,
                      .account_name = customer.name,
                      .account_email = customer.email,
                      .external_id = customer.external_id,
                      .from = from,
                      .to = to,
                      .currency = settings.currency,
                      .rows = {},
                      .zone = settings.zone,
                      .made_at = {}};
  if (!settings.provider_tax_code.empty()) statement.provider_tax_code = settings.provider_tax_code;
  statement.opening_minor =
      balance_before(snapshot, customer.wallet, settings.currency, begin).balance_minor;
  statement.rows = snapshot.all(queries::list_statement_rows,
                                {{"partner_id", customer.wallet.partner},
                                 {"account_id", customer.wallet.account},
                                 {"currency", settings.currency},
                                 {"from_us", begin},
                                 {"to_us", end},
                                 {"limit", settings.statement_rows + 1}},
                                row_in);
  if (statement.rows.size() > static_cast<std::size_t>(settings.statement_rows))
    return base::fail(base::ErrorKind::unprocessable, "credit.statement_too_long",
                      {{"most", std::to_string(settings.statement_rows)}});
  add_up(statement);
  return statement;
}

Statements::Answer Statements::pdf(const http::Request& request,
                                   const identity::Actor& actor) const {
  const auto account = base::AccountId::parse(request.path_parameter("id"));
  const auto now = clock_.now();
  const auto customer = account ? database_.read([&](database::Snapshot& snapshot) {
    return find_customer(snapshot, actor.scope(), *account);
  })
                                : std::nullopt;
  if (!customer) return base::fail(base::ErrorKind::not_found, "not_found");
  const auto asked = TRY(read_asked(request, actor, installation_.settings, now));
  auto statement = TRY(database_.read([&](database::Snapshot& snapshot) {
    return read(snapshot, *customer, asked.from, asked.to);
  }));
  statement.language = asked.language;
  statement.made_at = now;
  return http::download("application/pdf", statement.number + ".pdf",
                        pdf_of(statement, installation_.catalog));
}

}  // namespace credit
