// Rules about partners as companies.

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

std::string normal_tax_code(const std::string& text) {
  std::string code;
  for (const char c : text) {
    if (c == ' ') continue;
    code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return code;
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

base::Result<> create(database::Transaction& transaction, const NewPartner& partner,
                      const identity::Stamp& stamp) {
  ENSURE(!partner.service_accounts.empty());
  NewPartner stored = partner;
  stored.tax_code = normal_tax_code(partner.tax_code);
  identity::add_organization(transaction, stored.id, stored.name);
  TRY(insert(transaction, stored, stamp.now));
  identity::audit(transaction, stamp.audit,
                  {stamp.origin,
                   "partners.create",
                   stored.id.text(),
                   stored.id,
                   {{"name", stored.name},
                    {"legal_name", stored.legal_name},
                    {"tax_code", stored.tax_code},
                    {"service_accounts", addresses_of(stored)}}},
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
