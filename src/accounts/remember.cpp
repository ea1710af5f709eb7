#include "accounts/remember.hpp"

#include "accounts/store.hpp"

namespace accounts {
namespace {

using store::Account;
using store::Change;
using store::Stored;

const Saying& by_directory() {
  static const Saying saying{
      .source = Source::remote,
      .origin = {
          .kind = identity::Origin::Kind::system, .id = {}, .name = "directory", .address = {}}};
  return saying;
}

void ensure_stored(Stored stored) {
  if (stored == Stored::taken)
    throw database::Unavailable("an account changed while the directory's answer was stored");
}

void mark_gone(database::Transaction& transaction, const Account& account, base::Instant now) {
  Account gone = account;
  gone.gone = true;
  gone.facts.seen_at = now;
  ensure_stored(store::update(transaction, account, gone, Change::gone, by_directory()));
}

bool may_be(const std::optional<Account>& account, const std::string& external_id) {
  if (!account) return false;
  const std::string& known = account->facts.external_id;
  return known.empty() || external_id.empty() || known == external_id;
}

/// The account that the facts speak of, when it was seen before.
std::optional<Account> seen_before(database::Snapshot& snapshot, const Facts& facts,
                                   const std::optional<Account>& by_email) {
  if (auto by_number = store::find_by_external_id(snapshot, facts.external_id)) return by_number;
  if (may_be(by_email, facts.external_id)) return by_email;
  if (auto gone = store::find_gone_by_email(snapshot, facts.email); may_be(gone, facts.external_id))
    return gone;
  return std::nullopt;
}

}  // namespace

Facts facts_of(const NewAccount& said, const base::AccountId& id, base::Instant seen_at) {
  return {.id = id,
          .external_id = said.external_id.value_or(""),
          .email = said.email,
          .name = said.name,
          .language = said.language.value_or(i18n::Language::vi),
          .kind = said.kind,
          .verified = said.verified,
          .payment_type = said.payment_type,
          .credit_balance = said.credit_balance,
          .credit_held = said.credit_held,
          .credit_advance = said.credit_advance,
          .services_in_use = said.services_in_use,
          .provider_discount = said.provider_discount,
          .in_poc = said.in_poc,
          .provider_customer = said.provider_customer,
          .seen_at = seen_at};
}

void remember_answer(database::Transaction& transaction, const Fetched::Answer& answer,
                     base::Instant now) {
  const std::optional<Account> by_email = store::find_by_email(transaction, answer.email);
  if (!answer.facts) {
    if (by_email) mark_gone(transaction, *by_email, now);
    return;
  }
  Facts facts = *answer.facts;
  facts.seen_at = now;
  const std::optional<Account> before = seen_before(transaction, facts, by_email);
  if (by_email && (!before || by_email->facts.id != before->facts.id))
    mark_gone(transaction, *by_email, now);
  if (!before) {
    ensure_stored(store::insert(transaction, facts, by_directory()));
    return;
  }
  facts.id = before->facts.id;
  if (facts.external_id.empty()) facts.external_id = before->facts.external_id;
  Facts known = before->facts;
  known.seen_at = now;
  if (known == facts && !before->gone) {
    store::touch(transaction, facts.id, now);
    return;
  }
  const Change change = before->gone ? Change::returned : Change::updated;
  ensure_stored(
      store::update(transaction, *before, {facts, false, before->version}, change, by_directory()));
}

}  // namespace accounts
