#pragma once
// For tests only: a directory that writes down what it is asked, and can be down. It knows nothing
// of its own: the facts are those in the table.

#include "accounts/accounts.hpp"

namespace registrations::testing {

class AskedDirectory : public accounts::Directory {
 public:
  base::Result<accounts::Fetched> fetch(const std::vector<base::Email>& emails) override {
    if (emails.empty()) return accounts::Fetched{};
    for (const base::Email& email : emails) asked.push_back(email.text());
    if (is_down) return base::fail(base::ErrorKind::unavailable, "accounts.directory_unavailable");
    return accounts::Fetched{};
  }
  void remember(database::Transaction&, const accounts::Fetched&, base::Instant) override {}

  std::vector<std::string> asked;
  bool is_down = false;
};

}  // namespace registrations::testing
