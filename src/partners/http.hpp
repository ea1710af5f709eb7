#pragma once
// The room's calls of the HTTP contract: the provider's list of partners, and what is done to one.

#include <chrono>

#include "partners/partners.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/http/http.hpp"

namespace partners {

struct Surroundings {
  database::Database& database;
  const clock_source::Clock& clock;
  crypto::Random& random;
  const crypto::SecretKey& key;
  std::chrono::hours invitation_valid{168};
};

class Handlers {
 public:
  using Answer = base::Result<http::Response>;

  /// `surroundings` must outlive the handlers.
  explicit Handlers(const Surroundings& surroundings) : surroundings_(surroundings) {}

  Answer list(const http::Request& request, const identity::Actor& actor) const;
  Answer create(const http::Request& request, const identity::Actor& actor) const;
  Answer show(const http::Request& request, const identity::Actor& actor) const;
  Answer suspend(const http::Request& request, const identity::Actor& actor) const;
  Answer reopen(const http::Request& request, const identity::Actor& actor) const;

 private:
  using Change = base::Result<Partner> (*)(database::Transaction&, const base::PartnerId&,
                                           const identity::Stamp&);
  Answer change(const http::Request& request, const identity::Actor& actor, Change verb) const;
  identity::Stamp stamp(const identity::Actor& actor) const;

  const Surroundings& surroundings_;
};

}  // namespace partners
