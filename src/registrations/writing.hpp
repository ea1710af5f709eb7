#pragma once
// The calls that change registrations: JSON to verbs and back (api/openapi.yaml).

#include "accounts/accounts.hpp"
#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "registrations/registrations.hpp"

namespace registrations {

class Writing {
 public:
  Writing(database::Database& database, const Installation& installation,
          accounts::Directory& directory, const clock_source::Clock& clock, crypto::Random& random);

  using Answer = base::Result<http::Response>;
  Answer add(const http::Request& request, const identity::Actor& actor) const;
  Answer rename(const http::Request& request, const identity::Actor& actor) const;
  Answer resend(const http::Request& request, const identity::Actor& actor) const;
  Answer withdraw(const http::Request& request, const identity::Actor& actor) const;
  Answer end(const http::Request& request, const identity::Actor& actor) const;
  Answer approve(const http::Request& request, const identity::Actor& actor) const;
  Answer reject(const http::Request& request, const identity::Actor& actor) const;
  Answer approve_several(const http::Request& request, const identity::Actor& actor) const;
  Answer reject_several(const http::Request& request, const identity::Actor& actor) const;

 private:
  using Verb = std::function<base::Result<Registration>(database::Transaction&, Registration,
                                                        crypto::Fresh&)>;
  using Decide = std::function<Decision(database::Transaction&, Registration, crypto::Fresh&)>;

  /// 404 comes before what is wrong with the body.
  base::Result<> visible(const http::Request& request, const identity::Actor& actor) const;
  Answer change(const http::Request& request, const identity::Actor& actor, const Verb& verb) const;
  /// By today's facts, which the directory is asked for, or by nothing but the state: then it may
  /// be down.
  enum class Judged { by_facts, by_state };
  Answer decide(const http::Request& request, const identity::Actor& actor, Judged judged,
                const Decide& verb) const;
  Answer decide_several(const http::Request& request, const identity::Actor& actor,
                        const std::vector<std::string>& ids, Judged judged,
                        const Decide& verb) const;
  /// Asks for no more rows than the partner's checks of today allow.
  base::Result<accounts::Fetched> fetch_for(const std::vector<NewRegistration>& rows,
                                            const identity::Actor& actor, Mode mode,
                                            base::Instant now) const;
  base::Result<accounts::Fetched> fetch_for(const std::vector<std::string>& ids) const;
  http::Response one(database::Snapshot& snapshot, const http::Request& request,
                     const identity::Actor& actor, const Registration& registration) const;

  database::Database& database_;
  const Installation& installation_;
  accounts::Directory& directory_;
  const clock_source::Clock& clock_;
  crypto::Random& random_;
};

}  // namespace registrations
