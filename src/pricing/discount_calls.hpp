#pragma once
// The calls about discounts and prices (api/openapi.yaml).

#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "pricing/pricing.hpp"

namespace pricing {

struct View;

class DiscountCalls {
 public:
  DiscountCalls(database::Database& database, const Installation& installation,
                const clock_source::Clock& clock, crypto::Random& random)
      : database_(database), installation_(installation), clock_(clock), random_(random) {}

  using Answer = base::Result<http::Response>;
  Answer days(const http::Request& request, const identity::Actor& actor) const;

  Answer partner_discounts(const http::Request& request, const identity::Actor& actor) const;
  Answer partner_discount(const http::Request& request, const identity::Actor& actor) const;
  Answer ask(const http::Request& request, const identity::Actor& actor) const;
  Answer approve(const http::Request& request, const identity::Actor& actor) const;
  Answer reject(const http::Request& request, const identity::Actor& actor) const;
  Answer withdraw(const http::Request& request, const identity::Actor& actor) const;

  Answer account_discounts(const http::Request& request, const identity::Actor& actor) const;
  Answer set_account_discount(const http::Request& request, const identity::Actor& actor) const;
  Answer preview_account_discount(const http::Request& request, const identity::Actor& actor) const;
  Answer account_prices(const http::Request& request, const identity::Actor& actor) const;

 private:
  using Decide = std::function<base::Result<>(Act&, const PartnerDiscount&)>;
  Answer decide(const http::Request& request, const identity::Actor& actor,
                const Decide& verb) const;
  View view(const http::Request& request, const identity::Actor& actor) const;

  database::Database& database_;
  const Installation& installation_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
};

}  // namespace pricing
