#include "embedded/identity_queries.hpp"
#include "identity/links.hpp"
#include "notifications/notifications.hpp"

namespace identity {

void end_all_access(database::Transaction& transaction, const Stamp& stamp) {
  const auto sessions = transaction.execute(queries::end_all_sessions, {});
  const auto invitations = transaction.execute(queries::void_invitations, {});
  const auto resets = transaction.execute(queries::void_resets, {});
  const auto recovery_codes = transaction.execute(queries::remove_all_recovery_codes, {});
  transaction.execute(queries::remove_offered_second_factors, {});
  for (const LinkPurpose purpose : {LinkPurpose::invitation, LinkPurpose::password_reset})
    notifications::cancel_links(transaction, name_of(purpose));
  audit(transaction, stamp.audit,
        {stamp.origin,
         "access.end",
         "installation",
         std::nullopt,
         {{"sessions", std::to_string(sessions)},
          {"invitations", std::to_string(invitations)},
          {"password_resets", std::to_string(resets)},
          {"recovery_codes", std::to_string(recovery_codes)}}},
        stamp.now);
}

}  // namespace identity
