#include "identity/second_factor_store.hpp"

#include "embedded/identity_queries.hpp"

namespace identity {

std::optional<StoredSecondFactor> find_second_factor(database::Snapshot& snapshot,
                                                     const base::UserId& person) {
  return snapshot.first(queries::find_second_factor, {{"person_id", person}},
                        [](const database::Row& row) {
                          std::string sealed_key(row.text("sealed_key"));
                          const auto last_step = row.integer("last_step");
                          const auto expires_at = row.optional_instant("expires_at_us");
                          return StoredSecondFactor{std::move(sealed_key), last_step, expires_at,
                                                    row.optional_instant("enabled_at_us")};
                        });
}

bool store_offer(database::Transaction& transaction, const base::UserId& person,
                 const std::string& sealed_key, base::Instant expires_at) {
  return transaction.execute(queries::offer_second_factor, {{"person_id", person},
                                                            {"sealed_key", sealed_key},
                                                            {"expires_at_us", expires_at}}) == 1;
}

bool store_enabled(database::Transaction& transaction, const base::UserId& person,
                   const std::string& sealed_key, std::int64_t step, base::Instant now) {
  return transaction.execute(
             queries::enable_second_factor,
             {{"person_id", person}, {"sealed_key", sealed_key}, {"step", step}, {"now", now}}) ==
         1;
}

bool store_step(database::Transaction& transaction, const base::UserId& person, std::int64_t step) {
  return transaction.execute(queries::accept_totp_step, {{"person_id", person}, {"step", step}}) ==
         1;
}

void replace_recovery_codes(database::Transaction& transaction, const base::UserId& person,
                            const std::vector<std::string>& hashes) {
  transaction.execute(queries::remove_recovery_codes, {{"person_id", person}});
  for (const std::string& hash : hashes)
    transaction.execute(queries::add_recovery_code, {{"person_id", person}, {"code_hash", hash}});
}

bool use_recovery_code(database::Transaction& transaction, const base::UserId& person,
                       const std::string& hash, base::Instant now) {
  return transaction.execute(queries::use_recovery_code,
                             {{"person_id", person}, {"code_hash", hash}, {"now", now}}) == 1;
}

std::int64_t count_recovery_codes(database::Snapshot& snapshot, const base::UserId& person) {
  return snapshot.count(queries::count_recovery_codes, {{"person_id", person}});
}

void delete_second_factor(database::Transaction& transaction, const base::UserId& person) {
  transaction.execute(queries::remove_second_factor, {{"person_id", person}});
  transaction.execute(queries::remove_recovery_codes, {{"person_id", person}});
}

void touch_person(database::Transaction& transaction, const base::UserId& person) {
  transaction.execute(queries::touch_person, {{"id", person}});
}

}  // namespace identity
