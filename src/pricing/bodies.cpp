#include "pricing/bodies.hpp"

#include <fmt/format.h>

#include <set>

#include "base/money.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"
#include "pricing/store.hpp"

namespace pricing {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_code = 64;
constexpr std::size_t longest_reason = 500;
constexpr std::size_t longest_id = 64;
constexpr std::size_t most_at_once = 1000;
constexpr int whole = 10'000;

using Errors = std::vector<base::FieldError>;

bool is_code(std::string_view text) {
  const auto is_letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && is_letter_or_digit(text.front()) &&
         std::ranges::all_of(text, [&](char c) {
           return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
         });
}

std::string read_tidy(json::ObjectReader& reader, std::string_view name, std::size_t most,
                      base::Lines lines = base::Lines::refused) {
  const auto text = reader.text(name, most, lines);
  auto tidy = base::tidy(text.value_or(""));
  if (text && tidy.empty()) reader.refuse(name, "required");
  return tidy;
}

Name read_called(json::ObjectReader& reader) {
  const auto code = reader.text("code", longest_code);
  if (code && !is_code(*code))
    reader.refuse("code", code->empty() ? "required" : "pricing.invalid_code");
  return {code.value_or(""), read_tidy(reader, "name", longest_name)};
}

template <class Id>
std::optional<Id> read_id(json::ObjectReader& reader, std::string_view name,
                          const std::optional<std::string>& text) {
  auto id = text ? Id::parse(*text) : std::nullopt;
  if (text && !id) reader.refuse(name, "invalid_id");
  return id;
}

base::Day read_day(json::ObjectReader& reader, std::string_view name) {
  constexpr std::size_t longest_day = 10;
  const auto text = reader.text(name, longest_day);
  const auto day = text ? base::parse_iso_day(*text) : std::nullopt;
  if (text && !day) reader.refuse(name, "pricing.invalid_day");
  return day.value_or(base::Day{});
}

NamedTarget read_target(json::ObjectReader& reader) {
  const auto product = reader.optional_text("product_id", longest_id);
  const auto group = reader.optional_text("product_group_id", longest_id);
  if (product.has_value() == group.has_value())
    reader.refuse(product ? "product_group_id" : "product_id", "pricing.one_target");
  NamedTarget named;
  named.product = read_id<ProductId>(reader, "product_id", product);
  named.group = read_id<GroupId>(reader, "product_group_id", group);
  return named;
}

ListPrice read_price(json::ObjectReader& reader) {
  constexpr std::size_t before_point = 15;
  constexpr std::size_t longest_amount = 28;
  ListPrice price;
  const auto amount = reader.text("amount", longest_amount);
  const auto decimal =
      amount ? base::Decimal::parse(*amount, before_point, price_places) : std::nullopt;
  if (amount && (!decimal || amount->starts_with('-')))
    reader.refuse("amount", "pricing.invalid_decimal");
  price.amount = decimal.value_or(base::Decimal());
  const auto currency = reader.text("currency", 3);
  if (currency && !base::minor_digits(*currency))
    reader.refuse("currency", "pricing.invalid_currency");
  price.currency = currency.value_or("");
  price.tax_rate_bp = static_cast<int>(reader.integer("tax_rate_bp", 0, whole).value_or(0));
  if (const auto* included = reader.value("tax_included")) {
    if (!included->is_bool())
      reader.refuse("tax_included", "wrong_type", {{"expected", "boolean"}});
    else
      price.tax_included = included->get_bool();
  }
  price.from = read_day(reader, "effective_from");
  return price;
}

std::vector<RateBody> read_rates(const boost::json::array* array, Errors& errors) {
  std::vector<RateBody> rates;
  if (array == nullptr) return rates;
  for (std::size_t i = 0; i < array->size(); ++i) {
    json::ObjectReader reader((*array)[i], fmt::format("/rates/{}", i), errors);
    auto named = read_target(reader);
    const auto points = reader.integer("basis_points", 0, whole);
    reader.finish();
    rates.push_back({std::move(named), static_cast<int>(points.value_or(0))});
  }
  return rates;
}

/// Reads one body: `read` takes its fields, then all that was wrong is said.
template <class Read>
auto body_of(const http::Request& request, Read&& read)
    -> base::Result<std::invoke_result_t<Read&, json::ObjectReader&, Errors&>> {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  auto value = read(reader, errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return value;
}

/// The target that a body named; nothing when it is not there.
std::optional<Target> find(database::Snapshot& snapshot, const NamedTarget& named) {
  if (named.group) {
    auto product = store::product_of(snapshot, *named.group);
    if (!product) return std::nullopt;
    return Target{*std::move(product), named.group};
  }
  Target target{named.product.value()};
  if (!store::has(snapshot, target)) return std::nullopt;
  return target;
}

std::string_view field_of(const NamedTarget& named) {
  return named.group ? "product_group_id" : "product_id";
}

}  // namespace

base::Result<Name> read_product(const http::Request& request) {
  return body_of(request, [](json::ObjectReader& reader, Errors&) { return read_called(reader); });
}

base::Result<GroupBody> read_group(const http::Request& request) {
  struct Read {
    std::optional<ProductId> product;
    Name called;
  };
  auto read = TRY(body_of(request, [](json::ObjectReader& reader, Errors&) {
    auto product = read_id<ProductId>(reader, "product_id", reader.text("product_id", longest_id));
    return Read{std::move(product), read_called(reader)};
  }));
  return GroupBody{*std::move(read.product), std::move(read.called)};
}

base::Result<std::string> read_name(const http::Request& request) {
  return body_of(request, [](json::ObjectReader& reader, Errors&) {
    return read_tidy(reader, "name", longest_name);
  });
}

base::Result<std::vector<PriceBody>> read_prices(const http::Request& request) {
  return body_of(request, [](json::ObjectReader& reader, Errors& errors) {
    std::vector<PriceBody> prices;
    const auto* array = reader.array("prices", 1, most_at_once);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      json::ObjectReader own((*array)[i], fmt::format("/prices/{}", i), errors);
      auto named = read_target(own);
      auto price = read_price(own);
      own.finish();
      prices.push_back({std::move(named), std::move(price)});
    }
    return prices;
  });
}

base::Result<AskBody> read_ask(const http::Request& request) {
  return body_of(request, [](json::ObjectReader& reader, Errors& errors) {
    const auto starts_on = read_day(reader, "starts_on");
    return AskBody{starts_on, read_rates(reader.array("rates", 1, most_at_once), errors)};
  });
}

base::Result<std::optional<std::vector<RateBody>>> read_approval(const http::Request& request) {
  return body_of(request, [](json::ObjectReader& reader, Errors& errors) {
    std::optional<std::vector<RateBody>> rates;
    if (const auto* given = reader.optional_value("rates")) {
      const boost::json::value wrapped = boost::json::object{{"rates", *given}};
      json::ObjectReader own(wrapped, "", errors);
      rates = read_rates(own.array("rates", 1, most_at_once), errors);
    }
    return rates;
  });
}

base::Result<DiscountBody> read_discount(const http::Request& request) {
  return body_of(request, [](json::ObjectReader& reader, Errors& errors) {
    const auto from = read_day(reader, "from");
    const auto to = read_day(reader, "to");
    if (from.ok() && to.ok() && from != base::Day{} && to != base::Day{} && to < from)
      reader.refuse("to", "pricing.to_before_from");
    auto rates = read_rates(reader.array("rates", 1, most_at_once), errors);
    const auto reason =
        reader.optional_text("below_cost_reason", longest_reason, base::Lines::allowed);
    auto tidy = base::tidy(reason.value_or(""));
    return DiscountBody{from, to, std::move(rates),
                        tidy.empty() ? std::nullopt : std::optional(std::move(tidy))};
  });
}

base::Result<std::string> read_reason(const http::Request& request) {
  return body_of(request, [](json::ObjectReader& reader, Errors&) {
    return read_tidy(reader, "reason", longest_reason, base::Lines::allowed);
  });
}

base::Result<> read_nothing(const http::Request& request) {
  TRY(body_of(request, [](json::ObjectReader&, Errors&) { return true; }));
  return {};
}

base::Result<std::vector<TargetRate>> resolve(database::Snapshot& snapshot,
                                              const std::vector<RateBody>& rates) {
  std::vector<TargetRate> found;
  std::set<Target> seen;
  Errors errors;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const auto pointer = fmt::format("/rates/{}/{}", i, field_of(rates[i].named));
    auto target = find(snapshot, rates[i].named);
    if (!target)
      errors.push_back({pointer, "pricing.unknown_product", {}});
    else if (!seen.insert(*target).second)
      errors.push_back({pointer, "pricing.repeated_target", {}});
    else
      found.push_back({*std::move(target), rates[i].basis_points});
  }
  TRY(json::no_errors(std::move(errors)));
  return found;
}

base::Result<std::vector<NewListPrice>> resolve(database::Snapshot& snapshot,
                                                const std::vector<PriceBody>& prices) {
  std::vector<NewListPrice> found;
  std::set<std::tuple<Target, std::string, base::Day>> seen;
  Errors errors;
  for (std::size_t i = 0; i < prices.size(); ++i) {
    const auto& [named, price] = prices[i];
    const auto pointer = fmt::format("/prices/{}/{}", i, field_of(named));
    auto target = find(snapshot, named);
    if (!target)
      errors.push_back({pointer, "pricing.unknown_product", {}});
    else if (!seen.emplace(*target, price.currency, price.from).second)
      errors.push_back({pointer, "pricing.repeated_price", {}});
    else
      found.push_back({*std::move(target), price});
  }
  TRY(json::no_errors(std::move(errors)));
  return found;
}

}  // namespace pricing
