#include "identity/sign_ins.hpp"

#include "embedded/identity_queries.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {

std::string_view name_of(SignInOutcome outcome) {
  switch (outcome) {
    case SignInOutcome::signed_in:
      return "signed_in";
    case SignInOutcome::signed_in_by_recovery_code:
      return "signed_in_by_recovery_code";
    case SignInOutcome::wrong_password:
      return "wrong_password";
    case SignInOutcome::code_missing:
      return "code_missing";
    case SignInOutcome::wrong_code:
      return "wrong_code";
  }
  ENSURE(!"an outcome outside the list");
  return {};
}

std::string hash_of(const std::optional<base::Email>& email) {
  return crypto::sha256_hex(email ? email->text() : "");
}

void add_sign_in(database::Transaction& transaction, const SignInTry& tried, SignInOutcome outcome,
                 base::Instant now) {
  transaction.execute(queries::add_sign_in, {{"email_hash", tried.email_hash},
                                             {"now", now},
                                             {"outcome", name_of(outcome)},
                                             {"address", tried.address},
                                             {"user_agent", tried.user_agent}});
}

std::vector<SignInRow> list_sign_ins(database::Snapshot& snapshot, const std::string& email_hash,
                                     const std::optional<std::int64_t>& before, int limit) {
  return snapshot.all(queries::list_sign_ins,
                      {{"email_hash", email_hash},
                       {"before", before.value_or(std::numeric_limits<std::int64_t>::max())},
                       {"batch", limit}},
                      [](const database::Row& row) {
                        SignInRow found;
                        found.sequence = row.integer("sequence");
                        found.at = row.instant("at_us");
                        found.outcome = row.text("outcome");
                        found.address = row.text("address");
                        found.user_agent = row.text("user_agent");
                        return found;
                      });
}

std::int64_t count_sign_ins(database::Snapshot& snapshot, const std::string& email_hash) {
  return snapshot.count(queries::count_sign_ins, {{"email_hash", email_hash}});
}

std::int64_t forget_sign_ins(database::Transaction& transaction, base::Instant before, int batch) {
  return transaction.execute(queries::forget_sign_ins, {{"before", before}, {"batch", batch}});
}

}  // namespace identity
