#include <algorithm>

#include "base/plain_text.hpp"
#include "notifications/notifications.hpp"
#include "partners/partners.hpp"
#include "registrations/consent_text.hpp"
#include "registrations/mails.hpp"
#include "registrations/step.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

using Kind = ConsentPage::Kind;

/// Which of a registration's links a token is.
enum class LinkIs { unknown, consent, old_consent, retract };

struct Opened {
  Registration registration;
  LinkIs link;
};

LinkIs recognise(const crypto::SecretKey& key, const Registration& registration,
                 std::string_view token) {
  const auto is = [&](const crypto::Derivation& derivation) {
    return crypto::equal(crypto::derived_token(key, derivation), token);
  };
  if (is(mails::consent_link(registration, registration.consent_sends))) return LinkIs::consent;
  if (is(mails::retract_link(registration))) return LinkIs::retract;
  for (std::int64_t send = 1; send < registration.consent_sends; ++send) {
    if (is(mails::consent_link(registration, send))) return LinkIs::old_consent;
  }
  return LinkIs::unknown;
}

std::optional<Opened> open(database::Snapshot& snapshot, const crypto::SecretKey& key,
                           std::string_view token) {
  const auto subject = crypto::subject_of(token);
  if (!subject) return std::nullopt;
  const auto id = base::RegistrationId::parse(*subject);
  if (!id) return std::nullopt;
  auto registration = store::find(snapshot, *id);
  if (!registration) return std::nullopt;
  const LinkIs link = recognise(key, *registration, token);
  if (link == LinkIs::unknown) return std::nullopt;
  return Opened{*std::move(registration), link};
}

/// The customer's own answer stands, whatever the provider does with it later.
bool was_decided(Status status) {
  return status == Status::declined || status == Status::pending_provider ||
         status == Status::confirmed || status == Status::rejected || status == Status::ended;
}

Kind consent_kind(const Installation& installation, const Opened& opened,
                  const partners::Partner& partner, base::Instant now) {
  const Registration& registration = opened.registration;
  const Status status = status_at(registration, now);
  if (was_decided(status)) return Kind::decided;
  if (status != Status::pending_customer) return Kind::gone;
  if (opened.link == LinkIs::old_consent || registration.link_void()) return Kind::link_void;
  if (partner.suspended) return Kind::suspended;
  if (registration.consent_text_version != installation.consent_text_version)
    return Kind::text_renewed;
  return Kind::ask;
}

Kind retract_kind(const Registration& registration) {
  if (registration.status != Status::pending_provider) return Kind::gone;
  if (registration.retract_wrong_codes >= Registration::wrong_codes_allowed) return Kind::link_void;
  return Kind::retract;
}

ConsentPage page_of(database::Snapshot& snapshot, const Installation& installation,
                    const Opened& opened, base::Instant now) {
  const auto partner = partners::find(snapshot, opened.registration.partner_id);
  ENSURE(partner.has_value());
  const auto facts = accounts::find(snapshot, opened.registration.account_id);
  ConsentPage page;
  page.partner_legal_name = base::as_plain_text(partner->legal_name);
  page.partner_tax_code = base::as_plain_text(partner->tax_code);
  page.language = facts ? facts->language : i18n::Language::vi;
  page.kind = opened.link == LinkIs::retract ? retract_kind(opened.registration)
                                             : consent_kind(installation, opened, *partner, now);
  page.of_receipt = opened.link == LinkIs::retract;
  // Who declined and has a receipt had agreed before.
  page.retracted = opened.registration.status == Status::declined &&
                   store::find_receipt(snapshot, opened.registration.id).has_value();
  page.registration = opened.registration;
  return page;
}

bool well_formed(std::string_view code) {
  return code.size() == 6 && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

/// Spaces and a hyphen are how people copy a code; they are no part of it.
std::string typed(std::string_view code) {
  std::string digits;
  for (const char c : code.substr(0, 32)) {
    if (c != ' ' && c != '-' && c != '\t') digits += c;
  }
  return digits;
}

bool is_consent_code(const Installation& installation, const Registration& registration,
                     const Answer& given) {
  const std::string right = crypto::derived_code(
      installation.key, mails::consent_link(registration, registration.consent_sends));
  return crypto::equal(typed(given.code), right);
}

/// Everything that an answer needs.
struct Answering {
  database::Transaction& transaction;
  const Installation& installation;
  const Answer& given;
  crypto::Fresh& fresh;
};

base::Result<ConsentPage> wrong_code(const Answering& answering, ConsentPage page,
                                     std::int64_t Registration::* count) {
  Registration& registration = *page.registration;
  if (well_formed(typed(answering.given.code))) {
    ++(registration.*count);
    TRY(store::save(answering.transaction, registration, registration.status));
    record(answering.transaction, registration, by_customer(registration, answering.given.address),
           "wrong_code", {{"count", std::to_string(registration.*count)}}, answering.fresh);
  }
  page.tries_left = Registration::wrong_codes_allowed - registration.*count;
  page.kind = page.tries_left == 0 ? Kind::link_void : Kind::wrong_code;
  return page;
}

base::Result<> supersede_rivals(const Answering& answering, const Registration& chosen) {
  for (Registration& rival :
       store::rival_requests(answering.transaction, chosen.account_id, chosen.id)) {
    if (status_at(rival, answering.fresh.now()) == Status::expired) {
      TRY(expire(answering.transaction, answering.installation, rival, answering.fresh));
      continue;
    }
    rival.superseded_by = chosen.id.text();
    TRY(take(answering.transaction, rival,
             {.event = Event::supersede,
              .origin = by_customer(rival, answering.given.address),
              .reason_code = {},
              .reason = {},
              .facts = {}},
             answering.fresh));
    notifications::cancel(answering.transaction, rival.id.text(), answering.fresh.now());
    mails::superseded(answering.transaction, answering.installation, rival, answering.fresh);
  }
  return {};
}

Receipt make_receipt(const Answering& answering, const ConsentPage& page) {
  Receipt receipt{.id = answering.fresh.id<base::ReceiptId>().text(),
                  .agreed_at = answering.fresh.now(),
                  .text_version = page.registration->consent_text_version,
                  .language = std::string(i18n::code_of(answering.given.language)),
                  .address = answering.given.address,
                  .statement = consent_statement(answering.installation, answering.given.language,
                                                 page, answering.fresh.now()),
                  .hash = {}};
  receipt.hash = crypto::sha256_hex(receipt.statement);
  return receipt;
}

std::optional<base::Instant> due_after(const Settings& settings, base::Instant agreed_at) {
  if (settings.sla_working_days == 0) return std::nullopt;
  const base::Day last = settings.working_days.after(base::day_in_zone(agreed_at, settings.zone),
                                                     settings.sla_working_days);
  const base::Day next{std::chrono::sys_days{last} + std::chrono::days{1}};
  return base::start_of_day(next, settings.zone) - std::chrono::seconds{1};
}

base::Result<ConsentPage> refuse_agreement(const Answering& answering, ConsentPage page,
                                           const Judgement& judgement) {
  Registration& registration = *page.registration;
  const std::string unmet = join(judgement.failed);
  if (registration.unmet_rules != unmet) {
    registration.unmet_rules = unmet;
    TRY(store::save(answering.transaction, registration, registration.status));
    mails::rule_failed(answering.transaction, answering.installation, registration,
                       judgement.failed, answering.fresh);
  }
  page.kind = Kind::unmet;
  page.failed = judgement.failed;
  return page;
}

/// pending_provider, or confirmed where the account already is the provider's customer.
base::Result<> move_on(const Answering& answering, Registration& registration,
                       const accounts::Facts& facts) {
  const Settings& settings = answering.installation.settings;
  const base::Instant now = answering.fresh.now();
  const bool skips =
      facts.provider_customer && settings.existing_customer == ExistingCustomer::skip;
  registration.unmet_rules.clear();
  registration.customer_decided_at = now;
  if (skips) {
    registration.confirmed_at = now;
  } else {
    registration.due_at = due_after(settings, now);
  }
  TRY(take(answering.transaction, registration,
           {.event = skips ? Event::agree_skipped : Event::agree,
            .origin = by_customer(registration, answering.given.address),
            .reason_code = skips ? std::optional<std::string>("approval_not_needed") : std::nullopt,
            .reason = {},
            .facts = accounts::to_json(facts)},
           answering.fresh));
  TRY(partners::claim(answering.transaction, registration.account_id, registration.partner_id,
                      registration.id,
                      settings.reclaim ? partners::Agreed::reclaim : partners::Agreed::plain, now));
  if (skips) joined(answering.transaction, registration, answering.fresh);
  return {};
}

void tell_of_agreement(const Answering& answering, const Registration& registration,
                       const Receipt& receipt) {
  mails::receipt(answering.transaction, answering.installation, registration, receipt,
                 answering.fresh);
  if (registration.status == Status::confirmed) {
    mails::approval_not_needed(answering.transaction, answering.installation, registration,
                               answering.fresh);
    mails::confirmed(answering.transaction, answering.installation, registration, answering.fresh);
  } else {
    mails::approval_needed(answering.transaction, answering.installation, registration,
                           answering.fresh);
  }
}

base::Result<ConsentPage> agree(const Answering& answering, ConsentPage page) {
  Registration registration = *page.registration;
  const Case question = case_of(registration, "agree");
  const Judgement judgement =
      judge_now(answering.transaction, answering.installation, question, answering.fresh.now());
  keep(answering.transaction, question, judgement, answering.fresh);
  if (!judgement.failed.empty()) return refuse_agreement(answering, std::move(page), judgement);
  TRY(move_on(answering, registration, *judgement.facts));
  TRY(supersede_rivals(answering, registration));
  const Receipt receipt = make_receipt(answering, page);
  store::insert_receipt(answering.transaction, registration.id, receipt);
  notifications::cancel(answering.transaction, registration.id.text(), answering.fresh.now());
  tell_of_agreement(answering, registration, receipt);
  page.registration = std::move(registration);
  page.kind = Kind::decided;
  return page;
}

base::Result<ConsentPage> decline(const Answering& answering, ConsentPage page, Event event) {
  Registration& registration = *page.registration;
  const bool unknown_company = answering.given.report == Answer::Report::unknown_company;
  registration.customer_decided_at = answering.fresh.now();
  if (unknown_company) registration.reason_code = "unknown_company";
  TRY(take(answering.transaction, registration,
           {.event = event,
            .origin = by_customer(registration, answering.given.address),
            .reason_code = registration.reason_code,
            .reason = {},
            .facts = {}},
           answering.fresh));
  notifications::cancel(answering.transaction, registration.id.text(), answering.fresh.now());
  if (event == Event::retract) {
    partners::give_up(answering.transaction, registration.account_id, registration.id);
    mails::retracted(answering.transaction, answering.installation, registration, answering.fresh);
    page.retracted = true;
  } else {
    mails::declined(answering.transaction, answering.installation, registration, answering.fresh);
  }
  if (unknown_company) {
    mails::reported(answering.transaction, answering.installation, registration, answering.fresh);
  }
  page.kind = Kind::decided;
  return page;
}

base::Result<ConsentPage> answer_retraction(const Answering& answering, ConsentPage page) {
  const std::string code = typed(answering.given.code);
  const std::string right =
      crypto::derived_code(answering.installation.key, mails::retract_link(*page.registration));
  if (answering.given.choice != Answer::Choice::decline) return page;
  if (!crypto::equal(code, right)) {
    return wrong_code(answering, std::move(page), &Registration::retract_wrong_codes);
  }
  return decline(answering, std::move(page), Event::retract);
}

}  // namespace

bool agrees(const Installation& installation, const ConsentPage& page, const Answer& given) {
  return page.kind == Kind::ask && given.choice == Answer::Choice::agree &&
         is_consent_code(installation, *page.registration, given);
}

ConsentPage look_at(database::Snapshot& snapshot, const Installation& installation,
                    std::string_view token, base::Instant now) {
  const auto opened = open(snapshot, installation.key, token);
  if (!opened) return {};
  return page_of(snapshot, installation, *opened, now);
}

base::Result<ConsentPage> answer(database::Transaction& transaction,
                                 const Installation& installation, std::string_view token,
                                 const Answer& given, crypto::Fresh& fresh) {
  const auto opened = open(transaction, installation.key, token);
  if (!opened) return ConsentPage{};
  const Answering answering{transaction, installation, given, fresh};
  ConsentPage page = page_of(transaction, installation, *opened, fresh.now());
  if (page.kind == Kind::retract) return answer_retraction(answering, std::move(page));
  if (page.kind != Kind::ask) return page;
  if (!is_consent_code(installation, *page.registration, given)) {
    return wrong_code(answering, std::move(page), &Registration::consent_wrong_codes);
  }
  if (given.choice == Answer::Choice::decline)
    return decline(answering, std::move(page), Event::decline);
  return agree(answering, std::move(page));
}

std::optional<Receipt> receipt_of(database::Snapshot& snapshot, const base::RegistrationId& id) {
  return store::find_receipt(snapshot, id);
}

}  // namespace registrations
