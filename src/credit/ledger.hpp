#pragma once
// Posting: the one place that writes the ledger's tables. Only this room includes it.

#include <vector>

#include "credit/credit.hpp"

namespace credit::ledger {

enum class Account {
  issuance,
  payouts,
  revenue,
  partner_margin,
  tax,
  partner_wallet,
  partner_held,
  customer_wallet,
  customer_held,
};
std::string_view name_of(Account account);

/// The wallet's account, and where it sets credit aside.
Account wallet_of(const Wallet& wallet);
Account held_of(const Wallet& wallet);

struct Leg {
  Account account;
  std::int64_t amount_minor;  // not 0
};

/// A transaction before it has a time: `at` is drawn behind what the accounts have seen.
struct Posting {
  Wish wish;
  Kind effect;
  std::vector<Leg> legs;  // at least two; they sum to zero
  std::optional<identity::Origin> approver = {};
};

/// The account of a ledger as it stands.
struct Standing {
  std::int64_t id = 0;
  std::int64_t balance_minor = 0;
  std::int64_t in_minor = 0;   // everything that ever came in but holds and releases
  std::int64_t out_minor = 0;  // everything that ever went out but holds and releases
  std::int64_t entries = 0;
  base::Instant last_at;
  std::string chain;  // MAC of the last entry; "" when there is none
};

/// An entry as it is kept.
struct Entry {
  std::int64_t ledger_account = 0;
  std::int64_t number = 0;  // from 1, without a gap
  std::string transaction;
  std::string account_kind;
  std::string kind;
  std::string effect;
  base::Instant at;
  std::int64_t amount_minor = 0;
  std::int64_t before_minor = 0;
  std::int64_t after_minor = 0;
  std::int64_t in_minor = 0;
  std::int64_t out_minor = 0;
  std::string mac;
};

/// A transaction's own row as it is kept.
struct Header {
  std::string id;
  std::string kind;
  base::Instant at;
  std::string currency;
  std::int64_t amount_minor = 0;
  std::string partner;
  std::optional<std::string> account;
  std::string receipt_number;
  std::optional<std::string> reference;
  std::optional<std::string> note;
  std::string origin_kind;
  std::string origin_id;
  std::string origin_name;
  std::string side;
  std::string via;
  std::optional<std::string> approver_kind;
  std::optional<std::string> approver_id;
  std::optional<std::string> approver_name;
  std::optional<std::string> reverses;
  std::string effect;
  std::int64_t entries = 0;
  std::string mac;
};

/// base64url of HMAC-SHA256 under the installation's key over everything but `mac` itself.
std::string mac_of(const crypto::SecretKey& key, const Header& header);
/// The same of an entry, over the MACs of its transaction and of the entry before it as well.
std::string mac_of(const crypto::SecretKey& key, const Entry& entry, std::string_view header_mac,
                   std::string_view chain);

/// 422 `credit.insufficient`, 422 `credit.balance_too_large`, 409 `credit.reference_taken`, 409
/// `credit.already_reversed`. Writes the transaction, its entries, the accounts, the audit row and
/// the event.
base::Result<Moved> post(Act& act, const Posting& posting);

}  // namespace credit::ledger
