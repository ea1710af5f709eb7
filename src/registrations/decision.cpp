#include "partners/partners.hpp"
#include "registrations/mails.hpp"
#include "registrations/step.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

using Outcome = Decision::Outcome;

Decision refused(Registration registration, std::string code, std::vector<Rule> failed = {}) {
  return {Outcome::refused, std::move(registration), std::move(code), std::move(failed)};
}

Decision not_eligible(database::Transaction& transaction, Registration registration,
                      const Judgement& judgement) {
  const std::string unmet = join(judgement.failed);
  if (registration.unmet_rules != unmet) {
    registration.unmet_rules = unmet;
    const auto kept = store::save(transaction, registration, registration.status);
    if (!kept) return refused(std::move(registration), kept.error().code);
  }
  return refused(std::move(registration), "registrations.not_eligible", judgement.failed);
}

}  // namespace

Decision approve(database::Transaction& transaction, const Installation& installation,
                 const identity::Actor& actor, Registration registration, crypto::Fresh& fresh) {
  if (registration.status != Status::pending_provider) {
    return refused(std::move(registration), "registrations.wrong_state");
  }
  const auto partner = partners::find(transaction, registration.partner_id);
  ENSURE(partner.has_value());
  if (partner->suspended)
    return refused(std::move(registration), "registrations.partner_suspended");
  const Case question = case_of(registration, "approve");
  const Judgement judgement = judge_now(transaction, installation, question, fresh.now());
  keep(transaction, question, judgement, fresh);
  if (!judgement.failed.empty())
    return not_eligible(transaction, std::move(registration), judgement);

  Registration approved = registration;
  approved.unmet_rules.clear();
  approved.provider_decided_at = fresh.now();
  approved.confirmed_at = fresh.now();
  const auto taken = take(transaction, approved,
                          {.event = Event::approve,
                           .origin = actor.origin(),
                           .reason_code = {},
                           .reason = {},
                           .facts = accounts::to_json(*judgement.facts)},
                          fresh);
  if (!taken) return refused(std::move(registration), taken.error().code);
  joined(transaction, approved, fresh);
  mails::confirmed(transaction, installation, approved, fresh);
  return {Outcome::approved, std::move(approved), {}, {}};
}

Decision reject(database::Transaction& transaction, const Installation& installation,
                const identity::Actor& actor, Registration registration, const std::string& reason,
                crypto::Fresh& fresh) {
  if (registration.status != Status::pending_provider) {
    return refused(std::move(registration), "registrations.wrong_state");
  }
  Registration rejected = registration;
  rejected.reason = reason;
  rejected.provider_decided_at = fresh.now();
  const auto taken = take(transaction, rejected,
                          {.event = Event::reject,
                           .origin = actor.origin(),
                           .reason_code = {},
                           .reason = reason,
                           .facts = {}},
                          fresh);
  if (!taken) return refused(std::move(registration), taken.error().code);
  partners::give_up(transaction, rejected.account_id, rejected.id);
  mails::rejected(transaction, installation, rejected, fresh);
  return {Outcome::rejected, std::move(rejected), {}, {}};
}

}  // namespace registrations
