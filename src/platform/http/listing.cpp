#include "platform/http/listing.hpp"

#include <algorithm>
#include <charconv>

namespace http {
namespace {

constexpr std::size_t mac_bytes = 16;

/// Each part with its length in front, so that no two lists of parts give the same text.
void append_part(std::string& out, std::string_view part) {
  out += std::to_string(part.size());
  out += ':';
  out += part;
}

std::optional<std::vector<std::string>> split_parts(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty() || text.front() != ':' || text.size() - 1 < size) return std::nullopt;
    parts.emplace_back(text.substr(1, size));
    text.remove_prefix(1 + size);
  }
  return parts;
}

std::string seal(const crypto::SecretKey& key, std::string_view binding, std::string_view payload) {
  const auto mac = crypto::mac(key, {"http.cursor", binding, payload});
  return {reinterpret_cast<const char*>(mac.data()), mac_bytes};
}

std::optional<std::vector<std::string>> open_cursor(std::string_view cursor,
                                                    const std::string& binding,
                                                    const crypto::SecretKey& key) {
  const auto bytes = crypto::from_base64url(cursor);
  if (!bytes || bytes->size() <= mac_bytes) return std::nullopt;
  const auto mac = std::string_view(*bytes).substr(0, mac_bytes);
  const auto payload = std::string_view(*bytes).substr(mac_bytes);
  if (!crypto::equal(mac, seal(key, binding, payload))) return std::nullopt;
  return split_parts(payload);
}

std::optional<std::vector<SortKey>> parse_sort(std::string_view text,
                                               const std::vector<std::string_view>& sortable) {
  std::vector<SortKey> keys;
  for (;;) {
    const auto end = std::min(text.find(','), text.size());
    auto field = text.substr(0, end);
    const bool descending = field.starts_with('-');
    if (descending) field.remove_prefix(1);
    if (std::ranges::find(sortable, field) == sortable.end()) return std::nullopt;
    if (std::ranges::find(keys, field, &SortKey::field) != keys.end()) return std::nullopt;
    keys.push_back({std::string(field), descending});
    if (end == text.size()) return keys;
    text.remove_prefix(end + 1);
  }
}

std::optional<int> parse_limit(std::string_view text, int most) {
  int limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (text.front() == '-' || limit < 1 || limit > most) return std::nullopt;
  return limit;
}

std::string binding_of(const ListRules& rules, std::string_view tenant,
                       const std::vector<SortKey>& sort, const Request& request) {
  std::string binding;
  append_part(binding, rules.name);
  append_part(binding, tenant);
  std::string order;
  for (const auto& key : sort) order += (key.descending ? "-" : "+") + key.field;
  append_part(binding, order);
  Fields filters;
  for (const auto& pair : request.query) {
    if (std::ranges::find(rules.filters, pair.first) != rules.filters.end()) {
      filters.push_back(pair);
    }
  }
  std::ranges::sort(filters);
  for (const auto& [name, value] : filters) {
    append_part(binding, name);
    append_part(binding, value);
  }
  return binding;
}

void check_names(const Request& request, const ListRules& rules,
                 std::vector<base::FieldError>& errors) {
  std::vector<std::string_view> seen;
  for (const auto& [name, value] : request.query) {
    if (std::ranges::find(rules.filters, name) != rules.filters.end()) continue;
    const bool own = name == "limit" || name == "cursor" || name == "sort" ||
                     std::ranges::find(rules.others, name) != rules.others.end();
    const bool again = std::ranges::find(seen, name) != seen.end();
    seen.emplace_back(name);
    if (own && !again) continue;
    errors.push_back({"/" + name, own ? "repeated_parameter" : "unknown_parameter", {}});
  }
}

base::Error refused(std::vector<base::FieldError> errors) {
  auto code = errors.size() == 1 ? errors.front().code : "invalid_query";
  auto values = errors.size() == 1 ? errors.front().values : base::Values{};
  return {base::ErrorKind::malformed, std::move(code), std::move(values), std::move(errors), {}};
}

}  // namespace

base::Result<Page> parse_page(const Request& request, const ListRules& rules,
                              std::string_view tenant, const crypto::SecretKey& key) {
  std::vector<base::FieldError> errors;
  check_names(request, rules, errors);
  Page page;
  page.limit = rules.default_limit;
  page.sort = rules.default_sort;
  if (const auto text = request.query_value("limit")) {
    const auto limit = parse_limit(*text, rules.maximum_limit);
    if (limit) page.limit = *limit;
    if (!limit) {
      errors.push_back({"/limit",
                        "invalid_limit",
                        {{"least", "1"}, {"most", std::to_string(rules.maximum_limit)}}});
    }
  }
  if (const auto text = request.query_value("sort")) {
    auto sort = parse_sort(*text, rules.sortable);
    if (sort) {
      page.sort = *std::move(sort);
    } else {
      errors.push_back({"/sort", "unknown_sort", {}});
    }
  }
  page.binding = binding_of(rules, tenant, page.sort, request);
  if (const auto text = request.query_value("cursor")) {
    auto after = open_cursor(*text, page.binding, key);
    if (after && after->size() == page.sort.size() + 1) {
      page.after = *std::move(after);
    } else {
      errors.push_back({"/cursor", "invalid_cursor", {}});
    }
  }
  if (!errors.empty()) return base::fail(refused(std::move(errors)));
  return page;
}

std::string next_cursor(const Page& page, const std::vector<std::string>& last,
                        const crypto::SecretKey& key) {
  ENSURE(last.size() == page.sort.size() + 1);
  std::string payload;
  for (const auto& value : last) append_part(payload, value);
  return crypto::base64url(seal(key, page.binding, payload) + payload);
}

}  // namespace http
