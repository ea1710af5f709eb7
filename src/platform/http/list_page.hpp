#pragma once
// A page of a list as the contract shows it: {"data","next_cursor","total","total_is_exact"}.

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/listing.hpp"

namespace http {

/// `next_cursor`, `total` and `total_is_exact`.
struct ListEnd {
  std::optional<std::string> next_cursor;
  std::int64_t total = 0;
  bool is_exact = true;
};
void add_end(boost::json::object& body, const ListEnd& end);

/// Renders a page: `rows` hold one more than the page when there are more. `key_of` gives the
/// values behind which the next page begins.
template <class Row, class Render, class KeyOf>
boost::json::object page_of(std::vector<Row>& rows, const Page& page, const crypto::SecretKey& key,
                            ListEnd end, Render&& render, KeyOf&& key_of) {
  if (rows.size() > static_cast<std::size_t>(page.limit)) {
    rows.erase(rows.begin() + page.limit, rows.end());
    end.next_cursor = next_cursor(page, key_of(rows.back()), key);
  }
  boost::json::array data;
  for (const Row& row : rows) data.push_back(render(row));
  boost::json::object body{{"data", std::move(data)}};
  add_end(body, end);
  return body;
}

}  // namespace http
