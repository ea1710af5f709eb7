#pragma once
// For tests only: one account that may become a customer, and the verbs around it.

#include "accounts/accounts.hpp"
#include "platform/crypto/fresh.hpp"

namespace accounts::testing {

inline base::Instant at(std::int64_t seconds) {
  return base::from_microseconds((1'790'000'000 + seconds) * 1'000'000);
}

inline NewAccount eligible(std::string_view email) {
  NewAccount account{.email = *base::Email::parse(email)};
  account.name = "Nguyễn Văn An";
  for (base::Money* money :
       {&account.credit_balance, &account.credit_held, &account.credit_advance})
    money->currency = "VND";
  return account;
}

inline std::vector<PutRow> rows_of(const std::vector<NewAccount>& accounts, crypto::Fresh& fresh) {
  std::vector<PutRow> rows;
  for (const NewAccount& account : accounts) rows.push_back({fresh.id<base::AccountId>(), account});
  return rows;
}

inline Saying somebody() {
  return {Source::api,
          {.kind = identity::Origin::Kind::person,
           .id = "usr_00000000000000000000000001",
           .name = "Trần Thu Hà",
           .address = "192.0.2.7"}};
}

/// Puts in a write of its own.
inline base::Result<std::vector<PutResult>> put_now(database::Database& database,
                                                    const std::vector<NewAccount>& accounts,
                                                    base::Instant now) {
  crypto::Fresh fresh(now, crypto::system_random());
  const std::vector<PutRow> rows = rows_of(accounts, fresh);
  const auto audit_id = fresh.id<base::AuditId>();
  return database.write([&](database::Transaction& transaction) {
    return put(transaction, rows, somebody(), audit_id, now);
  });
}

}  // namespace accounts::testing
