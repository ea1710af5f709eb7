#include "credit/ledger.hpp"
#include "embedded/credit_queries.hpp"
#include "events/events.hpp"

namespace credit {
namespace {

using ledger::Entry;
using ledger::Header;

constexpr int page_rows = 2000;

struct Account {
  std::int64_t id;
  std::string kind;
  std::string currency;
  ledger::Standing standing;
};

Account account_in(const database::Row& row) {
  Account account{row.integer("id"), std::string(row.text("kind")), {}, {}};
  account.currency = row.text("currency");
  account.standing.id = account.id;
  account.standing.balance_minor = row.integer("balance_minor");
  account.standing.in_minor = row.integer("in_minor");
  account.standing.out_minor = row.integer("out_minor");
  account.standing.entries = row.integer("entries");
  account.standing.last_at = row.instant("last_at_us");
  account.standing.chain = row.text("chain");
  return account;
}

struct ReadEntry {
  Entry entry;
  std::optional<std::string> header_mac;
};

ReadEntry entry_in(const database::Row& row) {
  ReadEntry read;
  Entry& entry = read.entry;
  entry.ledger_account = row.integer("ledger_account_id");
  entry.number = row.integer("number");
  entry.transaction = row.text("transaction_id");
  entry.account_kind = row.text("account_kind");
  entry.kind = row.text("kind");
  entry.effect = row.text("effect");
  entry.at = row.instant("at_us");
  entry.amount_minor = row.integer("amount_minor");
  entry.before_minor = row.integer("before_minor");
  entry.after_minor = row.integer("after_minor");
  entry.in_minor = row.integer("in_minor");
  entry.out_minor = row.integer("out_minor");
  entry.mac = row.text("mac");
  read.header_mac = row.optional_text("header_mac");
  return read;
}

struct ReadHeader {
  Header header;
  std::int64_t found;
  std::int64_t sum_minor;
  std::optional<std::int64_t> foreign_account;
};

ReadHeader header_in(const database::Row& row) {
  Header header;
  header.id = row.text("id");
  header.kind = row.text("kind");
  header.at = row.instant("at_us");
  header.currency = row.text("currency");
  header.amount_minor = row.integer("amount_minor");
  header.partner = row.text("partner_id");
  header.account = row.optional_text("account_id");
  header.receipt_number = row.text("receipt_number");
  header.reference = row.optional_text("reference");
  header.note = row.optional_text("note");
  header.origin_kind = row.text("origin_kind");
  header.origin_id = row.text("origin_id");
  header.origin_name = row.text("origin_name");
  header.side = row.text("side");
  header.via = row.text("via");
  header.approver_kind = row.optional_text("approver_kind");
  header.approver_id = row.optional_text("approver_id");
  header.approver_name = row.optional_text("approver_name");
  header.reverses = row.optional_text("reverses");
  header.effect = row.text("effect");
  header.entries = row.integer("entries");
  header.mac = row.text("mac");
  const auto found = row.integer("found");
  const auto sum = row.integer("sum_minor");
  return {std::move(header), found, sum, row.optional_integer("foreign_account")};
}

std::string name_of(const Entry& entry) {
  return fmt::format("ledger_entry {}/{}", entry.ledger_account, entry.number);
}

/// Follows one account from its first entry to its last.
class Walk {
 public:
  Walk(const crypto::SecretKey& key, const Account& account) : key_(key), account_(account) {}

  /// What is wrong with the next entry.
  std::optional<Fault> step(const ReadEntry& read) {
    const Entry& entry = read.entry;
    if (entry.number != sum_.entries + 1)
      return Fault{fmt::format("ledger_entry {}/{}", account_.id, sum_.entries + 1), "is missing"};
    if (!read.header_mac) return Fault{name_of(entry), "has no transaction"};
    if (const char* what = wrong(entry)) return Fault{name_of(entry), what};
    if (ledger::mac_of(key_, entry, *read.header_mac, sum_.chain) != entry.mac)
      return Fault{name_of(entry), "was changed, or swapped: its MAC is not that of its content"};
    const bool counts = entry.kind != "hold" && entry.kind != "release";
    sum_.entries = entry.number;
    sum_.balance_minor += entry.amount_minor;
    if (counts)
      (entry.amount_minor > 0 ? sum_.in_minor : sum_.out_minor) += std::abs(entry.amount_minor);
    sum_.last_at = entry.at;
    sum_.chain = entry.mac;
    if (entry.in_minor != sum_.in_minor || entry.out_minor != sum_.out_minor)
      return Fault{name_of(entry), "its running sums are not those of the entries before it"};
    return std::nullopt;
  }

  std::optional<Fault> end() const {
    const ledger::Standing& kept = account_.standing;
    const auto fault = [&](std::string what) {
      return Fault{fmt::format("ledger_account {}", account_.id), std::move(what)};
    };
    if (kept.entries > sum_.entries)
      return Fault{fmt::format("ledger_entry {}/{}", account_.id, sum_.entries + 1), "is missing"};
    if (kept.entries < sum_.entries) return fault("counts fewer entries than there are");
    if (kept.balance_minor != sum_.balance_minor)
      return fault(fmt::format("has the balance {}, its entries come to {}", kept.balance_minor,
                               sum_.balance_minor));
    if (kept.in_minor != sum_.in_minor || kept.out_minor != sum_.out_minor)
      return fault("its running sums are not those of its entries");
    if (kept.chain != sum_.chain || (kept.entries > 0 && kept.last_at != sum_.last_at))
      return fault("does not end as its last entry does");
    return std::nullopt;
  }

 private:
  const char* wrong(const Entry& entry) const {
    if (entry.account_kind != account_.kind) return "is of another kind of account";
    if (entry.before_minor != sum_.balance_minor)
      return "does not begin where the entry before it ended";
    if (entry.after_minor != entry.before_minor + entry.amount_minor)
      return "does not come to what it says";
    if (entry.at < sum_.last_at) return "is older than the entry before it";
    return nullptr;
  }

  const crypto::SecretKey& key_;
  const Account& account_;
  ledger::Standing sum_;
};

class Proof {
 public:
  Proof(database::Snapshot& snapshot, const crypto::SecretKey& key,
        const std::function<void(std::int64_t)>& progress)
      : snapshot_(snapshot), key_(key), progress_(progress) {}

  Verified run() {
    verified_.fault = check_accounts();
    if (!verified_.fault) verified_.fault = check_orphans();
    if (!verified_.fault) verified_.fault = check_headers();
    if (!verified_.fault) verified_.fault = check_trail();
    if (!verified_.fault) verified_.fault = check_events();
    return verified_;
  }

 private:
  std::optional<Fault> check_accounts() {
    for (std::int64_t after = 0;;) {
      const auto accounts = snapshot_.all(queries::list_ledger_accounts,
                                          {{"after", after}, {"limit", page_rows}}, account_in);
      for (const Account& account : accounts) {
        if (auto fault = check_account(account)) return fault;
        ++verified_.accounts;
        after = account.id;
      }
      if (accounts.size() < page_rows) return std::nullopt;
    }
  }

  std::optional<Fault> check_account(const Account& account) {
    Walk walk(key_, account);
    for (std::int64_t after = 0;;) {
      const auto entries = snapshot_.all(
          queries::list_ledger_entries,
          {{"ledger_account_id", account.id}, {"after", after}, {"limit", page_rows}}, entry_in);
      for (const ReadEntry& read : entries) {
        if (auto fault = walk.step(read)) return fault;
        after = read.entry.number;
      }
      verified_.entries += static_cast<std::int64_t>(entries.size());
      progress_(verified_.entries);
      if (entries.size() < page_rows) return walk.end();
    }
  }

  std::optional<Fault> check_orphans() {
    return snapshot_.first(queries::find_orphan_entry, {}, [](const database::Row& row) {
      const auto account = row.integer("ledger_account_id");
      return Fault{fmt::format("ledger_entry {}/{}", account, row.integer("number")),
                   "its account is missing"};
    });
  }

  std::optional<Fault> check_headers() {
    for (std::string after;;) {
      const auto headers = snapshot_.all(queries::list_ledger_headers,
                                         {{"after", after}, {"limit", page_rows}}, header_in);
      for (const ReadHeader& read : headers) {
        if (const char* what = wrong(read))
          return Fault{"ledger_transaction " + read.header.id, what};
        // The transaction and its entries are right, so it is the account that was given away.
        if (read.foreign_account)
          return Fault{fmt::format("ledger_account {}", *read.foreign_account),
                       "is not of the partner, customer and currency of what moved in it"};
        ++verified_.transactions;
        after = read.header.id;
      }
      if (headers.size() < page_rows) return std::nullopt;
    }
  }

  const char* wrong(const ReadHeader& read) const {
    if (ledger::mac_of(key_, read.header) != read.header.mac)
      return "was changed: its MAC is not that of its content";
    if (read.found != read.header.entries) return "has more or fewer entries than it had";
    if (read.sum_minor != 0) return "its entries do not sum to zero";
    return nullptr;
  }

  /// A transaction that went with all its entries, and accounts that were set back, still stand in
  /// the trail and in the feed.
  std::optional<Fault> check_trail() {
    return snapshot_.first(queries::find_missing_transaction, {}, [](const database::Row& row) {
      return Fault{"ledger_transaction " + std::string(row.text("subject")),
                   "is missing: the audit trail tells of it"};
    });
  }

  std::optional<Fault> check_events() {
    const auto told = events::count_movements(snapshot_);
    if (told == verified_.transactions) return std::nullopt;
    return Fault{"event", fmt::format("the feed tells of {} movements, the ledger has {}", told,
                                      verified_.transactions)};
  }

  database::Snapshot& snapshot_;
  const crypto::SecretKey& key_;
  const std::function<void(std::int64_t)>& progress_;
  Verified verified_;
};

}  // namespace

Verified verify(database::Database& database, const Installation& installation,
                const std::function<void(std::int64_t entries)>& progress) {
  return database.read([&](database::Snapshot& snapshot) {
    return Proof(snapshot, installation.key, progress).run();
  });
}

}  // namespace credit
