#pragma once
// Who plays in the demo, read from the files beside this one. Only app/demo includes it.

#include <cstdint>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "identity/identity.hpp"

namespace app::demo {

struct Company {
  std::string key;  // by which the files name it
  std::string name;
  std::string legal_name;
  std::string tax_code;
  std::vector<base::Email> service_accounts;
};

struct Member {
  std::string company;  // empty: the provider
  base::Email email;
  std::string name;
  std::vector<identity::Role> roles;
  i18n::Language language;

  identity::Audience audience() const {
    return company.empty() ? identity::Audience::provider : identity::Audience::partner;
  }
};

/// One registration and what comes of it.
struct Wish {
  std::string company;
  std::string owner;  // address; empty: nobody's
  base::Email email;
  std::optional<std::string> friendly_name;
  int days_ago;
  std::string story;
};

struct Cast {
  std::vector<accounts::NewAccount> accounts;
  std::vector<Company> companies;
  std::vector<Member> members;
  std::vector<Wish> wishes;
};

/// ENSUREs that the files are right.
Cast read_cast(const std::string& currency);

}  // namespace app::demo
