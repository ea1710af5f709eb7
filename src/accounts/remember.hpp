#pragma once
// What a remote directory said, kept in the table. Only this room includes it.

#include "accounts/accounts.hpp"

namespace accounts {

/// What was said, as facts: what was not said gets its default.
Facts facts_of(const NewAccount& said, const base::AccountId& id, base::Instant seen_at);

/// An account keeps its id as long as it keeps its external number, or its address while it has no
/// number. An address that comes with another number is another account, and whoever had it before
/// is gone. `answer.facts->id` is used only for an account that was never seen.
void remember_answer(database::Transaction& transaction, const Fetched::Answer& answer,
                     base::Instant now);

}  // namespace accounts
