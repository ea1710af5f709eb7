#pragma once
// One step of one registration: the state, its history row and its audit row, together. Only this
// room includes it.

#include "registrations/registrations.hpp"

namespace registrations {

struct Step {
  Event event;
  identity::Origin origin;
  std::optional<std::string> reason_code;
  std::optional<std::string> reason;
  std::optional<std::string> facts;  // JSON, for the provider only
};

/// 409 `registrations.wrong_state` with the present state.
std::unexpected<base::Error> wrong_state(const Registration& registration, base::Instant now);

/// Moves by the table of states and stores everything else that the caller changed in
/// `registration`.
base::Result<> take(database::Transaction& transaction, Registration& registration,
                    const Step& step, crypto::Fresh& fresh);

/// The claim becomes a customer, and the provider's systems are told.
void joined(database::Transaction& transaction, const Registration& registration,
            crypto::Fresh& fresh);
/// The customer leaves, and the provider's systems are told.
void left(database::Transaction& transaction, const Registration& registration,
          const identity::Origin& origin, crypto::Fresh& fresh);

/// The first history row of a request.
void record_added(database::Transaction& transaction, const Registration& registration,
                  const Step& step, crypto::Fresh& fresh);

/// A change that is no change of state: audit row only.
void record(database::Transaction& transaction, const Registration& registration,
            const identity::Origin& origin, std::string_view change, base::Values details,
            crypto::Fresh& fresh);

identity::Origin by_customer(const Registration& registration, const std::string& address);
identity::Origin by_clock();

/// A request whose time is over becomes expired, its partner is told and its mails are cancelled.
base::Result<> expire(database::Transaction& transaction, const Installation& installation,
                      Registration& registration, crypto::Fresh& fresh);

/// Judged at one moment, and kept.
struct Judgement {
  std::optional<accounts::Facts> facts;
  std::vector<Rule> failed;
  std::optional<base::Instant> may_ask_at;
};
/// What is judged, for whom and when on its way.
struct Case {
  base::PartnerId partner;
  base::Email email;
  std::optional<base::RegistrationId>
      judged;  // ignored by belongs_to_partner and already_requested
  /// Of the judged registration. Nothing: whichever has the address now.
  std::optional<base::AccountId> account;
  std::string occasion;  // check, add, agree, approve
};
Case case_of(const Registration& registration, std::string occasion);

/// The facts of the account that a registration speaks of, as long as it has the address that was
/// written to. Addresses move: whoever has it now is not who was asked.
std::optional<accounts::Facts> facts_behind(database::Snapshot& snapshot,
                                            const Registration& registration);

/// An account that no longer has the case's address is `account_not_found`.
Judgement judge_now(database::Snapshot& snapshot, const Installation& installation,
                    const Case& the_case, base::Instant now);
void keep(database::Transaction& transaction, const Case& the_case, const Judgement& judgement,
          crypto::Fresh& fresh);

}  // namespace registrations
