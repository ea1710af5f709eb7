#pragma once
// GET /api/v1/accounts/{id}/statement: a customer's statement as PDF.

#include "credit/credit.hpp"
#include "credit/statement.hpp"
#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"

namespace credit {

class Statements {
 public:
  Statements(database::Database& database, const Installation& installation,
             const clock_source::Clock& clock)
      : database_(database), installation_(installation), clock_(clock) {}

  using Answer = base::Result<http::Response>;
  /// In the reader's language or the one that is asked for. 422 `credit.statement_too_long` beyond
  /// `Settings::statement_rows` movements.
  Answer pdf(const http::Request& request, const identity::Actor& actor) const;

 private:
  base::Result<Statement> read(database::Snapshot& snapshot, const Customer& customer,
                               base::Day from, base::Day to) const;

  database::Database& database_;
  const Installation& installation_;
  const clock_source::Clock& clock_;
};

}  // namespace credit
