#pragma once
// What both engines share about running queries: parameters in the query's order, the names of
// queries that ran, and the rule that a body neither reads nor writes by another way.

#include <array>

#include "platform/database/database.hpp"

namespace database {

/// Values in the order of `query.parameters`. ENSUREs that the names are exactly those; throws
/// std::logic_error on a text with U+0000, at which PostgreSQL would cut it.
using Arranged = std::array<const Value::Held*, 64>;
Arranged arrange(const Query& query, Parameters parameters);

/// Called when a connection prepares a query for the first time.
void note_run(std::string_view query);

/// While one lives, `refuse_nesting` throws std::logic_error on this thread.
class InsideBody {
 public:
  InsideBody();
  ~InsideBody();
  InsideBody(const InsideBody&) = delete;
  InsideBody& operator=(const InsideBody&) = delete;
};
void refuse_nesting();

}  // namespace database
