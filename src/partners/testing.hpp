#pragma once
// For tests only: partners in a database of their own, and actors who deal with them.

#include <gtest/gtest.h>

#include "partners/partners.hpp"
#include "platform/clock/clock.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/database/testing.hpp"

namespace partners::testing {

class PartnersTest : public database::testing::StoreTest {
 protected:
  PartnersTest() { crypto::start(); }

  identity::Stamp stamp() {
    return {{identity::Origin::Kind::command_line, "", "", ""},
            clock.now(),
            base::AuditId::make(clock.now(), random.ten())};
  }

  NewPartner new_partner(const std::string& name, const std::string& tax_code,
                         const std::vector<std::string>& accounts) {
    NewPartner partner{base::PartnerId::make(clock.now(), random.ten()),
                       name,
                       "Công ty TNHH " + name,
                       tax_code,
                       {}};
    for (const auto& account : accounts)
      partner.service_accounts.push_back(base::Email::parse(account).value());
    return partner;
  }

  base::Result<> store(const NewPartner& partner) {
    const auto at = stamp();
    return database().write(
        [&](database::Transaction& transaction) { return create(transaction, partner, at); });
  }

  base::PartnerId partner(const std::string& name) {
    std::string mailbox = base::fold(name);
    std::ranges::replace(mailbox, ' ', '.');
    const auto made = new_partner(name, name, {mailbox + "@partner.example"});
    EXPECT_TRUE(store(made));
    return made.id;
  }

  clock_source::ManualClock clock{base::from_microseconds(1'780'000'000'000'000)};
  crypto::Random& random = crypto::system_random();
};

}  // namespace partners::testing
