#pragma once
// The tries to sign in that were judged. They are kept by the hash of the address that was typed,
// in the same way for an address that is nobody's, so that neither an answer nor its time tells
// whose it is; the person with the address reads them. Never changed, forgotten after some days.

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "platform/database/database.hpp"

namespace identity {

enum class SignInOutcome {
  signed_in,
  signed_in_by_recovery_code,
  wrong_password,
  code_missing,
  wrong_code
};
std::string_view name_of(SignInOutcome outcome);

/// Under what the tries with an address are kept and counted; what is no address at all is one.
std::string hash_of(const std::optional<base::Email>& email);

struct SignInTry {
  std::string email_hash;
  std::string address;
  std::string user_agent;
};
void add_sign_in(database::Transaction& transaction, const SignInTry& tried, SignInOutcome outcome,
                 base::Instant now);

struct SignInRow {
  std::int64_t sequence;
  base::Instant at;
  std::string outcome;
  std::string address;
  std::string user_agent;
};
/// Newest first, behind the row numbered `before`.
std::vector<SignInRow> list_sign_ins(database::Snapshot& snapshot, const std::string& email_hash,
                                     const std::optional<std::int64_t>& before, int limit);
constexpr std::int64_t most_counted_sign_ins = 1000;
/// One more than `most_counted_sign_ins` at most.
std::int64_t count_sign_ins(database::Snapshot& snapshot, const std::string& email_hash);

/// Removes at most `batch` rows older than `before`. Returns how many went.
std::int64_t forget_sign_ins(database::Transaction& transaction, base::Instant before, int batch);

}  // namespace identity
