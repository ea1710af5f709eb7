#include "partners/store.hpp"

#include "embedded/partners_queries.hpp"

namespace partners {
namespace {

Partner partner_in(const database::Row& row) {
  auto id = base::PartnerId::stored(std::string(row.text("id")));
  std::string name(row.text("name"));
  std::string legal_name(row.text("legal_name"));
  std::string tax_code(row.text("tax_code"));
  const auto version = row.integer("version");
  const bool suspended = row.optional_instant("suspended_at_us").has_value();
  return {std::move(id), std::move(name), std::move(legal_name),       std::move(tax_code),
          version,       suspended,       row.instant("created_at_us")};
}

std::unexpected<base::Error> taken(std::string code, std::string pointer) {
  base::Error error{base::ErrorKind::conflict, code, {}, {}, {}};
  error.fields.push_back({std::move(pointer), std::move(code), {}});
  return base::fail(std::move(error));
}

std::string search_text_of(const NewPartner& partner) {
  std::string text = partner.name + "\n" + partner.legal_name + "\n" + partner.tax_code;
  for (const base::Email& email : partner.service_accounts) text += "\n" + email.text();
  return base::fold(text);
}

// Sorted after every name; for the first page from the end.
const std::string behind_all = "\xF4\x8F\xBF\xBF";

}  // namespace

std::optional<Partner> find(database::Snapshot& snapshot, const base::PartnerId& id) {
  return snapshot.first(queries::find_partner, {{"id", id}}, partner_in);
}

std::vector<std::string> service_accounts_of(database::Snapshot& snapshot,
                                             const base::PartnerId& id) {
  return snapshot.all(queries::list_service_accounts, {{"partner_id", id}},
                      [](const database::Row& row) { return std::string(row.text("email")); });
}

std::optional<base::PartnerId> owner_of_service_account(database::Snapshot& snapshot,
                                                        const base::Email& email) {
  return snapshot.first(queries::find_owner_of_service_account, {{"email", email}},
                        [](const database::Row& row) {
                          return base::PartnerId::stored(std::string(row.text("partner_id")));
                        });
}

std::vector<Listed> list(database::Snapshot& snapshot, const ListFilter& filter,
                         const ListPage& page) {
  const bool forward = page.order == Order::ascending;
  const std::string after_key = page.after_key.value_or(forward ? "" : behind_all);
  std::vector<Listed> partners;
  snapshot.each(forward ? queries::list_partners : queries::list_partners_backwards,
                {{"sort", page.sort},
                 {"search", filter.folded_search},
                 {"suspended", filter.suspended},
                 {"after_key", after_key},
                 {"after_id", page.after_id},
                 {"batch", page.limit}},
                [&](const database::Row& row) {
                  if (partners.empty() || partners.back().partner.id.text() != row.text("id"))
                    partners.push_back({partner_in(row), std::string(row.text("sort_key")), {}});
                  partners.back().service_accounts.emplace_back(row.text("email"));
                  return true;
                });
  return partners;
}

std::int64_t count(database::Snapshot& snapshot, const ListFilter& filter) {
  return snapshot.count(queries::count_partners,
                        {{"search", filter.folded_search}, {"suspended", filter.suspended}});
}

base::Result<> insert(database::Transaction& transaction, const NewPartner& partner,
                      base::Instant now) {
  const auto inserted =
      transaction.attempt(queries::add_partner, {{"id", partner.id},
                                                 {"legal_name", partner.legal_name},
                                                 {"tax_code", partner.tax_code},
                                                 {"search_text", search_text_of(partner)},
                                                 {"now", now}});
  if (!inserted) return taken("partners.tax_code_taken", "/tax_code");
  for (std::size_t i = 0; i < partner.service_accounts.size(); ++i) {
    const auto added =
        transaction.attempt(queries::add_service_account,
                            {{"email", partner.service_accounts[i]}, {"partner_id", partner.id}});
    if (!added)
      return taken("partners.service_account_taken", "/service_accounts/" + std::to_string(i));
  }
  return {};
}

void touch(database::Transaction& transaction, const base::PartnerId& id) {
  ENSURE(transaction.execute(queries::touch_partner, {{"id", id}}) == 1);
}

}  // namespace partners
