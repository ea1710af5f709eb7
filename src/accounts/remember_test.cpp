#include "accounts/remember.hpp"

#include "accounts/store.hpp"
#include "accounts/testing.hpp"
#include "platform/database/testing.hpp"

namespace accounts {
namespace {

using testing::at;
using testing::eligible;

class RememberTest : public database::testing::StoreTest {
 protected:
  void remember(const NewAccount& said, base::Instant now) {
    crypto::Fresh fresh(now, crypto::system_random());
    remember(Fetched::Answer{said.email, facts_of(said, fresh.id<base::AccountId>(), now)}, now);
  }
  void remember_unknown(std::string_view email, base::Instant now) {
    remember(Fetched::Answer{*base::Email::parse(email), std::nullopt}, now);
  }
  void remember(const Fetched::Answer& answer, base::Instant now) {
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      remember_answer(transaction, answer, now);
      return {};
    }));
  }
  std::optional<Facts> find(std::string_view email) {
    return database().read([&](database::Snapshot& snapshot) {
      return accounts::find(snapshot, *base::Email::parse(email));
    });
  }
  std::vector<std::string> changes(const base::AccountId& id) {
    std::vector<std::string> changes;
    database().read([&](database::Snapshot& snapshot) {
      for (const auto& event : store::history(snapshot, id, 100, 100))
        changes.insert(changes.begin(), event.source + " " + event.change);
    });
    return changes;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, RememberTest, database::testing::engines(),
                         database::testing::engine_name);

using Changes = std::vector<std::string>;

TEST_P(RememberTest, an_account_keeps_its_id_while_it_is_known_by_address_or_number) {
  NewAccount said = eligible("an@khachhang.example");
  remember(said, at(0));
  const auto id = find("an@khachhang.example")->id;
  said.external_id = "7";
  remember(said, at(1));
  said.email = *base::Email::parse("an2@khachhang.example");
  remember(said, at(2));
  remember(said, at(3));
  ASSERT_TRUE(find("an2@khachhang.example"));
  EXPECT_EQ(find("an2@khachhang.example")->id, id);
  EXPECT_EQ(find("an2@khachhang.example")->seen_at, at(3));
  EXPECT_FALSE(find("an@khachhang.example"));
  EXPECT_EQ(changes(id), (Changes{"remote created", "remote updated", "remote updated"}));
}

TEST_P(RememberTest, an_address_that_is_no_longer_known_is_gone_and_may_return) {
  const NewAccount said = eligible("an@khachhang.example");
  remember(said, at(0));
  const auto id = find("an@khachhang.example")->id;
  remember_unknown("an@khachhang.example", at(1));
  remember_unknown("an@khachhang.example", at(2));
  EXPECT_FALSE(find("an@khachhang.example"));
  EXPECT_FALSE(
      database().read([&](database::Snapshot& snapshot) { return accounts::find(snapshot, id); }));
  remember(said, at(3));
  EXPECT_EQ(find("an@khachhang.example")->id, id);
  EXPECT_EQ(changes(id), (Changes{"remote created", "remote gone", "remote returned"}));
}

TEST_P(RememberTest, an_address_with_another_number_is_another_account) {
  NewAccount said = eligible("an@khachhang.example");
  said.external_id = "7";
  remember(said, at(0));
  const auto first = find("an@khachhang.example")->id;
  said.external_id = "8";
  remember(said, at(1));
  const auto second = find("an@khachhang.example")->id;
  EXPECT_NE(first, second);
  EXPECT_EQ(changes(first), (Changes{"remote created", "remote gone"}));
  said.external_id = "7";
  said.email = *base::Email::parse("an2@khachhang.example");
  remember(said, at(2));
  EXPECT_EQ(find("an2@khachhang.example")->id, first);
  EXPECT_EQ(find("an@khachhang.example")->id, second);
}

TEST_P(RememberTest, an_account_that_takes_over_the_address_of_another_pushes_it_out) {
  NewAccount one = eligible("an@khachhang.example");
  one.external_id = "7";
  NewAccount two = eligible("hoa@khachhang.example");
  two.external_id = "8";
  remember(one, at(0));
  remember(two, at(0));
  const auto id_of_two = find("hoa@khachhang.example")->id;
  two.email = one.email;
  remember(two, at(1));
  EXPECT_EQ(find("an@khachhang.example")->id, id_of_two);
  EXPECT_FALSE(find("hoa@khachhang.example"));
}

}  // namespace
}  // namespace accounts
