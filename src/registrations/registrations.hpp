#pragma once
// A partner asks that a service account become its customer; the customer agrees by an emailed link
// and a typed code; the provider approves. This room holds the rules of eligibility, the states,
// the customer's consent and the provider's decision. Every verb runs inside one write: the change,
// its history row, its audit row, its mails and its counters stand or fall together. At no moment
// has an account two registrations in pending_provider or confirmed: the verbs see to it, and so do
// the `customer` table and a unique index.
//
// Verbs that change one registration judge expiry by the clock, whether or not the job ran, and
// answer 409 `registrations.wrong_state` with the present state when the table of states forbids
// the act.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"
#include "identity/identity.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/fresh.hpp"
#include "registrations/eligibility.hpp"
#include "registrations/state.hpp"

namespace registrations {

/// Setting names are in app/settings.cpp; the reference is docs/operating/configuration.md.
struct Settings {
  std::string base_url;
  std::string provider_name;
  std::string sign_up_url;
  std::string zone = "Asia/Ho_Chi_Minh";
  std::string currency = "VND";
  int valid_days = 30;
  ExistingCustomer existing_customer = ExistingCustomer::skip;
  Disclosure disclosure = Disclosure::reasons;
  int checks_per_day = 2000;
  int unknown_per_day = 200;
  int declined_days = 30;
  int resend_minutes = 3;
  int consent_mails_per_day = 5;
  enum class InvoicesFrom { partner, provider } invoices_from = InvoicesFrom::partner;
  bool reclaim = false;      // the consent names that a partner may take unused credit back
  int sla_working_days = 3;  // 0 promises nothing
  base::WorkingDays working_days;
  std::vector<std::string> roles{"Đối tác"};  // labels without rights; the first is the default
};

/// Declares and reads `registration.…`, `approval.…`, `eligibility.…`, `consent.…` and
/// `calendar.…`; the caller fills in what belongs to the whole program.
Settings read_settings(config::Reader& reader);
/// Vietnam's statutory public holidays of the years that this release knows.
/// decisions).
std::vector<std::string> default_holidays();

/// What is the same for every call.
struct Installation {
  const Settings& settings;
  const i18n::Catalog& catalog;
  const crypto::SecretKey& key;
  /// Changes whenever the text that a customer agrees to changes, also by a setting in it.
  std::string consent_text_version;
};
/// "1-" and 10 hex digits of the hash of both languages' consent text.
std::string text_version(const i18n::Catalog& catalog, const Settings& settings);

struct Registration {
  base::RegistrationId id;
  base::PartnerId partner_id;
  base::AccountId account_id;
  std::string email;
  std::string account_name;
  std::optional<std::string>
      friendly_name;  // the partner's alone: never to the provider, never in a mail
  std::string role;
  std::optional<std::string> owner_id;
  Status status = Status::pending_customer;
  base::Instant registered_at;
  base::Instant expires_at;
  std::optional<base::Instant> customer_decided_at;
  std::optional<base::Instant> provider_decided_at;
  std::optional<base::Instant> confirmed_at;
  std::optional<base::Instant> due_at;
  std::optional<std::string> reason_code;
  std::optional<std::string> reason;
  std::string unmet_rules;  // joined codes of the last judgement that failed
  std::optional<std::string> superseded_by;
  std::string consent_nonce;
  std::int64_t consent_sends = 1;
  std::string consent_text_version;
  base::Instant consent_sent_at;
  std::int64_t consent_wrong_codes = 0;  // at 5 the link is void
  std::int64_t retract_wrong_codes = 0;
  std::int64_t reminders_sent = 0;
  bool overdue_mailed = false;
  std::optional<std::string> mail_id;  // of the last consent mail
  std::int64_t version = 1;

  bool link_void() const { return consent_wrong_codes >= wrong_codes_allowed; }
  static constexpr std::int64_t wrong_codes_allowed = 5;
};

/// The state by the clock: a pending_customer whose time is over is expired.
Status status_at(const Registration& registration, base::Instant now);
Status status_at(Status stored, base::Instant expires_at, base::Instant now);

// ---- A partner's verbs ----

struct NewRegistration {
  base::Email email;
  std::optional<std::string> friendly_name;  // 1..100 characters
  std::string role;                          // one of Settings::roles
};

enum class Mode { add, check };  // check: judge, send nothing

struct AddResult {
  enum class Outcome { created, eligible, refused } outcome;
  std::optional<Registration> registration;
  std::vector<Rule> reasons;                // as disclosed to the partner
  std::optional<base::Instant> may_ask_at;  // with declined_recently
};

/// 1..1000 rows, each with its own outcome. Kept for every row: the facts and the verdict. Mails
/// the customers of the rows that were created. `fetched` was asked of the directory before the
/// write.
base::Result<std::vector<AddResult>> add(database::Transaction& transaction,
                                         const Installation& installation,
                                         const identity::Actor& actor,
                                         const std::vector<NewRegistration>& rows, Mode mode,
                                         crypto::Fresh& fresh);

/// How many of so many rows `add` judges today at most; the others are over the partner's limit of
/// checks, and nothing need be known of them. Rows of Mode::add that become requests are not
/// counted, so one check that is left lets all of them through to the judging.
std::size_t judged_at_most(database::Snapshot& snapshot, const Settings& settings,
                           const base::PartnerId& partner, Mode mode, std::size_t rows,
                           base::Instant now);

/// A registration of this scope; 404 `not_found`.
base::Result<Registration> find(database::Snapshot& snapshot, const identity::PartnerScope& scope,
                                const base::RegistrationId& id);

struct Rename {
  std::optional<std::optional<std::string>> friendly_name;
  std::optional<std::string> role;
  std::optional<std::optional<base::UserId>> owner;
};
/// While pending_customer, pending_provider or confirmed. 422 `registrations.unknown_owner` when
/// the person is not of the partner's staff.
base::Result<Registration> rename(database::Transaction& transaction,
                                  const Installation& installation, const identity::Actor& actor,
                                  Registration registration, const Rename& change,
                                  crypto::Fresh& fresh);

/// A new link and code; the old ones are void. 429 `registrations.resend_too_soon` within
/// resend_minutes of the last one; 409 `registrations.not_eligible` when the address no longer is
/// the account's.
base::Result<Registration> resend(database::Transaction& transaction,
                                  const Installation& installation, const identity::Actor& actor,
                                  Registration registration, crypto::Fresh& fresh);

base::Result<Registration> withdraw(database::Transaction& transaction,
                                    const Installation& installation, const identity::Actor& actor,
                                    Registration registration, crypto::Fresh& fresh);

// ---- The provider's verbs ----

struct Decision {
  enum class Outcome { approved, rejected, refused } outcome;
  Registration registration;
  std::string code;  // why it was refused: registrations.wrong_state, registrations.not_eligible,
                     // registrations.partner_suspended
  std::vector<Rule> failed;  // with not_eligible
};

/// Judges anew, like the customer's consent: that very account under that very address. A rule that
/// fails leaves the state, is kept and shown in the queue: the transaction commits.
Decision approve(database::Transaction& transaction, const Installation& installation,
                 const identity::Actor& actor, Registration registration, crypto::Fresh& fresh);
/// Always possible while pending_provider. `reason` is 1..500 characters.
Decision reject(database::Transaction& transaction, const Installation& installation,
                const identity::Actor& actor, Registration registration, const std::string& reason,
                crypto::Fresh& fresh);
base::Result<Registration> end(database::Transaction& transaction, const Installation& installation,
                               const identity::Actor& actor, Registration registration,
                               const std::string& reason, crypto::Fresh& fresh);

// ---- The customer's verbs ----

/// What a link leads to at this moment.
struct ConsentPage {
  enum class Kind {
    unknown,       // 404
    ask,           // 200: the form
    retract,       // 200: the form of the receipt's link
    gone,          // 410: expired, withdrawn, superseded, or no longer to be retracted
    link_void,     // 410: too many wrong codes, or a newer mail was sent
    suspended,     // 410 until the partner is reopened
    text_renewed,  // 409: the partner must send again
    decided,       // 200: with the outcome
    wrong_code,    // 422: the form again
    no_choice,     // 422: the form again; none of its buttons was pressed
    unmet,         // 409: the form again, with the rules
    unavailable,   // 503: the provider's directory is down
    foreign,       // 403: the form stood on another site
    no_form,       // 415: not what the page's form sends
    too_large,     // 413
    garbled,       // 400: a form that cannot be read or contradicts itself
  } kind = Kind::unknown;
  std::optional<Registration> registration;
  std::string partner_legal_name;
  std::string partner_tax_code;
  i18n::Language language = i18n::Language::vi;
  std::vector<Rule> failed;
  std::int64_t tries_left = 0;
  bool of_receipt = false;  // the receipt's link: takes decline only
  bool retracted = false;   // declined, but agreed before
};

struct Answer {
  enum class Choice { agree, decline } choice;
  enum class Report { no, unknown_company } report = Report::no;
  std::string code;     // as typed
  std::string address;  // of the customer's browser
  i18n::Language language = i18n::Language::vi;
};

/// Whether this answer to this page, as things stand, agrees: only then are today's facts needed.
bool agrees(const Installation& installation, const ConsentPage& page, const Answer& given);

/// Changes nothing.
ConsentPage look_at(database::Snapshot& snapshot, const Installation& installation,
                    std::string_view token, base::Instant now);
/// Agreeing is judged on the facts of the account that was asked about, and only while it still has
/// the address that was written to: who holds the mailbox of a moved address is not its holder.
/// A GET never decides and neither does a post without the mailed code. Wrong codes are remembered,
/// so every page commits. An Error (409) means that another write won meanwhile: ask again, and the
/// page says so.
base::Result<ConsentPage> answer(database::Transaction& transaction,
                                 const Installation& installation, std::string_view token,
                                 const Answer& given, crypto::Fresh& fresh);

struct Receipt {
  std::string id;
  base::Instant agreed_at;
  std::string text_version;
  std::string language;
  std::string address;
  std::string statement;  // the text that was agreed to, as it was shown
  std::string hash;       // SHA-256 of the statement, hex
};
std::optional<Receipt> receipt_of(database::Snapshot& snapshot, const base::RegistrationId& id);

// ---- The clock's verbs: each does at most `limit` rows and returns how many ----

int expire_due(database::Transaction& transaction, const Installation& installation,
               crypto::Fresh& fresh, int limit);
/// 7 days and 1 day before expiry, with the same link and code.
int remind_due(database::Transaction& transaction, const Installation& installation,
               crypto::Fresh& fresh, int limit);
/// Tells approvers once that a registration waits longer than promised.
int tell_overdue(database::Transaction& transaction, const Installation& installation,
                 crypto::Fresh& fresh, int limit);

}  // namespace registrations
