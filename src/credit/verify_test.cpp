#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "credit/testing.hpp"

namespace credit {
namespace {

using database::testing::Sql;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// What somebody does to the file behind the program's back.
class Tampering : public testing::CreditTest {
 protected:
  Tampering() {
    given({.kind = Kind::grant, .wallet = wallet, .amount_minor = 1'000, .reference = "FT1"});
    for (int i = 0; i < 3; ++i)
      given({.kind = Kind::top_up, .wallet = customer, .amount_minor = 100 + i, .note = "n"});
    const bool sqlite = GetParam() == database::Engine::sqlite;
    static const Sql entry_update("DROP TRIGGER ledger_entry_no_update");
    static const Sql entry_delete("DROP TRIGGER ledger_entry_no_delete");
    static const Sql header_update("DROP TRIGGER ledger_transaction_no_update");
    static const Sql header_delete("DROP TRIGGER ledger_transaction_no_delete");
    static const Sql entry("DROP TRIGGER ledger_entry_append_only ON ledger_entry");
    static const Sql header("DROP TRIGGER ledger_transaction_append_only ON ledger_transaction");
    if (sqlite) {
      for (const Sql* sql : {&entry_update, &entry_delete, &header_update, &header_delete})
        run(*sql);
    } else {
      run(entry);
      run(header);
    }
  }
  void run(const database::Query& query) {
    ASSERT_TRUE(write([&](database::Transaction& transaction) -> base::Result<> {
      transaction.execute(query, {});
      return {};
    }));
  }
  std::string faulty_row() {
    const auto verified = proven();
    return verified.fault ? verified.fault->row : "";
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Tampering, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Tampering, nothing_is_found_where_nothing_was_done) {
  EXPECT_EQ(faulty_row(), "");
}

TEST_P(Tampering, a_changed_amount_is_named) {
  static const Sql change(
      "UPDATE ledger_entry SET amount_minor = amount_minor + 1, after_minor = after_minor + 1 "
      "WHERE account_kind = 'customer_wallet' AND number = 2");
  run(change);
  EXPECT_THAT(faulty_row(), ::testing::MatchesRegex("ledger_entry [0-9]+/2"));
}

TEST_P(Tampering, a_changed_note_is_named) {
  static const Sql change("UPDATE ledger_transaction SET note = 'm' WHERE amount_minor = 101");
  run(change);
  EXPECT_THAT(faulty_row(), StartsWith("ledger_transaction txn_"));
}

TEST_P(Tampering, a_removed_entry_is_named) {
  static const Sql remove(
      "DELETE FROM ledger_entry WHERE account_kind = 'customer_wallet' AND number = 3");
  run(remove);
  EXPECT_THAT(faulty_row(), ::testing::MatchesRegex("ledger_entry [0-9]+/3"));
}

TEST_P(Tampering, swapped_entries_are_named) {
  static const Sql away(
      "UPDATE ledger_entry SET number = 99 WHERE account_kind = 'customer_wallet' AND number = 1");
  static const Sql swap(
      "UPDATE ledger_entry SET number = 1 WHERE account_kind = 'customer_wallet' AND number = 2");
  static const Sql back(
      "UPDATE ledger_entry SET number = 2 WHERE account_kind = 'customer_wallet' AND number = 99");
  run(away);
  run(swap);
  run(back);
  EXPECT_THAT(faulty_row(), ::testing::MatchesRegex("ledger_entry [0-9]+/1"));
}

TEST_P(Tampering, a_changed_balance_is_named) {
  static const Sql change(
      "UPDATE ledger_account SET balance_minor = balance_minor + 5 WHERE kind = 'customer_wallet'");
  run(change);
  const auto verified = proven();
  ASSERT_TRUE(verified.fault.has_value());
  EXPECT_THAT(verified.fault->row, StartsWith("ledger_account "));
  EXPECT_THAT(verified.fault->what, HasSubstr("has the balance 308, its entries come to 303"));
}

TEST_P(Tampering, an_account_that_was_set_back_is_missed_by_the_feed) {
  static const Sql remove(
      "DELETE FROM ledger_entry WHERE transaction_id IN "
      "(SELECT id FROM ledger_transaction WHERE amount_minor = 102)");
  static const Sql header("DELETE FROM ledger_transaction WHERE amount_minor = 102");
  run(remove);
  run(header);
  EXPECT_NE(faulty_row(), "");
}

}  // namespace
}  // namespace credit
