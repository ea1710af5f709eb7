#pragma once
// The calls that move credit, and those of second persons: JSON to verbs and back
// (api/openapi.yaml).

#include <array>
#include <mutex>

#include "credit/credit.hpp"
#include "credit/render.hpp"
#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"

namespace credit {

enum class Texts;

class Writing {
 public:
  Writing(database::Database& database, const Installation& installation,
          const clock_source::Clock& clock, crypto::Random& random);

  using Answer = base::Result<http::Response>;
  Answer grant(const http::Request& request, const identity::Actor& actor) const;
  Answer top_up(const http::Request& request, const identity::Actor& actor) const;
  Answer reclaim(const http::Request& request, const identity::Actor& actor) const;
  Answer purchase(const http::Request& request, const identity::Actor& actor) const;
  Answer refund(const http::Request& request, const identity::Actor& actor) const;
  Answer pay_customer_out(const http::Request& request, const identity::Actor& actor) const;
  Answer pay_partner_out(const http::Request& request, const identity::Actor& actor) const;
  Answer reverse(const http::Request& request, const identity::Actor& actor) const;
  Answer hold(const http::Request& request, const identity::Actor& actor) const;
  Answer release(const http::Request& request, const identity::Actor& actor) const;
  Answer approve(const http::Request& request, const identity::Actor& actor) const;
  Answer reject(const http::Request& request, const identity::Actor& actor) const;
  Answer withdraw(const http::Request& request, const identity::Actor& actor) const;
  Answer change_level(const http::Request& request, const identity::Actor& actor) const;

 private:
  enum class Key { required, optional };
  using Body = std::function<Answer(Act&)>;
  using Decide = std::function<base::Result<Request>(Act&, Request)>;

  Answer write(const http::Request& request, const identity::Actor& actor, Key key,
               const Body& body) const;
  /// Moves or asks for a second person, and answers 201 or 202.
  Answer ask(const http::Request& request, const identity::Actor& actor, const Wish& wish) const;
  Answer of_customer(const http::Request& request, const identity::Actor& actor, Kind kind,
                     Texts texts) const;
  /// The same by billing, which may name an earlier partner of the account.
  Answer bill(const http::Request& request, const identity::Actor& actor, Kind kind) const;
  Answer decide(const http::Request& request, const identity::Actor& actor,
                const Decide& verb) const;
  base::Result<Wallet> customer_in(const http::Request& request,
                                   const identity::Actor& actor) const;
  View view(const identity::Actor& actor) const;
  /// Movements of one partner meet in its accounts: PostgreSQL would let them all begin and make
  /// all but one begin anew, each while nothing else writes. SQLite has one writer, and commits
  /// many of them at once. Only a matter of speed: whoever waited long goes without.
  std::unique_lock<std::timed_mutex> turn_of(const base::PartnerId& partner) const;

  database::Database& database_;
  const Installation& installation_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
  mutable std::array<std::timed_mutex, 64> turns_;
};

/// The request of the actor's own side; 404 `not_found`.
base::Result<store::ListedRequest> find_own(database::Snapshot& snapshot,
                                            const http::Request& request,
                                            const identity::Actor& actor);

}  // namespace credit
