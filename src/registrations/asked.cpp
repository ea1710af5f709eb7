#include "registrations/asked.hpp"

#include <algorithm>

namespace registrations {
namespace {

constexpr std::size_t most_search_characters = 200;
constexpr std::size_t most_role_characters = 100;

http::ListRules rules_for(const identity::Actor& actor) {
  http::ListRules rules{.name = "registrations",
                        .sortable = {"registered_at", "email", "status", "role", "confirmed_at"},
                        .filters = {"status", "role", "owner", "q"},
                        .others = {"format"},
                        .default_sort = {{"registered_at", true}}};
  if (actor.audience == identity::Audience::partner) {
    rules.sortable.push_back("friendly_name");
  } else {
    rules.filters.push_back("partner_id");
  }
  return rules;
}

class Reader {
 public:
  Reader(const http::Request& request, const identity::Actor& actor)
      : request_(request), actor_(actor) {}

  Filter filter() {
    Filter filter;
    for (const std::string_view name : request_.query_values("status")) {
      const auto status = status_of(name);
      if (!status) return refuse("status", "invalid_choice"), filter;
      if (std::ranges::find(filter.statuses, *status) == filter.statuses.end())
        filter.statuses.push_back(*status);
    }
    if (const auto role = one("role"); role && is_within("role", *role, most_role_characters))
      filter.role = *role;
    if (const auto owner = one("owner")) filter.owner = owner_of(*owner);
    if (const auto id = one("partner_id")) {
      filter.partner = base::PartnerId::parse(*id);
      if (!filter.partner) refuse("partner_id", "invalid_id");
    }
    if (const auto q = one("q")) filter.words = words_of(*q);
    return filter;
  }

  std::optional<spreadsheet::Format> format() {
    const auto name = one("format");
    if (!name || *name == "json") return std::nullopt;
    const auto format = spreadsheet::format_named(*name);
    if (!format) refuse("format", "invalid_choice");
    return format;
  }

  std::vector<base::FieldError> errors() && { return std::move(errors_); }

 private:
  std::optional<std::string> one(std::string_view name) {
    const auto values = request_.query_values(name);
    if (values.empty()) return std::nullopt;
    if (values.size() > 1) refuse(name, "repeated_parameter");
    return std::string(values.front());
  }

  std::optional<std::string> owner_of(const std::string& asked) {
    // A key that belongs to nobody owns nothing; no id is empty.
    if (asked == "me") return actor_.user ? actor_.user->text() : std::string();
    if (const auto id = base::UserId::parse(asked)) return id->text();
    refuse("owner", "invalid_choice");
    return std::nullopt;
  }

  std::optional<std::vector<std::string>> words_of(const std::string& asked) {
    if (!is_within("q", asked, most_search_characters)) return std::nullopt;
    if (base::tidy(asked).empty()) return std::nullopt;
    return base::folded_words(asked);
  }

  bool is_within(std::string_view name, const std::string& asked, std::size_t most) {
    if (base::length(asked) <= most) return true;
    errors_.push_back({"/" + std::string(name), "too_long", {{"most", std::to_string(most)}}});
    return false;
  }

  void refuse(std::string_view name, std::string code) {
    errors_.push_back({"/" + std::string(name), std::move(code), {}});
  }

  const http::Request& request_;
  const identity::Actor& actor_;
  std::vector<base::FieldError> errors_;
};

Order order_of(const std::vector<http::SortKey>& sort) {
  const auto key_of = [](const http::SortKey& key) {
    return Order::Key{field_of(key.field).value(),
                      key.descending ? Direction::descending : Direction::ascending};
  };
  Order order{key_of(sort.front()), {Field::registered_at, key_of(sort.front()).direction}};
  if (sort.size() > 1) order.second = key_of(sort[1]);
  return order;
}

/// The last value of a cursor is "<second key>:<id>", since a sort by one field has a second key
/// too.
std::optional<Position> position_in(const http::Page& page) {
  if (page.after.empty()) return std::nullopt;
  const std::string& last = page.after.back();
  const std::size_t colon = last.rfind(':');
  ENSURE(colon != std::string::npos);
  return Position{page.after.front(), last.substr(0, colon), last.substr(colon + 1)};
}

base::Error malformed(std::vector<base::FieldError> fields) {
  const bool alone = fields.size() == 1;
  base::Error error{base::ErrorKind::malformed,
                    alone ? fields.front().code : "invalid_query",
                    alone ? fields.front().values : base::Values{},
                    {},
                    {}};
  error.fields = std::move(fields);
  return error;
}

}  // namespace

base::Result<Asked> read_asked(const http::Request& request, const identity::Actor& actor,
                               const crypto::SecretKey& key) {
  auto page = http::parse_page(request, rules_for(actor), actor.tenant(), key);
  Reader reader(request, actor);
  Asked asked{
      .filter = reader.filter(), .order = {}, .page = {}, .after = {}, .format = reader.format()};
  std::vector<base::FieldError> errors = std::move(reader).errors();
  if (page && page->sort.size() > 2) errors.push_back({"/sort", "unknown_sort", {}});
  if (!page) {
    errors.insert(errors.begin(), page.error().fields.begin(), page.error().fields.end());
  }
  if (!errors.empty()) return base::fail(malformed(std::move(errors)));
  asked.order = order_of(page->sort);
  asked.after = position_in(*page);
  asked.page = *std::move(page);
  return asked;
}

std::string cursor_behind(const Position& position, const http::Page& page,
                          const crypto::SecretKey& key) {
  std::vector<std::string> last{position.first};
  if (page.sort.size() > 1) last.push_back(position.second);
  last.push_back(position.second + ":" + position.id);
  return http::next_cursor(page, last, key);
}

}  // namespace registrations
