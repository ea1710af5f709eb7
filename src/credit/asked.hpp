#pragma once
// Query parameters that several lists of this room take. Only this room includes it.

#include <boost/json.hpp>

#include "credit/reading_store.hpp"
#include "platform/http/list_page.hpp"
#include "platform/http/query_reader.hpp"

namespace credit {

/// From the first moment of `from` to the last one of `to`, days in the provider's zone.
struct Period {
  base::Instant begin = base::from_microseconds(0);
  base::Instant end = base::from_microseconds(std::numeric_limits<std::int64_t>::max());
};

class Asked : public http::QueryReader {
 public:
  explicit Asked(const http::Request& request) : QueryReader(request, {"kind"}) {}

  /// Either may be left out. `invalid_parameter` for what is no day.
  Period period(const Settings& settings);
  std::vector<Kind> kinds();
  /// Of a partner: its own, and 400 `unknown_parameter` when it names one.
  std::optional<base::PartnerId> partner(const identity::Actor& actor);
  std::optional<base::AccountId> account() { return id<base::AccountId>("account_id"); }
};

/// What was counted to `store::most_counted` and one more.
http::ListEnd counted(std::int64_t found);

template <class Row, class Render, class KeyOf>
boost::json::object page_of(std::vector<Row>& rows, const http::Page& page,
                            const crypto::SecretKey& key, std::int64_t found, Render&& render,
                            KeyOf&& key_of) {
  return http::page_of(rows, page, key, counted(found), std::forward<Render>(render),
                       std::forward<KeyOf>(key_of));
}

}  // namespace credit
