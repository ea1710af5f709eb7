#pragma once
// The outbox. A mail is written in the transaction that causes it, rendered when it is delivered or
// looked at, and delivered by a job with retries over days. The room knows no person and no
// partner: it is given an address, a language, a template and values. A link and a typed code are
// not stored: a row holds what they derive from (crypto::Derivation), so nothing usable lies in the
// database or a backup.
//
// Templates are `templates/<name>.<language>.txt.mustache` (its first line is the subject), and the
// one HTML frame `templates/frame.html.mustache` around the same paragraphs. The text's places
// {{link}} and {{code}} come from the derivation, {{provider}} and {{portal}} are known, all others
// come from `values`; templates/README.md lists them.

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/database/database.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/mail/mail.hpp"

namespace notifications {

namespace store {
struct Listed;
}

struct Link {
  std::string path;  // "/consent/": the token is appended; base_url stands before it
  crypto::Derivation derivation;
};

enum class Languages { one, both };  // both: the reader's language first, the other below it

struct Mail {
  base::MailId id;
  std::string recipient;  // an Email that was parsed
  i18n::Language language = i18n::Language::vi;
  Languages languages = Languages::one;
  std::string template_name;
  base::Values values;
  std::optional<Link> link;
  std::string about;           // what the link hangs on, e.g. "reg_…", for `cancel`; may be empty
  std::string hold_key;        // waits while this key is held; may be empty
  std::optional<int> per_day;  // at most so many mails of this template, or with a link of the same
                               // purpose, go to this recipient in any 24 hours; more are delayed,
                               // never dropped
};

/// shown: demo mode, where the outbox is the mailbox.
enum class State { queued, sent, failed, shown };
std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);

struct Settings {
  std::string base_url;
  std::string from_name;
  std::string from_address;
  std::string reply_to;
  std::optional<mail::Server> server;  // nothing: mails stay queued (or are shown in a demo)
  bool demo = false;
  std::chrono::hours give_up{120};       // 5 days (RFC 5321 section 4.5.4.1)
  std::chrono::seconds first_retry{60};  // then doubled, at most 4 hours between two tries
  int batch = 50;
  int connections = 4;  // to the server at once, so that a slow mail does not hold up the others
};

/// In the caller's transaction. Wakes nobody: the delivery job looks every second. Throws
/// std::logic_error for a template that does not exist and for a place without a value.
void queue(database::Transaction& transaction, const Mail& mail, base::Instant now);
/// While held, mails with this key wait. Both may be repeated.
void hold(database::Transaction& transaction, std::string_view hold_key);
void release(database::Transaction& transaction, std::string_view hold_key);
/// Queued mails about `about` that carry a link will not be sent any more (state failed, reason
/// "cancelled"): the link is void. Mails without a link still go.
void cancel(database::Transaction& transaction, std::string_view about, base::Instant now);
/// The same for every queued mail whose link has this purpose (crypto::Derivation), whoever it is
/// about.
void cancel_links(database::Transaction& transaction, std::string_view purpose);

/// What Outbox::deliver does in a demo, in the caller's transaction and without caps: mails that a
/// demo's past is made of.
void show_due(database::Transaction& transaction, base::Instant now);

/// One row as the provider sees it; `subject`, `text` and `html` are rendered, links and codes
/// masked as "••••••" unless `demo`.
struct OutboxMail {
  base::MailId id;
  std::string recipient;
  std::string template_name;
  std::string language;
  std::string subject;
  std::string text;
  std::string html;
  State state;
  int attempts;
  std::string last_reply;
  base::Instant created_at;
  std::optional<base::Instant> sent_at;
};

struct OutboxFilter {
  std::optional<std::string> recipient;  // exactly
  std::optional<State> state;
};

/// How a mail fares, for whoever caused it.
struct MailState {
  base::MailId id;
  State state;
  base::Instant at;  // sent or shown, else last tried, else queued
};
/// Of those that exist, in no order.
std::vector<MailState> states_of(database::Snapshot& snapshot,
                                 const std::vector<base::MailId>& ids);

/// Mails that wait for a server (not those that are held), for the metrics.
struct Backlog {
  std::int64_t waiting = 0;
  std::optional<base::Instant> oldest;
};
Backlog backlog(database::Snapshot& snapshot);

class Outbox {
 public:
  Outbox(database::Database& database, const i18n::Catalog& catalog, const crypto::SecretKey& key,
         Settings settings);

  /// Delivers what is due: claims a batch with a lease, sends without a transaction, stores each
  /// outcome. True when a full batch was taken. `sent` is stored after the server's 250, so a crash
  /// between the two sends again with the same Message-ID and the same link.
  bool deliver(base::Instant now);
  /// Ends the leases of every delivery. Only where no other copy of the program can be running:
  /// what a crash left on its way then goes again at once.
  void take_over();
  /// A delivery that runs begins no further mail, and one on its way is broken off after five
  /// seconds; it goes again later. For a program that ends.
  void stop();
  /// Whether `deliver` would find anything; reads only (jobs::Recurring::has_work).
  bool has_due(base::Instant now) const;

  /// Newest first; `after` is the id of the last row of the page before.
  std::vector<OutboxMail> list(database::Snapshot& snapshot, const OutboxFilter& filter,
                               const std::optional<base::MailId>& after, int limit) const;
  std::int64_t total(database::Snapshot& snapshot, const OutboxFilter& filter) const;
  std::optional<OutboxMail> find(database::Snapshot& snapshot, const base::MailId& id) const;
  /// Tries a failed or waiting mail again now. 404 `not_found`; 409 `notifications.already_sent`,
  /// `notifications.cancelled`.
  base::Result<> retry(database::Transaction& transaction, const base::MailId& id,
                       base::Instant now) const;

 private:
  OutboxMail as_seen(store::Listed row) const;

  database::Database& database_;
  const i18n::Catalog& catalog_;
  const crypto::SecretKey& key_;
  Settings settings_;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::chrono::steady_clock::time_point> patient_until_{
      std::chrono::steady_clock::time_point::max()};
};

}  // namespace notifications
