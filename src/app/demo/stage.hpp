#pragma once
// Where the demo's stories are played: one transaction, the people in it, and a clock that the
// stories move. Only app/demo includes it.

#include <map>
#include <memory>

#include "app/demo/cast.hpp"
#include "app/demo/demo.hpp"
#include "platform/crypto/fresh.hpp"

namespace app::demo {

struct Stage {
  database::Transaction& transaction;
  const registrations::Installation& installation;
  crypto::Random& random;
  base::Instant now;                              // the real one, where the stories end
  std::map<std::string, identity::Actor> actors;  // by address

  crypto::Fresh fresh(base::Instant at) const { return {at, random}; }
  const identity::Actor& actor(const std::string& email) const { return actors.at(email); }
};

/// Adds the registrations and plays what comes of each, in the order of time; at the end the facts
/// are of now. An Error is a verb's.
base::Result<> play(const Stage& stage, const Cast& cast);

}  // namespace app::demo
