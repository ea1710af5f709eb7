#pragma once
// Query parameters that several lists of this room take. Only this room includes it.

#include <boost/json.hpp>

#include "credit/reading_store.hpp"
#include "platform/http/http.hpp"
#include "platform/http/listing.hpp"

namespace credit {

/// From the first moment of `from` to the last one of `to`, days in the provider's zone.
struct Period {
  base::Instant begin = base::from_microseconds(0);
  base::Instant end = base::from_microseconds(std::numeric_limits<std::int64_t>::max());
};

/// Collects what is wrong with the parameters of one call.
class Asked {
 public:
  explicit Asked(const http::Request& request) : request_(request) {}

  /// Either may be left out. `invalid_parameter` for what is no day.
  Period period(const Settings& settings);
  std::optional<base::Day> day(std::string_view name);
  std::vector<Kind> kinds();
  /// Of a partner: its own, and 400 `unknown_parameter` when it names one.
  std::optional<base::PartnerId> partner(const identity::Actor& actor);
  std::optional<base::AccountId> account();
  std::optional<std::string> text(std::string_view name, std::size_t most);
  /// One of these words, as its index.
  std::optional<std::size_t> choice(std::string_view name,
                                    const std::vector<std::string_view>& choices);
  void refuse(std::string_view name, const char* code);
  base::Result<> finish();

 private:
  const http::Request& request_;
  std::vector<base::FieldError> errors_;
};

/// The end of a list: `next_cursor`, `total` and `total_is_exact`.
struct ListEnd {
  std::optional<std::string> next_cursor;
  std::int64_t total = 0;
  bool is_exact = true;
};
/// What was counted to `store::most_counted` and one more.
ListEnd counted(std::int64_t found);
void add_end(boost::json::object& body, const ListEnd& end);

/// Renders a page: `rows` hold one more than the page when there are more. `key` gives the values
/// behind which the next page begins.
template <class Row, class Render, class KeyOf>
boost::json::object page_of(std::vector<Row>& rows, const http::Page& page,
                            const crypto::SecretKey& key, std::int64_t found, Render&& render,
                            KeyOf&& key_of) {
  ListEnd end = counted(found);
  if (rows.size() > static_cast<std::size_t>(page.limit)) {
    rows.erase(rows.begin() + page.limit, rows.end());
    end.next_cursor = http::next_cursor(page, key_of(rows.back()), key);
  }
  boost::json::array data;
  for (const Row& row : rows) data.push_back(render(row));
  boost::json::object body{{"data", std::move(data)}};
  add_end(body, end);
  return body;
}

}  // namespace credit
