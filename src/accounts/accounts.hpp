#pragma once
// The provider's directory of service accounts: facts that decide eligibility. Two implementations
// of Directory: `local`, where the table `account` is the truth (API, CSV import), and `http`, a
// client of api/directory.openapi.yaml, where the table keeps what was last seen. Either way the
// facts inside a transaction come from the table; a remote directory is asked in one batch before
// it.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "identity/identity.hpp"
#include "platform/database/database.hpp"
#include "platform/i18n/i18n.hpp"

namespace accounts {

enum class Kind { individual, enterprise };
enum class PaymentType { prepaid, postpaid };
std::string_view name_of(Kind kind);
std::string_view name_of(PaymentType type);

/// What the provider knows of one service account at one moment.
struct Facts {
  base::AccountId id;
  std::string external_id;  // number in the provider's billing (FOCUS SubAccountId); may be empty
  base::Email email;
  std::string name = {};
  i18n::Language language = i18n::Language::vi;
  Kind kind = Kind::individual;
  bool verified = true;
  PaymentType payment_type = PaymentType::prepaid;
  base::Money credit_balance = {};
  base::Money credit_held = {};
  base::Money credit_advance = {};
  std::int64_t services_in_use = 0;  // the trash counts
  bool provider_discount = false;
  bool in_poc = false;
  bool provider_customer = false;  // the provider already counts the owner among its customers
  base::Instant seen_at = {};
  friend bool operator==(const Facts&, const Facts&) = default;
};

/// The facts as one JSON object, in the field names of the HTTP contract; kept with each judgement
/// and shown to the provider.
std::string to_json(const Facts& facts);

/// What somebody says about one account; its id is ours to give.
struct NewAccount {
  base::Email email;
  std::optional<std::string> external_id = {};  // nothing: not said, what is known stays
  std::string name = {};
  std::optional<i18n::Language> language = {};  // nothing: not said; `vi` for a new account
  Kind kind = Kind::individual;
  bool verified = true;
  PaymentType payment_type = PaymentType::prepaid;
  base::Money credit_balance = {};
  base::Money credit_held = {};
  base::Money credit_advance = {};
  std::int64_t services_in_use = 0;
  bool provider_discount = false;
  bool in_poc = false;
  bool provider_customer = false;
};

/// Where facts came from, as the history says it.
enum class Source { api, import, remote, demo };
std::string_view name_of(Source source);

/// Who says it, and by which way.
struct Saying {
  Source source;
  identity::Origin origin;
};

enum class PutOutcome { created, updated, unchanged, refused };
std::string_view name_of(PutOutcome outcome);

/// What became of one row of a batch. `code` is set when it was refused:
/// `accounts.email_taken` (another external number has the address) or
/// `accounts.repeated` (an earlier row of the batch spoke of the same account).
struct PutResult {
  PutOutcome outcome;
  std::optional<Facts> facts;  // nothing when refused
  std::string code;
};

/// One row and the id that its account gets if it is new; ids are drawn before the write.
struct PutRow {
  base::AccountId fresh;
  NewAccount account;
};

/// Creates or replaces accounts, by external number when it is known, else by address. One history
/// row for each account that changed and one audit row when anything did. 409
/// `accounts.changed_meanwhile` when another writer was faster.
base::Result<std::vector<PutResult>> put(database::Transaction& transaction,
                                         const std::vector<PutRow>& rows, const Saying& saying,
                                         const base::AuditId& audit_id, base::Instant now);

/// What a remote directory said just now; empty for a local one.
struct Fetched {
  struct Answer {
    base::Email email;
    std::optional<Facts> facts;  // nothing: the provider does not know the address
  };
  std::vector<Answer> answers;
};

class Directory {
 public:
  virtual ~Directory() = default;
  /// Before a write, at most 1000 addresses. 503 `accounts.directory_unavailable` when the remote
  /// directory is down, slow or answers nonsense; nothing is half done then.
  virtual base::Result<Fetched> fetch(const std::vector<base::Email>& emails) = 0;
  /// Inside the write: stores what was fetched (a local directory: nothing). Call once, then use
  /// the finders.
  virtual void remember(database::Transaction& transaction, const Fetched& fetched,
                        base::Instant now) = 0;
};

std::unique_ptr<Directory> local_directory();
struct RemoteSettings {
  std::string url;                 // https, or http to loopback
  std::string key;                 // bearer token
  std::int64_t timeout_ms = 3000;  // of one try, 100..60000
  int retries = 1;                 // after a failure to connect or 5xx, 0..5
  std::string currency;            // amounts in another currency are an answer that makes no sense
};
/// What is wrong with the settings, in English, and the name of the setting that says so; nothing
/// when they can be used.
struct Complaint {
  std::string_view setting;
  std::string_view what;
};
std::optional<Complaint> complaint_about(const RemoteSettings& settings);
/// ENSUREs that there is no complaint. An answer of more than 4 MiB, a redirect, a certificate that
/// cannot be verified or a field that the contract does not know are all "unavailable".
std::unique_ptr<Directory> remote_directory(RemoteSettings settings);

/// An address that a remote directory no longer knows is marked `gone` and not found here.
std::optional<Facts> find(database::Snapshot& snapshot, const base::Email& email);
std::optional<Facts> find(database::Snapshot& snapshot, const base::AccountId& id);

}  // namespace accounts
