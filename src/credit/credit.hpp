#pragma once
// Credit: a partner keeps a wallet that the provider fills, and moves credit to its confirmed
// customers. Everything is a double-entry ledger: a movement is a transaction whose entries sum to
// zero, is never changed or removed, and is undone only by an opposite one. 1 credit is one unit of
// the installation's currency; amounts are 64-bit integers of its minor unit, from 1 to
// `largest_amount`.
//
// Accounts of the ledger, each per partner (and customer) and currency:
//
//   issuance          what the provider gave out; below zero by as much as it did
//   payouts           what it paid out to banks
//   revenue tax       what customers were charged
//   partner_margin    the partner's share of it, until a period is closed
//   partner_wallet    the partner's available credit    partner_held    what of it is set aside
//   customer_wallet   a customer's available credit     customer_held   what of it is set aside
//
// Wallets never go below zero, however many requests race, but for a customer's by a purchase: then
// it is in arrears. The rule is in C++, in the conditional update of the account and in CHECKs.
// Each verb runs inside one write and writes, with its entries, its row of the audit trail and its
// event for the provider's systems.

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/money.hpp"
#include "identity/identity.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/fresh.hpp"
#include "platform/database/database.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/spreadsheet/spreadsheet.hpp"

namespace credit {

using TransactionId = base::Id<"txn">;
using RequestId = base::Id<"crq">;
using HoldId = base::Id<"hld">;

/// 2^53 - 1: what every JSON reader takes exactly. No balance goes beyond it in either direction.
constexpr std::int64_t largest_amount = 9'007'199'254'740'991;

enum class Kind { grant, top_up, reclaim, purchase, refund, hold, release, payout, reversal };
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

/// Above these amounts another person of the same side must approve; nothing: never asked.
struct SecondPerson {
  std::optional<std::int64_t> grant;   // grants and reversals
  std::optional<std::int64_t> top_up;  // top-ups and reclaims
  std::optional<std::int64_t> payout;
};

/// Setting names are in settings.cpp; the reference is docs/operating/configuration.md.
struct Settings {
  std::string currency = "VND";
  std::string zone = "Asia/Ho_Chi_Minh";
  std::string base_url;
  std::string provider_name;
  std::string provider_legal_name;  // on statements
  std::string provider_tax_code;    // on statements; empty: left out
  SecondPerson second_person;
  bool reclaim = false;
  int request_days = 7;  // that a request waits for a second person
  std::vector<std::int64_t> presets;
  int alert_days_left = 7;     // 0: nobody is told how long credit lasts
  int alert_repeat_days = 7;   // an alert is repeated daily for so long after the last movement
  int statement_rows = 5'000;  // movements of one statement
  int compare_hour = 6;        // of the day, in the provider's zone
};
/// Declares and reads `credit.…`; the caller fills in what belongs to the whole program.
Settings read_settings(config::Reader& reader);

/// What is the same for every call.
struct Installation {
  const Settings& settings;
  const i18n::Catalog& catalog;
  const crypto::SecretKey& key;
};

/// A partner's own wallet, or that of one of its customers.
struct Wallet {
  base::PartnerId partner;
  std::optional<base::AccountId> account = {};
  friend bool operator==(const Wallet&, const Wallet&) = default;
};

struct Balance {
  std::int64_t balance_minor = 0;
  std::int64_t held_minor = 0;  // part of the balance
  std::int64_t available_minor() const { return balance_minor - held_minor; }
  friend bool operator==(const Balance&, const Balance&) = default;
};
Balance balance_of(database::Snapshot& snapshot, const Wallet& wallet, std::string_view currency);
/// As it was just before `moment`.
Balance balance_before(database::Snapshot& snapshot, const Wallet& wallet,
                       std::string_view currency, base::Instant moment);
/// Of an account with all the partners that it ever had.
Balance balance_of_account(database::Snapshot& snapshot, const base::AccountId& account,
                           std::string_view currency);

/// How somebody did something.
enum class Via { portal, api, system };
std::string_view name_of(Via via);
Via via_of(const identity::Actor& actor);

struct BeforeAfter {
  std::int64_t before_minor;
  std::int64_t after_minor;
};

struct AccountName {
  std::string id;
  std::string email;
  std::string name;
};

/// Whose a wallet is, in words.
struct Names {
  std::string partner;
  std::optional<AccountName> account;
  std::optional<std::string> external_id;  // of the account in the provider's billing
};

/// One movement of the ledger.
struct Moved {
  TransactionId id;
  Kind kind;
  Kind effect;  // of a reversal: the kind that it undoes; else `kind`
  std::int64_t amount_minor;
  std::string currency;
  base::Instant at;  // never before the movement before it in the same wallet
  Wallet wallet;
  std::string receipt_number;  // "261123-7K2M9QXA": the day in the provider's zone, the id's end
  std::optional<std::string> reference;
  std::optional<std::string> note;
  identity::Origin origin;
  identity::Audience side;  // of whoever did it
  Via via;
  std::optional<identity::Origin> approver;
  std::optional<TransactionId> reverses;
  std::optional<TransactionId> reversed_by = {};
  std::optional<BeforeAfter> partner_available = {};
  std::optional<BeforeAfter> account_available = {};
  std::optional<Names> names = {};  // of what moved just now
};

/// What somebody wants to move. The wallet is the customer's for all kinds but a grant, and a
/// partner's or a customer's for payout and reversal.
struct Wish {
  Kind kind;
  Wallet wallet;
  std::int64_t amount_minor;
  std::optional<std::string> reference = {};
  std::optional<std::string> note = {};
  std::optional<TransactionId> reverses = {};
};

/// Who does it, by which way, and what was drawn for it.
struct Act {
  database::Transaction& transaction;
  const Installation& installation;
  identity::Origin origin;
  Via via;
  identity::Audience side;
  crypto::Fresh& fresh;
};

/// A wish that waits, or waited, for a second person.
enum class RequestState { pending_approval, approved, rejected, withdrawn, expired };
std::string_view name_of(RequestState state);
std::optional<RequestState> request_state_named(std::string_view name);
struct Request {
  RequestId id;
  identity::Audience side;
  Wish wish;
  std::string currency;
  identity::Origin asked_by;
  Via via;
  base::Instant asked_at;
  base::Instant expires_at;
  bool holds = false;  // its amount is set aside meanwhile
  RequestState state = RequestState::pending_approval;
  std::optional<identity::Origin> decided_by;
  std::optional<base::Instant> decided_at;
  std::optional<std::string> reason;
  std::optional<TransactionId> transaction;
  std::int64_t version = 1;
};
/// The state by the clock: one that waited too long is expired.
RequestState state_at(const Request& request, base::Instant now);

using Outcome = std::variant<Moved, Request>;

/// Moves, or asks for a second person. 422 `credit.insufficient` with `available` and `currency`,
/// 422 `credit.balance_too_large`, 409 `credit.not_a_customer` (not confirmed, or ended: a
/// purchase, refund or payout may still follow), 409 `credit.reclaim_off`, 409
/// `credit.reclaim_not_agreed`, 409 `credit.reference_taken`, 409 `credit.already_reversed`, 409
/// `credit.not_reversible`.
base::Result<Outcome> ask(Act& act, const Wish& wish);
/// Without asking a second person. `approver` is who let it happen.
base::Result<Moved> move(Act& act, const Wish& wish,
                         const std::optional<identity::Origin>& approver = std::nullopt);

/// What a purchase is booked to, before rating knows margin and tax: all of it is revenue.
struct Split {
  std::int64_t revenue_minor = 0;
  std::int64_t margin_minor = 0;
  std::int64_t tax_minor = 0;
};
/// A purchase whose amount is the sum of the split; for the room revenue.
base::Result<Moved> purchase(Act& act, const Wish& wish, const Split& split);

/// 409 `credit.request_decided`; 403 `credit.own_request` for who asked; then as `ask`.
base::Result<Request> approve(Act& act, Request request);
base::Result<Request> reject(Act& act, Request request, const std::string& reason);
/// 403 `credit.not_own_request` for anybody else.
base::Result<Request> withdraw(Act& act, Request request);

/// Credit of a customer that the provider's billing set aside.
struct Hold {
  HoldId id;
  Wallet wallet;
  std::int64_t amount_minor;
  std::string currency;
  std::string reference;
  std::optional<std::string> note;
  base::Instant placed_at;
  std::optional<base::Instant> released_at;
};
base::Result<Hold> hold(Act& act, const Wish& wish);
/// 409 `credit.hold_released`.
base::Result<Hold> release(Act& act, Hold hold);

/// A customer of a partner as far as credit is concerned.
struct Customer {
  Wallet wallet;
  bool is_customer;  // confirmed and not ended
  bool reclaim_agreed;
  std::string email;
  std::string name;
  std::string external_id;
  i18n::Language language;
};
/// A customer, or one who left, as this reader may see it: its partner's, or of the provider the
/// present or last one. Nothing for an account that never was a customer.
std::optional<Customer> find_customer(database::Snapshot& snapshot,
                                      const identity::PartnerScope& scope,
                                      const base::AccountId& account);

// ---- The clock's verbs: each does at most `limit` rows and returns how many ----

/// Requests that waited too long; what they held is released.
int expire_requests(database::Transaction& transaction, const Installation& installation,
                    crypto::Fresh& fresh, int limit);
/// Tells partner and customer of wallets at their level, at zero, in arrears or about to run out:
/// of each once a day.
int alert_due(database::Transaction& transaction, const Installation& installation,
              crypto::Fresh& fresh, int limit);

// ---- Proof ----

struct Fault {
  std::string row;   // "ledger_entry 17/3", "ledger_transaction txn_…", "ledger_account 17"
  std::string what;  // in English, for the operator
};
struct Verified {
  std::int64_t accounts = 0;
  std::int64_t transactions = 0;
  std::int64_t entries = 0;
  std::optional<Fault> fault;  // the first one
};
/// Recomputes every balance from its entries, every sum of a transaction and every MAC, so that a
/// row that was changed, removed, added or swapped behind the program's back is named. `progress`
/// is told the entries that were read.
Verified verify(database::Database& database, const Installation& installation,
                const std::function<void(std::int64_t entries)>& progress);

/// Every entry with its transaction, in the order of accounts and numbers, to a file that must not
/// exist yet; returns how many. Throws std::runtime_error when it cannot be written.
std::int64_t export_ledger(database::Database& database, const Installation& installation,
                           spreadsheet::Format format, const std::filesystem::path& file,
                           const std::function<void(std::int64_t entries)>& progress);

}  // namespace credit
