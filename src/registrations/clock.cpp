#include "partners/partners.hpp"
#include "registrations/mails.hpp"
#include "registrations/step.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

/// A row that somebody else changed meanwhile is theirs; the next round looks again.
bool done(const base::Result<>& result) {
  return result.has_value();
}

int remind(database::Transaction& transaction, const Installation& installation,
           crypto::Fresh& fresh, int reminder, std::chrono::days before, int limit) {
  int reminded = 0;
  for (Registration& registration :
       store::due_to_remind(transaction, fresh.now(), fresh.now() + before, reminder, limit)) {
    const bool was_asked_before = registration.registered_at < registration.expires_at - before;
    const auto partner = partners::find(transaction, registration.partner_id);
    const auto facts = facts_behind(transaction, registration);
    if (was_asked_before && partner && facts) {
      mails::reminder(transaction, installation, registration, facts->language, fresh);
    }
    registration.reminders_sent = reminder;
    if (done(store::save(transaction, registration, registration.status))) ++reminded;
  }
  return reminded;
}

}  // namespace

int expire_due(database::Transaction& transaction, const Installation& installation,
               crypto::Fresh& fresh, int limit) {
  int expired = 0;
  for (Registration& registration : store::due_to_expire(transaction, fresh.now(), limit)) {
    if (done(expire(transaction, installation, registration, fresh))) ++expired;
  }
  return expired;
}

int remind_due(database::Transaction& transaction, const Installation& installation,
               crypto::Fresh& fresh, int limit) {
  const int last = remind(transaction, installation, fresh, 2, std::chrono::days{1}, limit);
  return last + remind(transaction, installation, fresh, 1, std::chrono::days{7}, limit);
}

int tell_overdue(database::Transaction& transaction, const Installation& installation,
                 crypto::Fresh& fresh, int limit) {
  int told = 0;
  for (Registration& registration : store::overdue(transaction, fresh.now(), limit)) {
    registration.overdue_mailed = true;
    if (!done(store::save(transaction, registration, registration.status))) continue;
    mails::overdue(transaction, installation, registration, fresh);
    ++told;
  }
  return told;
}

}  // namespace registrations
