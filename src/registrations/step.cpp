#include "registrations/step.hpp"

#include "credit/credit.hpp"
#include "events/events.hpp"
#include "partners/partners.hpp"
#include "pricing/pricing.hpp"
#include "registrations/mails.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

void write_history(database::Transaction& transaction, const Registration& registration,
                   const Step& step, std::optional<Status> from, base::Instant now) {
  store::insert_history(transaction, registration.id,
                        {.sequence = registration.version,
                         .at = now,
                         .event = step.event,
                         .from = from,
                         .to = registration.status,
                         .origin = step.origin,
                         .reason_code = step.reason_code,
                         .reason = step.reason,
                         .facts = step.facts});
}

std::optional<accounts::Facts> facts_of(database::Snapshot& snapshot, const Case& question) {
  if (!question.account) return accounts::find(snapshot, question.email);
  auto facts = accounts::find(snapshot, *question.account);
  if (facts && facts->email != question.email) return std::nullopt;
  return facts;
}

bool requested_by(database::Snapshot& snapshot, const Case& question,
                  const base::AccountId& account, base::Instant now) {
  const auto waiting = store::waiting_request(snapshot, question.partner, account);
  return waiting && waiting->id != question.judged &&
         status_at(*waiting, now) == Status::pending_customer;
}

void tell_systems(database::Transaction& transaction, const Registration& registration,
                  std::string type, base::Instant now) {
  const auto facts = accounts::find(transaction, registration.account_id);
  const bool numbered = facts && !facts->external_id.empty();
  events::append(transaction,
                 {.type = std::move(type),
                  .partner = registration.partner_id,
                  .account = registration.account_id,
                  .registration = registration.id,
                  .external_id = numbered ? std::optional(facts->external_id) : std::nullopt,
                  .movement = std::nullopt},
                 now);
}

/// What the ledger knows of an account is there, whatever the directory was told so far.
void add_ledger(database::Snapshot& snapshot, accounts::Facts& facts, const std::string& currency) {
  const auto balance = credit::balance_of_account(snapshot, facts.id, currency);
  if (balance.balance_minor != 0) facts.credit_balance = {balance.balance_minor, currency};
  if (balance.held_minor != 0) facts.credit_held = {balance.held_minor, currency};
}

}  // namespace

Status status_at(const Registration& registration, base::Instant now) {
  return status_at(registration.status, registration.expires_at, now);
}

Status status_at(Status stored, base::Instant expires_at, base::Instant now) {
  return stored == Status::pending_customer && now >= expires_at ? Status::expired : stored;
}

std::unexpected<base::Error> wrong_state(const Registration& registration, base::Instant now) {
  return base::fail(base::ErrorKind::conflict, "registrations.wrong_state",
                    {{"status", std::string(name_of(status_at(registration, now)))}});
}

base::Result<> take(database::Transaction& transaction, Registration& registration,
                    const Step& step, crypto::Fresh& fresh) {
  const Status before = registration.status;
  const Status judged = step.event == Event::expire ? before : status_at(registration, fresh.now());
  const auto after = next(judged, step.event);
  if (!after) return wrong_state(registration, fresh.now());
  registration.status = *after;
  TRY(store::save(transaction, registration, before));
  write_history(transaction, registration, step, before, fresh.now());
  base::Values details{{"from", std::string(name_of(before))},
                       {"to", std::string(name_of(*after))}};
  if (step.reason) details.emplace_back("reason", *step.reason);
  record(transaction, registration, step.origin, name_of(step.event), std::move(details), fresh);
  return {};
}

void joined(database::Transaction& transaction, const Registration& registration,
            crypto::Fresh& fresh) {
  partners::confirm(transaction, registration.account_id, registration.id, fresh.now());
  tell_systems(transaction, registration, "registration.confirmed", fresh.now());
}

void left(database::Transaction& transaction, const Registration& registration,
          const identity::Origin& origin, crypto::Fresh& fresh) {
  partners::end(transaction, registration.account_id, registration.id, fresh.now());
  pricing::end_customer(transaction, registration.partner_id, registration.account_id, origin,
                        fresh);
  tell_systems(transaction, registration, "registration.ended", fresh.now());
}

void record_added(database::Transaction& transaction, const Registration& registration,
                  const Step& step, crypto::Fresh& fresh) {
  write_history(transaction, registration, step, std::nullopt, fresh.now());
  record(transaction, registration, step.origin, "add", {{"email", registration.email}}, fresh);
}

void record(database::Transaction& transaction, const Registration& registration,
            const identity::Origin& origin, std::string_view change, base::Values details,
            crypto::Fresh& fresh) {
  identity::audit(transaction, fresh.id<base::AuditId>(),
                  {.origin = origin,
                   .change = "registrations." + std::string(change),
                   .subject = registration.id.text(),
                   .partner = registration.partner_id,
                   .details = std::move(details)},
                  fresh.now());
}

identity::Origin by_customer(const Registration& registration, const std::string& address) {
  return {.kind = identity::Origin::Kind::customer,
          .id = registration.account_id.text(),
          .name = registration.email,
          .address = address};
}

identity::Origin by_clock() {
  return {.kind = identity::Origin::Kind::system, .id = {}, .name = {}, .address = {}};
}

base::Result<> expire(database::Transaction& transaction, const Installation& installation,
                      Registration& registration, crypto::Fresh& fresh) {
  TRY(take(
      transaction, registration,
      {.event = Event::expire, .origin = by_clock(), .reason_code = {}, .reason = {}, .facts = {}},
      fresh));
  mails::expired(transaction, installation, registration, fresh);
  return {};
}

Case case_of(const Registration& registration, std::string occasion) {
  return {.partner = registration.partner_id,
          .email = base::Email::stored(registration.email),
          .judged = registration.id,
          .account = registration.account_id,
          .occasion = std::move(occasion)};
}

std::optional<accounts::Facts> facts_behind(database::Snapshot& snapshot,
                                            const Registration& registration) {
  return facts_of(snapshot, case_of(registration, {}));
}

Judgement judge_now(database::Snapshot& snapshot, const Installation& installation,
                    const Case& question, base::Instant now) {
  using Owner = Situation::Owner;
  Situation situation;
  situation.facts = facts_of(snapshot, question);
  Judgement judgement;
  if (situation.facts) {
    add_ledger(snapshot, *situation.facts, installation.settings.currency);
    const auto owner = partners::owner_of_service_account(snapshot, question.email);
    if (owner)
      situation.service_account_of =
          *owner == question.partner ? Owner::this_partner : Owner::other_partner;
    const auto holder = partners::holder_of(snapshot, situation.facts->id);
    situation.held = holder && holder->registration != question.judged;
    situation.requested = requested_by(snapshot, question, situation.facts->id, now);
    const auto wait = std::chrono::days{installation.settings.declined_days};
    if (wait.count() > 0) {
      const auto declined =
          store::last_decline(snapshot, question.partner, situation.facts->id, now - wait);
      situation.declined_recently = declined.has_value();
      if (declined) judgement.may_ask_at = *declined + wait;
    }
  }
  judgement.failed = judge(situation, installation.settings.existing_customer);
  judgement.facts = std::move(situation.facts);
  return judgement;
}

void keep(database::Transaction& transaction, const Case& question, const Judgement& judgement,
          crypto::Fresh& fresh) {
  std::optional<std::string> facts;
  if (judgement.facts) facts = accounts::to_json(*judgement.facts);
  store::insert_check(transaction, {.id = fresh.id<base::FactsId>().text(),
                                    .partner = question.partner,
                                    .email = question.email.text(),
                                    .registration = question.judged,
                                    .occasion = question.occasion,
                                    .at = fresh.now(),
                                    .failed = judgement.failed,
                                    .facts = std::move(facts)});
}

}  // namespace registrations
