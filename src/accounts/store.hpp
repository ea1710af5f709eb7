#pragma once
// Rows of the directory as types. Only this room includes it.

#include <array>
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
Stored insert(database::Transaction& transaction, const Facts& facts, const Saying& saying);
/// Replaces `before` by the facts and gone-ness given.
Stored update(database::Transaction& transaction, const Account& before, const Account& after,
              Change change, const Saying& saying);
/// The same facts, said again.
void touch(database::Transaction& transaction, const base::AccountId& id, base::Instant now);

/// Up to four folded words, each a range of `account_word`; fewer are filled up by ranges of all
/// words. No word at all finds everything.
class Search {
 public:
  Search();
  explicit Search(std::string_view text);
  bool finds_everything() const { return ranges_.front().from.empty(); }
  struct Range {
    std::string from, to;
  };
  const Range& operator[](std::size_t index) const { return ranges_[index]; }

 private:
  std::array<Range, 4> ranges_;
};

enum class Order { email_up, email_down, name_up, name_down };
/// Both ways give the same rows: `sorting` sorts what was found, `walking` goes along the directory
/// and is the quicker one where much is found.
enum class Way { sorting, walking };
struct Listed {
  Account account;
  std::string sort_key;  // the address, or the folded name
};
struct Place {
  std::string sort_key, id;  // of the last row of the page before
};
std::vector<Listed> list(database::Snapshot& snapshot, const Search& search, Way way, Order order,
                         const std::optional<Place>& after, int limit);
std::int64_t count(database::Snapshot& snapshot);
/// Counted up to `most`.
std::int64_t count_found(database::Snapshot& snapshot, const Search& ranges, std::int64_t most);

struct Event {
  std::int64_t version;
  std::string change, source;
  std::string facts;  // JSON
  base::Instant at;
  std::string origin_kind, origin_id, origin_name;
};
/// Newest first.
std::vector<Event> history(database::Snapshot& snapshot, const base::AccountId& id,
                           std::int64_t before_version, int limit);
std::int64_t count_history(database::Snapshot& snapshot, const base::AccountId& id);

}  // namespace accounts::store
