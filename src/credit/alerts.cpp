#include "accounts/accounts.hpp"
#include "credit/alert_store.hpp"
#include "credit/render.hpp"
#include "notifications/notifications.hpp"
#include "partners/partners.hpp"
#include "platform/i18n/amount.hpp"

namespace credit {
namespace {

using store::Alarming;
using store::AlertKind;

/// What is told of a wallet today: the most pressing alone, so that nobody gets three mails.
std::optional<AlertKind> kind_of(const Alarming& wallet, int alert_days_left) {
  if (wallet.available_minor < 0) return AlertKind::arrears;
  if (wallet.available_minor == 0) return AlertKind::zero;
  if (wallet.level_minor && wallet.available_minor <= *wallet.level_minor) return AlertKind::level;
  const auto left = days_left(wallet.available_minor, wallet.spent_minor);
  if (alert_days_left > 0 && left && *left <= alert_days_left) return AlertKind::days_left;
  return std::nullopt;
}

struct Telling {
  database::Transaction& transaction;
  const Installation& installation;
  crypto::Fresh& fresh;
  const Alarming& wallet;
  AlertKind kind;
  const accounts::Facts& account;
  const partners::Partner& partner;

  std::string situation(i18n::Language language) const {
    const std::string& currency = installation.settings.currency;
    const auto left = days_left(wallet.available_minor, wallet.spent_minor).value_or(0);
    const auto shown = [&](std::int64_t amount) {
      return i18n::amount(language, {amount, currency});
    };
    return installation.catalog.text(language, "mails.credit." + std::string(store::name_of(kind)),
                                     {{"available", shown(wallet.available_minor)},
                                      {"owed", shown(-wallet.available_minor)},
                                      {"level", shown(wallet.level_minor.value_or(0))},
                                      {"days", std::to_string(left)}});
  }

  notifications::Mail mail(std::string template_name, std::string recipient,
                           i18n::Language language) const {
    return {.id = fresh.id<base::MailId>(),
            .recipient = std::move(recipient),
            .language = language,
            .languages = notifications::Languages::one,
            .template_name = std::move(template_name),
            .values = {{"email", account.email.text()},
                       {"account_name", account.name},
                       {"partner_name", partner.name},
                       {"partner_legal_name", partner.legal_name},
                       {"situation_vi", situation(i18n::Language::vi)},
                       {"situation_en", situation(i18n::Language::en)}},
            .link = std::nullopt,
            .about = {},
            .hold_key = {},
            .per_day = std::nullopt};
  }
};

void tell(const Telling& telling) {
  auto to_customer =
      telling.mail("credit_alert_customer", telling.account.email.text(), telling.account.language);
  to_customer.languages = notifications::Languages::both;
  notifications::queue(telling.transaction, to_customer, telling.fresh.now());
  using identity::Role;
  for (const identity::Person& person : identity::partner_staff(
           telling.transaction, telling.partner.id, {Role::partner_admin, Role::finance}))
    notifications::queue(telling.transaction,
                         telling.mail("credit_alert", person.email, person.language),
                         telling.fresh.now());
}

}  // namespace

int alert_due(database::Transaction& transaction, const Installation& installation,
              crypto::Fresh& fresh, int limit) {
  const Settings& settings = installation.settings;
  const std::string today = base::to_iso_day(base::day_in_zone(fresh.now(), settings.zone));
  const store::AlertQuestion question{
      .currency = settings.currency,
      .day = today,
      .week_ago = fresh.now() - rate_days,
      .moved_since = fresh.now() - std::chrono::days{settings.alert_repeat_days},
      .days_left = settings.alert_days_left};
  const auto wallets = store::list_alarming(transaction, question, limit);
  for (const Alarming& wallet : wallets) {
    const auto kind = kind_of(wallet, settings.alert_days_left);
    ENSURE(kind.has_value());
    store::insert_alert(transaction, wallet.wallet, today, *kind, fresh.now());
    const auto account = accounts::find(transaction, wallet.wallet.account.value());
    const auto partner = partners::find(transaction, wallet.wallet.partner);
    if (account && partner)
      tell({transaction, installation, fresh, wallet, *kind, *account, *partner});
  }
  return static_cast<int>(wallets.size());
}

}  // namespace credit
