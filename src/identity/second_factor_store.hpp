#pragma once
// Rows of second_factor and recovery_code, for the rules in second_factor.cpp.

#include <optional>
#include <string>
#include <vector>

#include "identity/second_factor.hpp"

namespace identity {

struct StoredSecondFactor {
  std::string sealed_key;
  std::int64_t last_step;
  std::optional<base::Instant> expires_at;  // while it waits for its confirmation
  std::optional<base::Instant> enabled_at;
};
std::optional<StoredSecondFactor> find_second_factor(database::Snapshot& snapshot,
                                                     const base::UserId& person);
/// False when one is on.
bool store_offer(database::Transaction& transaction, const base::UserId& person,
                 const std::string& sealed_key, base::Instant expires_at);
/// False when it is on by now, or another key was asked for.
bool store_enabled(database::Transaction& transaction, const base::UserId& person,
                   const std::string& sealed_key, std::int64_t step, base::Instant now);
/// False when this step or a later one was accepted by now.
bool store_step(database::Transaction& transaction, const base::UserId& person, std::int64_t step);
void replace_recovery_codes(database::Transaction& transaction, const base::UserId& person,
                            const std::vector<std::string>& hashes);
/// False when there is no such code or it was used.
bool use_recovery_code(database::Transaction& transaction, const base::UserId& person,
                       const std::string& hash, base::Instant now);
std::int64_t count_recovery_codes(database::Snapshot& snapshot, const base::UserId& person);
void delete_second_factor(database::Transaction& transaction, const base::UserId& person);
/// What others see of the person has another tag from now on.
void touch_person(database::Transaction& transaction, const base::UserId& person);

}  // namespace identity
