#pragma once
// Rows of the ledger, of requests and of holds. Only this room includes it.

#include "credit/ledger.hpp"

namespace credit::store {

/// The account as it stands; opened when nothing moved in it yet. `owner` is the customer's
/// account, or "".
ledger::Standing standing_of(database::Transaction& transaction, ledger::Account account,
                             const base::PartnerId& partner, const std::string& owner,
                             const std::string& currency);

/// The constraint that stood in the way, if one did.
std::optional<std::string> insert(database::Transaction& transaction, const ledger::Header& header);
void insert(database::Transaction& transaction, const ledger::Entry& entry);
/// False when the account is not what was seen, or would go below its floor.
bool move(database::Transaction& transaction, const ledger::Entry& entry, std::int64_t floor_minor);

/// Whether something ever moved in a customer's wallet.
bool has_wallet(database::Snapshot& snapshot, const Wallet& wallet);

Names names_of(database::Snapshot& snapshot, const Wallet& wallet);
/// `EventTransaction` of the contract.
std::string movement_json(const Moved& moved);

/// With what it did to the wallets, and what undid it.
std::optional<Moved> find(database::Snapshot& snapshot, const TransactionId& id);
identity::Origin origin_in(std::string_view kind, std::string_view id, std::string_view name);
Via via_named(std::string_view name);
Wallet wallet_in(std::string_view partner, std::optional<std::string> account);
/// From a row of the columns of find_ledger_transaction; the wallets' balances are left out.
Moved moved_in(const database::Row& row);

/// False when its reference, or what it would reverse, waits in another request.
bool insert(database::Transaction& transaction, const Request& request);
/// False when it was decided meanwhile.
bool decide(database::Transaction& transaction, const Request& request);
/// Those that waited until `now` and longer, at most `limit`.
std::vector<Request> requests_due(database::Snapshot& snapshot, base::Instant now, int limit);
/// The reference of this kind is in the ledger already.
bool has_reference(database::Snapshot& snapshot, const Wish& wish);
Request request_in(const database::Row& row);

/// False when the reference is taken.
bool insert(database::Transaction& transaction, const Hold& hold, const TransactionId& placed_by);
bool release(database::Transaction& transaction, const Hold& hold,
             const TransactionId& released_by);
std::optional<Hold> find(database::Snapshot& snapshot, const HoldId& id);
Hold hold_in(const database::Row& row);

}  // namespace credit::store
