#pragma once
// Lists: ?limit=&cursor=&sort= and the answer {"data","next_cursor","total","total_is_exact"}.
// A cursor is opaque and signed (HMAC-SHA256 over the list's name, the tenant, the sort and filter,
// and the last row's sort values), so that it can be neither forged nor carried to another list or
// tenant (400 `invalid_cursor`).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/http/http.hpp"

namespace http {

struct SortKey {
  std::string field;
  bool descending = false;
  friend bool operator==(const SortKey&, const SortKey&) = default;
};

struct ListRules {
  std::string_view name;                   // of the list, e.g. "registrations"
  std::vector<std::string_view> sortable;  // other fields: 400 `unknown_sort`
  std::vector<std::string_view> filters;   // other query parameters: 400 `unknown_parameter`
  std::vector<std::string_view> others =
      {};  // may be given once, and are not bound into the cursor
  std::vector<SortKey> default_sort;
  int default_limit = 50;
  int maximum_limit = 200;
};

struct Page {
  int limit = 50;
  std::vector<SortKey> sort;
  std::vector<std::string> after;  // the last row's sort values and id, empty on the first page
  std::string binding;             // what the next cursor must be bound to
};

/// All errors at once, each with the pointer "/<parameter>": `invalid_limit`, `invalid_cursor`,
/// `unknown_sort`, `unknown_parameter`, `repeated_parameter` (filters may repeat). The error's own
/// code is that of a single one, else `invalid_query`. `tenant` and the values of all filters are
/// bound into the cursor.
base::Result<Page> parse_page(const Request& request, const ListRules& rules,
                              std::string_view tenant, const crypto::SecretKey& key);

/// The cursor behind a row with these sort values (in the order of page.sort, then the id).
std::string next_cursor(const Page& page, const std::vector<std::string>& last,
                        const crypto::SecretKey& key);

}  // namespace http
