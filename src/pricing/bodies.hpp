#pragma once
// Bodies of this room's calls: JSON to values, every field error at once. Only this room includes
// it.

#include "platform/http/http.hpp"
#include "pricing/pricing.hpp"

namespace pricing {

/// Codes are letters, digits and . _ - (400 `pricing.invalid_code`).
base::Result<Name> read_product(const http::Request& request);
struct GroupBody {
  ProductId product;
  Name called;
};
base::Result<GroupBody> read_group(const http::Request& request);
base::Result<std::string> read_name(const http::Request& request);

/// What a body names: exactly one of them. Which product a group is part of is not known yet.
struct NamedTarget {
  std::optional<ProductId> product;
  std::optional<GroupId> group;
};
struct PriceBody {
  NamedTarget named;
  ListPrice price;
};
base::Result<std::vector<PriceBody>> read_prices(const http::Request& request);

struct RateBody {
  NamedTarget named;
  int basis_points = 0;
};
struct AskBody {
  base::Day starts_on;
  std::vector<RateBody> rates;
};
base::Result<AskBody> read_ask(const http::Request& request);
base::Result<std::optional<std::vector<RateBody>>> read_approval(const http::Request& request);
struct DiscountBody {
  base::Day from;
  base::Day to;
  std::vector<RateBody> rates;
  std::optional<std::string> below_cost_reason;
};
base::Result<DiscountBody> read_discount(const http::Request& request);
base::Result<std::string> read_reason(const http::Request& request);
base::Result<> read_nothing(const http::Request& request);

/// With the product of each group. 400 `pricing.unknown_product` for what is not there, 400
/// `pricing.repeated_target`, each at /rates/<index>.
base::Result<std::vector<TargetRate>> resolve(database::Snapshot& snapshot,
                                              const std::vector<RateBody>& rates);
/// The same for prices: `pricing.repeated_price` for the same target, currency and day.
base::Result<std::vector<NewListPrice>> resolve(database::Snapshot& snapshot,
                                                const std::vector<PriceBody>& prices);

}  // namespace pricing
