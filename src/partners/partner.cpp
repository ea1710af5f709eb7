// Rules about partners as companies.

#include <algorithm>

#include "notifications/notifications.hpp"
#include "partners/partners.hpp"
#include "partners/store.hpp"

namespace partners {
namespace {

std::string addresses_of(const NewPartner& partner) {
  std::string text;
  for (const base::Email& email : partner.service_accounts) {
    if (!text.empty()) text += ", ";
    text += email.text();
  }
  return text;
}

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

base::Result<Partner> changed(database::Transaction& transaction, const base::PartnerId& id,
                              const char* change, const identity::Stamp& stamp) {
  touch(transaction, id);
  identity::audit(transaction, stamp.audit, {stamp.origin, change, id.text(), id, {}}, stamp.now);
  auto partner = find(transaction, id);
  ENSURE(partner.has_value());
  return *std::move(partner);
}

std::unexpected<base::Error> wrong_state() {
  return base::fail(base::ErrorKind::conflict, "partners.wrong_state");
}

std::unexpected<base::Error> not_found() {
  return base::fail(base::ErrorKind::not_found, "not_found");
}

}  // namespace

std::optional<std::string> tax_code_from(std::string_view text) {
  std::string code(text);
  std::erase(code, ' ');
  const bool branch = code.size() == 14 && code[10] == '-';
  const bool sound = branch ? is_digits(code.substr(0, 10)) && is_digits(code.substr(11))
                            : (code.size() == 10 || code.size() == 12) && is_digits(code);
  if (!sound) return std::nullopt;
  return code;
}

base::Result<> create(database::Transaction& transaction, const NewPartner& partner,
                      const identity::Stamp& stamp) {
  ENSURE(!partner.service_accounts.empty());
  identity::add_organization(transaction, partner.id, partner.name);
  TRY(insert(transaction, partner, stamp.now));
  identity::audit(transaction, stamp.audit,
                  {stamp.origin,
                   "partners.create",
                   partner.id.text(),
                   partner.id,
                   {{"name", partner.name},
                    {"legal_name", partner.legal_name},
                    {"tax_code", partner.tax_code},
                    {"service_accounts", addresses_of(partner)}}},
                  stamp.now);
  return {};
}

base::Result<Partner> suspend(database::Transaction& transaction, const base::PartnerId& id,
                              const identity::Stamp& stamp) {
  if (!find(transaction, id)) return not_found();
  if (!identity::suspend_organization(transaction, id, stamp.now)) return wrong_state();
  notifications::hold(transaction, id.text());
  return changed(transaction, id, "partners.suspend", stamp);
}

base::Result<Partner> reopen(database::Transaction& transaction, const base::PartnerId& id,
                             const identity::Stamp& stamp) {
  if (!find(transaction, id)) return not_found();
  if (!identity::reopen_organization(transaction, id)) return wrong_state();
  notifications::release(transaction, id.text());
  return changed(transaction, id, "partners.reopen", stamp);
}

}  // namespace partners
