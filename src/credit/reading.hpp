#pragma once
// The calls that show credit (api/openapi.yaml).

#include "credit/credit.hpp"
#include "credit/render.hpp"
#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "platform/http/listing.hpp"

namespace credit {

class Reading {
 public:
  Reading(database::Database& database, const Installation& installation,
          const clock_source::Clock& clock)
      : database_(database), installation_(installation), clock_(clock) {}

  using Answer = base::Result<http::Response>;
  Answer wallet(const http::Request& request, const identity::Actor& actor) const;
  Answer wallet_movements(const http::Request& request, const identity::Actor& actor) const;
  Answer partner_wallet(const http::Request& request, const identity::Actor& actor) const;
  Answer partner_movements(const http::Request& request, const identity::Actor& actor) const;
  Answer account_credit(const http::Request& request, const identity::Actor& actor) const;
  Answer account_movements(const http::Request& request, const identity::Actor& actor) const;
  Answer holds(const http::Request& request, const identity::Actor& actor) const;
  Answer accounts(const http::Request& request, const identity::Actor& actor) const;
  Answer transactions(const http::Request& request, const identity::Actor& actor) const;
  Answer transaction(const http::Request& request, const identity::Actor& actor) const;
  Answer requests(const http::Request& request, const identity::Actor& actor) const;
  Answer request(const http::Request& request, const identity::Actor& actor) const;
  Answer totals(const http::Request& request, const identity::Actor& actor) const;
  Answer totals_by_partner(const http::Request& request, const identity::Actor& actor) const;
  Answer differences(const http::Request& request, const identity::Actor& actor) const;

 private:
  Answer show_wallet(const Wallet& wallet) const;
  Answer show_movements(const http::Request& request, const identity::Actor& actor,
                        const Wallet& wallet) const;
  base::Result<Customer> customer_in(const http::Request& request,
                                     const identity::Actor& actor) const;
  base::Result<Wallet> partner_in(const http::Request& request) const;
  View view(const identity::Actor& actor) const;

  database::Database& database_;
  const Installation& installation_;
  const clock_source::Clock& clock_;
};

}  // namespace credit
