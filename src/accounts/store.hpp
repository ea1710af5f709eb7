#pragma once
// Rows of the directory as types. Only this room includes it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts.hpp"

namespace accounts::store {

struct Account {
  Facts facts;
  bool gone = false;
  std::int64_t version = 1;
};

enum class Change { created, updated, gone, returned };
std::string_view name_of(Change change);

std::optional<Account> find(database::Snapshot& snapshot, const base::AccountId& id);
/// The account that has this address now.
std::optional<Account> find_by_email(database::Snapshot& snapshot, const base::Email& email);
/// The one that had it last, among those that are gone.
std::optional<Account> find_gone_by_email(database::Snapshot& snapshot, const base::Email& email);
/// Gone or not; nothing for an empty number.
std::optional<Account> find_by_external_id(database::Snapshot& snapshot,
                                           const std::string& external_id);

enum class Stored { yes, taken };  // taken: somebody else has the address or number by now

/// Stores the facts, their words and one row of history.
Stored insert(database::Transaction& transaction, const Facts& facts,
              const identity::Origin& origin);
/// Replaces `before` by the facts and gone-ness given.
Stored update(database::Transaction& transaction, const Account& before, const Account& after,
              Change change, const identity::Origin& origin);
/// The same facts, said again.
void touch(database::Transaction& transaction, const base::AccountId& id, base::Instant now);

/// Up to four folded words, each a range of `account_word`.
class Search {
 public:
  /// Nothing when the text holds no word.
  static std::optional<Search> of(std::string_view text);
  struct Range {
    std::string from, to;
  };
  const Range& operator[](std::size_t index) const { return ranges_[index]; }

 private:
  std::vector<Range> ranges_;
};

struct Place {
  std::string folded_name, id;  // of the last row of the page before; empty for the first page
};
struct Listed {
  Account account;
  std::string folded_name;
};
std::vector<Listed> list(database::Snapshot& snapshot, const std::optional<Search>& search,
                         const Place& after, int limit);
/// With a search counted up to `most`.
std::int64_t count(database::Snapshot& snapshot, const std::optional<Search>& search,
                   std::int64_t most);

struct Event {
  std::int64_t version;
  std::string change;
  std::string facts;  // JSON
  base::Instant at;
  std::string origin_kind, origin_id, origin_name;
};
/// Newest first.
std::vector<Event> history(database::Snapshot& snapshot, const base::AccountId& id,
                           std::int64_t before_version, int limit);
std::int64_t count_history(database::Snapshot& snapshot, const base::AccountId& id);

}  // namespace accounts::store
