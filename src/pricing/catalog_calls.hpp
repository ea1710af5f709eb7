#pragma once
// The calls about products, groups and list prices (api/openapi.yaml).

#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "pricing/pricing.hpp"

namespace pricing {

class CatalogCalls {
 public:
  CatalogCalls(database::Database& database, const Installation& installation,
               const clock_source::Clock& clock, crypto::Random& random)
      : database_(database), installation_(installation), clock_(clock), random_(random) {}

  using Answer = base::Result<http::Response>;
  Answer products(const http::Request& request, const identity::Actor& actor) const;
  Answer product(const http::Request& request, const identity::Actor& actor) const;
  Answer add_product(const http::Request& request, const identity::Actor& actor) const;
  Answer rename_product(const http::Request& request, const identity::Actor& actor) const;
  Answer groups(const http::Request& request, const identity::Actor& actor) const;
  Answer group(const http::Request& request, const identity::Actor& actor) const;
  Answer add_group(const http::Request& request, const identity::Actor& actor) const;
  Answer rename_group(const http::Request& request, const identity::Actor& actor) const;
  Answer list_prices(const http::Request& request, const identity::Actor& actor) const;
  Answer set_list_prices(const http::Request& request, const identity::Actor& actor) const;

 private:
  database::Database& database_;
  const Installation& installation_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
};

}  // namespace pricing
