#include "identity/audit_seal.hpp"

#include <gtest/gtest.h>

#include "identity/identity.hpp"
#include "platform/database/testing.hpp"

namespace identity {
namespace {

using database::testing::Sql;

class AuditSeal : public database::testing::StoreTest {
 protected:
  AuditSeal() { crypto::start(); }
  void tell(const std::string& change) {
    const auto at = base::from_microseconds(++count_);
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      audit(
          transaction, base::AuditId::make(at, crypto::system_random().ten()),
          {.origin = {}, .change = change, .subject = "s", .partner = std::nullopt, .details = {}},
          at);
      return {};
    }));
  }
  int seal() {
    return database()
        .write([&](database::Transaction& transaction) -> base::Result<int> {
          return seal_audit(transaction, key_, 10);
        })
        .value();
  }
  AuditVerified proven() {
    return verify_audit(database(), key_, [](std::int64_t) {});
  }
  void open_table() {
    static const Sql update("DROP TRIGGER audit_entry_no_update");
    static const Sql remove("DROP TRIGGER audit_entry_no_delete");
    static const Sql both("DROP TRIGGER audit_entry_append_only ON audit_entry");
    if (GetParam() == database::Engine::sqlite) {
      run(update);
      run(remove);
    } else {
      run(both);
    }
  }
  void run(const database::Query& query) {
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      transaction.execute(query, {});
      return {};
    }));
  }

 private:
  crypto::SecretKey key_ = crypto::SecretKey::from_bytes({1});
  std::int64_t count_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, AuditSeal, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(AuditSeal, follows_the_trail) {
  for (const char* change : {"a", "b", "c"}) tell(change);
  EXPECT_TRUE(database().read(has_unsealed_audit));
  EXPECT_EQ(proven().unsealed, 3);
  EXPECT_EQ(seal(), 3);
  EXPECT_EQ(seal(), 0);
  EXPECT_FALSE(database().read(has_unsealed_audit));
  tell("d");
  const auto verified = proven();
  EXPECT_EQ(verified.sealed, 3);
  EXPECT_EQ(verified.unsealed, 1);
  EXPECT_FALSE(verified.fault);
}

TEST_P(AuditSeal, names_what_was_changed_removed_or_swapped) {
  for (const char* change : {"a", "b", "c"}) tell(change);
  seal();
  open_table();
  static const Sql change("UPDATE audit_entry SET change = 'z' WHERE sequence = 2");
  static const Sql heal("UPDATE audit_entry SET change = 'b' WHERE sequence = 2");
  run(change);
  EXPECT_EQ(proven().fault.value_or("").substr(0, 14), "audit_entry 2:");
  run(heal);
  EXPECT_FALSE(proven().fault);
  static const Sql swap(
      "UPDATE audit_entry SET change = CASE change WHEN 'a' THEN 'b' WHEN 'b' THEN 'a' ELSE change "
      "END");
  run(swap);
  EXPECT_EQ(proven().fault.value_or("").substr(0, 14), "audit_entry 1:");
  run(swap);
  static const Sql remove("DELETE FROM audit_entry WHERE sequence = 3");
  run(remove);
  EXPECT_EQ(proven().fault, "audit_entry 3: is missing");
}

}  // namespace
}  // namespace identity
