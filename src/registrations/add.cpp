#include <algorithm>

#include "partners/partners.hpp"
#include "registrations/mails.hpp"
#include "registrations/step.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

/// A partner's day of checks: what ends without a request counts, what is over the limit is not
/// judged.
class DayOfChecks {
 public:
  DayOfChecks(database::Snapshot& snapshot, const Settings& settings,
              const base::PartnerId& partner, base::Instant now)
      : settings_(settings),
        partner_(partner),
        day_(base::to_iso_day(base::day_in_zone(now, settings.zone))),
        quota_(store::quota(snapshot, partner, day_)),
        at_start_(quota_.checks) {}

  bool used_up() const {
    return quota_.checks >= settings_.checks_per_day ||
           quota_.unknown_accounts >= settings_.unknown_per_day;
  }
  std::int64_t left() const { return used_up() ? 0 : settings_.checks_per_day - quota_.checks; }
  void count(const std::vector<Rule>& failed) {
    ++quota_.checks;
    if (failed == std::vector{Rule::account_not_found}) ++quota_.unknown_accounts;
  }
  void store(database::Transaction& transaction) const {
    if (quota_.checks != at_start_) store::store_quota(transaction, partner_, day_, quota_);
  }

 private:
  const Settings& settings_;
  const base::PartnerId& partner_;
  std::string day_;
  store::Quota quota_;
  std::int64_t at_start_;
};

struct Adding {
  database::Transaction& transaction;
  const Installation& installation;
  const identity::Actor& actor;
  const partners::Partner& partner;
  crypto::Fresh& fresh;
};

base::Result<Registration> create(const Adding& adding, const NewRegistration& row,
                                  const Judgement& judgement) {
  const accounts::Facts& facts = *judgement.facts;
  const base::Instant now = adding.fresh.now();
  auto stale = store::waiting_request(adding.transaction, adding.partner.id, facts.id);
  if (stale) TRY(expire(adding.transaction, adding.installation, *stale, adding.fresh));
  Registration registration{
      .id = adding.fresh.id<base::RegistrationId>(),
      .partner_id = adding.partner.id,
      .account_id = facts.id,
      .email = row.email.text(),
      .account_name = facts.name,
      .friendly_name = row.friendly_name,
      .role = row.role,
      .owner_id = adding.actor.user ? std::optional(adding.actor.user->text()) : std::nullopt,
      .status = Status::pending_customer,
      .registered_at = now,
      .expires_at = now + std::chrono::days{adding.installation.settings.valid_days},
      .customer_decided_at = {},
      .provider_decided_at = {},
      .confirmed_at = {},
      .due_at = {},
      .reason_code = {},
      .reason = {},
      .unmet_rules = {},
      .superseded_by = {},
      .consent_nonce = adding.fresh.nonce(),
      .consent_sends = 1,
      .consent_text_version = adding.installation.consent_text_version,
      .consent_sent_at = now,
      .mail_id = {}};
  mails::consent(adding.transaction, adding.installation, registration, adding.partner,
                 facts.language, adding.fresh);
  TRY(store::insert(adding.transaction, registration, adding.partner.name));
  record_added(adding.transaction, registration,
               {.event = Event::add,
                .origin = adding.actor.origin(),
                .reason_code = {},
                .reason = {},
                .facts = accounts::to_json(facts)},
               adding.fresh);
  return registration;
}

base::Result<AddResult> add_one(const Adding& adding, const NewRegistration& row, Mode mode,
                                DayOfChecks& day) {
  using Outcome = AddResult::Outcome;
  if (day.used_up()) return AddResult{Outcome::refused, {}, {Rule::check_limit_reached}, {}};
  Case question{.partner = adding.partner.id,
                .email = row.email,
                .judged = std::nullopt,
                .account = std::nullopt,
                .occasion = mode == Mode::add ? "add" : "check"};
  const Judgement judgement =
      judge_now(adding.transaction, adding.installation, question, adding.fresh.now());
  const auto reasons = disclosed(judgement.failed, adding.installation.settings.disclosure);
  AddResult result{Outcome::refused, {}, reasons, judgement.may_ask_at};
  if (judgement.failed.empty() && mode == Mode::add) {
    result.registration = TRY(create(adding, row, judgement));
    result.outcome = Outcome::created;
    question.judged = result.registration->id;
  } else {
    if (judgement.failed.empty()) result.outcome = Outcome::eligible;
    day.count(judgement.failed);
  }
  keep(adding.transaction, question, judgement, adding.fresh);
  return result;
}

}  // namespace

std::size_t judged_at_most(database::Snapshot& snapshot, const Settings& settings,
                           const base::PartnerId& partner, Mode mode, std::size_t rows,
                           base::Instant now) {
  const auto left = static_cast<std::size_t>(DayOfChecks(snapshot, settings, partner, now).left());
  if (mode == Mode::check) return std::min(rows, left);
  return left == 0 ? 0 : rows;
}

base::Result<std::vector<AddResult>> add(database::Transaction& transaction,
                                         const Installation& installation,
                                         const identity::Actor& actor,
                                         const std::vector<NewRegistration>& rows, Mode mode,
                                         crypto::Fresh& fresh) {
  ENSURE(actor.partner.has_value());
  const auto partner = partners::find(transaction, *actor.partner);
  if (!partner) return base::fail(base::ErrorKind::not_found, "not_found");
  if (partner->suspended) return base::fail(base::ErrorKind::forbidden, "partners.suspended");
  const Adding adding{transaction, installation, actor, *partner, fresh};
  DayOfChecks day(transaction, installation.settings, partner->id, fresh.now());
  std::vector<AddResult> results;
  results.reserve(rows.size());
  for (const NewRegistration& row : rows) results.push_back(TRY(add_one(adding, row, mode, day)));
  day.store(transaction);
  return results;
}

}  // namespace registrations
