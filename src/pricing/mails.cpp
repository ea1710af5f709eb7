#include "pricing/mails.hpp"

#include "accounts/accounts.hpp"
#include "notifications/notifications.hpp"
#include "partners/partners.hpp"
#include "pricing/rules.hpp"
#include "pricing/store.hpp"

namespace pricing {
namespace {

using identity::Role;

/// Names of products and groups, as mails list them.
class Lines {
 public:
  explicit Lines(database::Snapshot& snapshot) : targets_(store::targets(snapshot)) {}

  /// "vServer: 20%", "vServer, GPU: 12.5%".
  std::string of(const std::vector<TargetRate>& rates, i18n::Language language) const {
    std::string text;
    for (const TargetRate& rate : rates)
      add(text, rate.target, percent(language, rate.basis_points));
    return text;
  }
  /// "vServer: 20% → 5%".
  std::string of(const std::vector<Rise>& rises, i18n::Language language) const {
    std::string text;
    for (const Rise& rise : rises)
      add(text, rise.target,
          percent(language, rise.before) + " → " + percent(language, rise.after));
    return text;
  }

 private:
  void add(std::string& text, const Target& target, const std::string& what) const {
    const auto& names = targets_.names.at(target);
    if (!text.empty()) text += "\n";
    text += names.product.name;
    if (names.group) text += ", " + names.group->name;
    text += ": " + what;
  }

  store::Targets targets_;
};

using ValuesOf = std::function<base::Values(i18n::Language)>;

void queue(Act& act, const std::string& template_name, const std::string& recipient,
           i18n::Language language, notifications::Languages languages, const ValuesOf& values_of) {
  const notifications::Mail mail{.id = act.fresh.id<base::MailId>(),
                                 .recipient = recipient,
                                 .language = language,
                                 .languages = languages,
                                 .template_name = template_name,
                                 .values = values_of(language),
                                 .link = std::nullopt,
                                 .about = {},
                                 .hold_key = {},
                                 .per_day = std::nullopt};
  notifications::queue(act.transaction, mail, act.fresh.now());
}

void to_people(Act& act, const std::string& template_name,
               const std::vector<identity::Person>& people, const ValuesOf& values_of) {
  for (const identity::Person& person : people)
    queue(act, template_name, person.email, person.language, notifications::Languages::one,
          values_of);
}

partners::Partner partner_of(database::Snapshot& snapshot, const base::PartnerId& id) {
  auto partner = partners::find(snapshot, id);
  ENSURE(partner.has_value());
  return *std::move(partner);
}

ValuesOf values_of(Act& act, const PartnerDiscount& discount) {
  const std::string& zone = act.installation.settings.zone;
  const auto from = discount.effective_from.value_or(base::start_of_day(discount.starts_on, zone));
  const auto& rates = discount.granted.empty() ? discount.asked : discount.granted;
  return [lines = Lines(act.transaction), rates,
          partner = partner_of(act.transaction, discount.partner).name,
          from_day = base::to_local_day(from, zone),
          reason = discount.reason.value_or("")](i18n::Language language) -> base::Values {
    return {{"partner_name", partner},
            {"from_day", from_day},
            {"rates", lines.of(rates, language)},
            {"reason", reason}};
  };
}

std::vector<identity::Person> leaders(Act& act, const PartnerDiscount& discount) {
  return identity::partner_staff(act.transaction, discount.partner, {Role::partner_admin});
}

}  // namespace

void tell_asked(Act& act, const PartnerDiscount& discount) {
  to_people(act, "partner_discount_asked",
            identity::provider_staff(act.transaction, {Role::approver, Role::provider_admin}),
            values_of(act, discount));
}

void tell_decided(Act& act, const PartnerDiscount& discount) {
  const bool approved = discount.decision == PartnerDiscount::Decision::approved;
  to_people(act, approved ? "partner_discount_approved" : "partner_discount_rejected",
            leaders(act, discount), values_of(act, discount));
}

void tell_began(Act& act, const PartnerDiscount& discount) {
  to_people(act, "partner_discount_began", leaders(act, discount), values_of(act, discount));
}

void tell_ending(Act& act, const store::Customer& customer, base::Instant at,
                 const std::vector<TargetRate>& rates) {
  const auto account = accounts::find(act.transaction, customer.account);
  if (!account) return;
  // The last day is the one before the midnight at which it ends.
  const auto last_day =
      base::to_local_day(at - std::chrono::microseconds{1}, act.installation.settings.zone);
  const Lines lines(act.transaction);
  to_people(act, "customer_discount_ending",
            identity::partner_staff(act.transaction, customer.partner,
                                    {Role::partner_admin, Role::sales}),
            [&](i18n::Language language) -> base::Values {
              return {{"email", account->email.text()},
                      {"account_name", account->name},
                      {"last_day", last_day},
                      {"rates", lines.of(rates, language)}};
            });
}

void tell_rise(Act& act, const store::Customer& customer, base::Instant at,
               const std::vector<Rise>& rises) {
  const auto account = accounts::find(act.transaction, customer.account);
  if (!account) return;
  const auto partner = partner_of(act.transaction, customer.partner);
  const Lines lines(act.transaction);
  queue(act, "price_rise", account->email.text(), account->language, notifications::Languages::both,
        [&](i18n::Language language) -> base::Values {
          return {{"email", account->email.text()},
                  {"partner_legal_name", partner.legal_name},
                  {"from_day", base::to_local_day(at, act.installation.settings.zone)},
                  {"rates", lines.of(rises, language)}};
        });
}

}  // namespace pricing
