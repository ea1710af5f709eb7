#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "notifications/letter.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace notifications {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto window = 24h;
// A delivery begins no mail after this, and a mail has mail::Server::timeout: well inside the
// lease.
constexpr auto longest_delivery = 20s;
constexpr auto patience_when_stopping = 5s;
constexpr std::chrono::seconds lease_margin = 5min;
constexpr std::chrono::microseconds longest_pause = 4h;
constexpr std::chrono::microseconds longest_pause_without_server = 5min;
// Clocks of several copies of the program differ a little; this much only when one was set back.
constexpr auto clock_was_set_back = 10min;

store::Lease lease_from(base::Instant now, const Settings& settings) {
  const auto length = lease_margin + (settings.server ? settings.server->timeout : 0s);
  return {.now = now,
          .until = now + length,
          .beyond = now + 2 * length,
          .ahead = now + clock_was_set_back};
}

/// Keeps what may go now and gives the rest back, with the moment when its window frees.
std::vector<store::Claim> within_caps(database::Transaction& transaction,
                                      std::vector<store::Claim> claims, base::Instant now) {
  using Cap = std::pair<std::string, std::string>;
  std::map<Cap, std::int64_t> of_this_batch;
  for (const auto& claim : claims)
    if (claim.per_day) ++of_this_batch[{claim.mail.recipient, claim.cap_key}];
  std::map<Cap, std::int64_t> going;
  std::vector<store::Claim> kept;
  for (auto& claim : claims) {
    if (!claim.per_day) {
      kept.push_back(std::move(claim));
      continue;
    }
    const Cap cap{claim.mail.recipient, claim.cap_key};
    if (going.find(cap) == going.end())
      going[cap] = store::count_capped_leased(transaction, claim, now) - of_this_batch[cap];
    // As if those on their way had gone: the window then frees by one mail more for each.
    auto free_but_going = claim;
    free_but_going.per_day = static_cast<int>(*claim.per_day - going[cap]);
    if (*free_but_going.per_day <= 0) {
      store::give_back(transaction, claim, now + 1min);
    } else if (const auto sent =
                   store::find_capped_sent(transaction, free_but_going, now - window)) {
      store::give_back(transaction, claim, *sent + window);
    } else {
      ++going[cap];
      kept.push_back(std::move(claim));
    }
  }
  return kept;
}

/// Lets one mail through at a time, so that a crash between the server's 250 and our commit doubles
/// at most one; but whoever holds it for longer than two seconds no longer holds up the others.
class Turn {
 public:
  std::uint64_t take() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 2s, [&] { return holder_ == 0; });
    return holder_ = ++last_;
  }
  void give(std::uint64_t turn) {
    const std::lock_guard lock(mutex_);
    if (holder_ != turn) return;
    holder_ = 0;
    changed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t holder_ = 0;
  std::uint64_t last_ = 0;
};

std::chrono::microseconds pause_after(const store::Claim& claim, mail::Outcome outcome,
                                      std::chrono::seconds first) {
  // When no mail can go, none of them is to blame, and all shall go soon after the server is back.
  const auto longest =
      outcome == mail::Outcome::no_server ? longest_pause_without_server : longest_pause;
  std::chrono::microseconds pause = first;
  for (int doubled = 1; doubled < claim.attempts && pause < longest; ++doubled) pause *= 2;
  return std::min(pause, longest);
}

/// One call of Outbox::deliver, its claims worked off by a few threads.
class Round {
 public:
  Round(database::Database& database, const Settings& settings, std::vector<store::Claim> claims,
        base::Instant now, const std::atomic<bool>& stopping, std::function<bool()> out_of_patience,
        std::function<Rendered(const store::Stored&)> write)
      : database_(database),
        settings_(settings),
        claims_(std::move(claims)),
        now_(now),
        stopping_(stopping),
        out_of_patience_(std::move(out_of_patience)),
        write_(std::move(write)) {}

  void run() {
    const auto lanes = std::min<std::size_t>(
        static_cast<std::size_t>(std::max(1, settings_.connections)), claims_.size());
    {
      std::vector<std::jthread> helping;
      for (std::size_t lane = 1; lane < lanes; ++lane) helping.emplace_back([this] { work(); });
      work();
    }
    store_untried();
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void work() {
    try {
      mail::Connection connection(*settings_.server, out_of_patience_);
      for (auto at = next_++; at < claims_.size(); at = next_++) {
        const bool in_time = !stopping_ && steady_clock::now() - began_ < longest_delivery;
        if (!in_time || server_is_gone_) {
          const std::lock_guard lock(mutex_);
          untried_.push_back(at);
          continue;
        }
        const auto turn = turn_.take();
        keep(claims_[at], send(connection, claims_[at]));
        turn_.give(turn);
      }
    } catch (...) {
      // What this lane had claimed comes back when its lease ends.
      const std::lock_guard lock(mutex_);
      error_ = std::current_exception();
    }
  }

  base::Instant now() const {
    return now_ +
           std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began_);
  }

  mail::Delivery send(mail::Connection& connection, const store::Claim& claim) const {
    mail::Message words;
    try {
      words = message(claim);
    } catch (const std::logic_error& error) {
      // Queued by another version of the program: no reason to hold up the others.
      return {mail::Outcome::refused, 0, error.what()};
    }
    return connection.send(words);
  }

  mail::Message message(const store::Claim& claim) const {
    auto words = write_(claim.mail);
    const auto domain = settings_.from_address.substr(settings_.from_address.find('@') + 1);
    return {.id = claim.mail.id.text() + "@" + domain,
            .from_name = settings_.from_name,
            .from_address = settings_.from_address,
            .reply_to = settings_.reply_to,
            .recipient = claim.mail.recipient,
            .language = content_language(claim.mail),
            .subject = std::move(words.subject),
            .text = std::move(words.text),
            .html = std::move(words.html),
            .date = claim.first_attempt_at};
  }

  /// They go as soon as possible, or, like those that were tried, when the server may be back.
  void store_untried() {
    if (untried_.empty()) return;
    const auto at = now();
    write([&](database::Transaction& transaction) {
      for (const auto number : untried_) {
        const auto& claim = claims_[number];
        if (server_is_gone_)
          store_failure(transaction, claim, {mail::Outcome::no_server, 0, reason_}, at);
        else
          store::give_back(transaction, claim, claim.next_attempt_at);
      }
    });
  }

  void keep(const store::Claim& claim, const mail::Delivery& delivery) {
    using mail::Outcome;
    if (delivery.outcome == Outcome::no_server && !server_is_gone_) {
      const std::lock_guard lock(mutex_);
      reason_ = delivery.reason;
      server_is_gone_ = true;
      log_record::warning("notifications", "mail server refuses or is gone",
                          {{"reason", delivery.reason}});
    }
    const auto at = now();
    write([&](database::Transaction& transaction) {
      if (delivery.outcome == Outcome::sent)
        store::mark_delivered(transaction, claim, State::sent, at, delivery.reason);
      else
        store_failure(transaction, claim, delivery, at);
    });
    count(delivery.outcome);
  }

  void store_failure(database::Transaction& transaction, const store::Claim& claim,
                     const mail::Delivery& delivery, base::Instant at) const {
    if (delivery.outcome == mail::Outcome::refused)
      store::fail(transaction, claim, delivery.reason);
    else if (at - claim.first_attempt_at >= settings_.give_up)
      store::fail(transaction, claim, "given up: " + delivery.reason);
    else
      store::postpone(transaction, claim,
                      at + pause_after(claim, delivery.outcome, settings_.first_retry),
                      delivery.reason);
  }

  static void count(mail::Outcome outcome) {
    constexpr std::array names{"sent", "try_later", "no_server", "refused"};
    metrics::count("portal_mails_total", "Tries to send a mail, by outcome.",
                   {{"outcome", names.at(static_cast<std::size_t>(outcome))}});
  }

  template <class Change>
  void write(Change&& change) {
    const auto done = database_.write([&](database::Transaction& transaction) -> base::Result<> {
      change(transaction);
      return {};
    });
    ENSURE(done.has_value());
  }

  database::Database& database_;
  const Settings& settings_;
  const std::vector<store::Claim> claims_;
  const base::Instant now_;
  const std::atomic<bool>& stopping_;
  const std::function<bool()> out_of_patience_;
  const std::function<Rendered(const store::Stored&)> write_;
  const steady_clock::time_point began_ = steady_clock::now();
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> server_is_gone_ = false;
  Turn turn_;
  std::mutex mutex_;
  std::string reason_;
  std::vector<std::size_t> untried_;
  std::exception_ptr error_;
};

}  // namespace

void Outbox::stop() {
  patient_until_ = steady_clock::now() + patience_when_stopping;
  stopping_ = true;
}

void Outbox::take_over() {
  const auto done = database_.write([](database::Transaction& transaction) -> base::Result<> {
    store::end_leases(transaction);
    return {};
  });
  ENSURE(done.has_value());
}

void show_due(database::Transaction& transaction, base::Instant now) {
  constexpr int batch = 1000;
  const store::Lease lease{now, now + lease_margin, now + 2 * lease_margin,
                           now + clock_was_set_back};
  for (bool more = true; more;) {
    const auto claims = store::claim(transaction, lease, batch);
    for (const auto& claim : claims)
      store::mark_delivered(transaction, claim, State::shown, now, "");
    more = claims.size() == batch;
  }
}

bool Outbox::has_due(base::Instant now) const {
  if (!settings_.demo && !settings_.server) return false;
  return database_.read([&](database::Snapshot& snapshot) {
    return store::is_due(snapshot, lease_from(now, settings_));
  });
}

bool Outbox::deliver(base::Instant now) {
  if (stopping_ || !has_due(now)) return false;
  std::size_t taken = 0;
  auto claims = database_.write(
      [&](database::Transaction& transaction) -> base::Result<std::vector<store::Claim>> {
        auto all = store::claim(transaction, lease_from(now, settings_), settings_.batch);
        taken = all.size();
        auto kept = within_caps(transaction, std::move(all), now);
        if (!settings_.demo) return kept;
        for (const auto& claim : kept)
          store::mark_delivered(transaction, claim, State::shown, now, "");
        return std::vector<store::Claim>{};
      });
  ENSURE(claims.has_value());
  if (!claims->empty())
    Round(
        database_, settings_, *std::move(claims), now, stopping_,
        [this] { return steady_clock::now() >= patient_until_.load(); },
        [this](const store::Stored& mail) {
          return write_out(mail, Secrets::shown, catalog_, key_, settings_.base_url);
        })
        .run();
  return taken == static_cast<std::size_t>(settings_.batch);
}

}  // namespace notifications
