#include "app/jobs.hpp"

#include "credit/comparison.hpp"
#include "identity/audit_seal.hpp"
#include "identity/sessions.hpp"
#include "identity/sign_ins.hpp"
#include "platform/http/idempotency.hpp"

namespace app {
namespace {

constexpr int batch = 100;
constexpr int large_batch = 1000;

/// One batch of what a room does by the clock; true when there may be more.
template <class Room>
std::function<bool(base::Instant)> sweep(Installation& installation,
                                         Room (Installation::*room_of)() const,
                                         int (*verb)(database::Transaction&, const Room&,
                                                     crypto::Fresh&, int)) {
  return [&installation, room_of, verb](base::Instant now) {
    const crypto::Fresh drawn(now, installation.random);
    const auto room = (installation.*room_of)();
    const auto done =
        installation.database->write([&](database::Transaction& transaction) -> base::Result<int> {
          crypto::Fresh fresh = drawn;
          return verb(transaction, room, fresh, batch);
        });
    return done.value_or(0) >= batch;
  };
}

bool compare_credit(Installation& installation, base::Instant now) {
  credit::compare_with_directory(*installation.database, installation.credit(),
                                 *installation.directory, now);
  return false;
}

bool seal_audit(Installation& installation) {
  const auto done =
      installation.database->write([&](database::Transaction& transaction) -> base::Result<int> {
        return identity::seal_audit(transaction, installation.key, large_batch);
      });
  return done.value_or(0) >= large_batch;
}

bool forget_keys(Installation& installation, base::Instant now) {
  const auto before = now - std::chrono::days{installation.settings.idempotency_days};
  const auto done = installation.database->write(
      [&](database::Transaction& transaction) -> base::Result<std::int64_t> {
        return http::forget_keys(transaction, before, large_batch);
      });
  return done.value_or(0) >= large_batch;
}

bool forget_sessions(Installation& installation, base::Instant now) {
  const identity::SessionAges ages{installation.settings.identity.session_idle,
                                   installation.settings.identity.session_total};
  const auto done = installation.database->write(
      [&](database::Transaction& transaction) -> base::Result<std::int64_t> {
        return identity::forget_old(transaction, ages, now, large_batch);
      });
  return done.value_or(0) >= large_batch;
}

bool forget_sign_ins(Installation& installation, base::Instant now) {
  const auto before = now - installation.settings.identity.sign_ins_kept;
  const auto done = installation.database->write(
      [&](database::Transaction& transaction) -> base::Result<std::int64_t> {
        return identity::forget_sign_ins(transaction, before, large_batch);
      });
  return done.value_or(0) >= large_batch;
}

/// Without next year's list the clock would count its public holidays as working days. A demo
/// counts nothing that matters, so it only says so.
bool warn_of_calendar(const Installation& installation, base::Instant now) {
  const auto today = base::day_in_zone(now, installation.settings.time_zone);
  const auto next_year = today.year() + std::chrono::years{1};
  const bool soon = today.month() >= std::chrono::November;
  const auto& calendar = installation.settings.registrations.working_days;
  const bool demo = installation.settings.notifications.demo;
  const auto level = demo ? log_record::Level::info : log_record::Level::warning;
  if (!calendar.knows(today.year())) {
    log_record::write(level, "calendar", "no holidays are listed for this year",
                      {{"setting", "calendar.holidays"}});
  } else if (soon && !calendar.knows(next_year)) {
    log_record::write(level, "calendar", "no holidays are listed for next year",
                      {{"setting", "calendar.holidays"}});
  }
  return false;
}

}  // namespace

std::vector<jobs::Recurring> recurring_jobs(Installation& installation,
                                            notifications::Outbox& outbox,
                                            const exports::Exports& exports) {
  using std::chrono::seconds;
  return {
      {"deliver_mail", seconds{1}, [&](base::Instant now) { return outbox.deliver(now); },
       [&](base::Instant now) { return outbox.has_due(now); }},
      {"expire_registrations", seconds{5},
       sweep(installation, &Installation::registrations, registrations::expire_due)},
      {"remind_customers", seconds{30},
       sweep(installation, &Installation::registrations, registrations::remind_due)},
      {"tell_overdue", seconds{30},
       sweep(installation, &Installation::registrations, registrations::tell_overdue)},
      {"tell_partner_prices", seconds{5},
       sweep(installation, &Installation::pricing, pricing::tell_partner_changes)},
      {"tell_customer_prices", seconds{5},
       sweep(installation, &Installation::pricing, pricing::tell_customer_changes)},
      {"tell_price_ends", seconds{60},
       sweep(installation, &Installation::pricing, pricing::tell_ends)},
      {"expire_credit_requests", seconds{30},
       sweep(installation, &Installation::credit, credit::expire_requests)},
      {"alert_credit", seconds{60}, sweep(installation, &Installation::credit, credit::alert_due)},
      {"compare_credit", seconds{600},
       [&](base::Instant now) { return compare_credit(installation, now); }},
      {"seal_audit", seconds{1}, [&](base::Instant) { return seal_audit(installation); },
       [&](base::Instant) { return installation.database->read(identity::has_unsealed_audit); }},
      {"forget_idempotency_keys", seconds{600},
       [&](base::Instant now) { return forget_keys(installation, now); }},
      {"forget_sessions", seconds{600},
       [&](base::Instant now) { return forget_sessions(installation, now); }},
      {"forget_sign_ins", seconds{600},
       [&](base::Instant now) { return forget_sign_ins(installation, now); }},
      exports.purge(),
      {"warn_of_calendar", seconds{86'400},
       [&](base::Instant now) { return warn_of_calendar(installation, now); }},
  };
}

}  // namespace app
