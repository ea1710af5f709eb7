#pragma once
// Credit over a period: what came in, what was used, and opening + in - out = closing of every
// wallet; on screen by pages, as CSV and XLSX through the room exports.

#include "credit/credit.hpp"
#include "exports/exports.hpp"

namespace credit {

class Reports {
 public:
  Reports(database::Database& database, const Installation& installation,
          const clock_source::Clock& clock, const exports::Exports& exports)
      : database_(database), installation_(installation), clock_(clock), exports_(exports) {}

  using Answer = base::Result<http::Response>;
  Answer top_ups(const http::Request& request, const identity::Actor& actor) const;
  Answer usage(const http::Request& request, const identity::Actor& actor) const;
  Answer summary(const http::Request& request, const identity::Actor& actor) const;

 private:
  enum class Which;
  Answer movements(Which which, const http::Request& request, const identity::Actor& actor) const;

  database::Database& database_;
  const Installation& installation_;
  const clock_source::Clock& clock_;
  const exports::Exports& exports_;
};

/// What the room exports writes: "credit_top_ups", "credit_usage" and "credit_summary".
std::vector<exports::Table> report_tables(database::Database& database,
                                          const Installation& installation);

}  // namespace credit
