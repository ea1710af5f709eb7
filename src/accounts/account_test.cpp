#include "accounts/accounts.hpp"
#include "accounts/store.hpp"
#include "accounts/testing.hpp"
#include "platform/database/testing.hpp"

namespace accounts {
namespace {

using database::testing::rows_of;
using testing::at;
using testing::eligible;
using testing::put_now;

class AccountTest : public database::testing::StoreTest {
 protected:
  PutResult put(const NewAccount& account, base::Instant now = at(0)) {
    return put_now(database(), {account}, now).value().at(0);
  }
  std::optional<Facts> find(std::string_view email) {
    return database().read([&](database::Snapshot& snapshot) {
      return accounts::find(snapshot, *base::Email::parse(email));
    });
  }
  std::vector<std::string> search(std::string_view text, store::Way way = store::Way::sorting,
                                  store::Order order = store::Order::email_up) {
    std::vector<std::string> found;
    database().read([&](database::Snapshot& snapshot) {
      for (const auto& row :
           store::list(snapshot, store::Search(text), way, order, std::nullopt, 100))
        found.push_back(row.account.facts.email.text());
    });
    return found;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, AccountTest, database::testing::engines(),
                         database::testing::engine_name);

using Found = std::vector<std::string>;

TEST_P(AccountTest, keeps_every_fact) {
  NewAccount said = eligible("an.le@khachhang.example");
  said.external_id = "10961396247";
  said.language = i18n::Language::en;
  said.kind = Kind::enterprise;
  said.verified = false;
  said.payment_type = PaymentType::postpaid;
  said.credit_balance.amount_minor = -42;
  said.credit_held.amount_minor = 1;
  said.credit_advance.amount_minor = 9'007'199'254'740'991;
  said.services_in_use = 3;
  said.provider_discount = said.in_poc = said.provider_customer = true;
  const PutResult result = put(said);
  EXPECT_EQ(result.outcome, PutOutcome::created);
  const auto found = find("AN.LE@khachhang.example");
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, *result.facts);
  EXPECT_EQ(found->credit_balance, (base::Money{-42, "VND"}));
  EXPECT_EQ(found->external_id, "10961396247");
  EXPECT_EQ(found->seen_at, at(0));
  const auto by_id = database().read(
      [&](database::Snapshot& snapshot) { return accounts::find(snapshot, found->id); });
  EXPECT_EQ(by_id, found);
}

TEST_P(AccountTest, the_same_facts_again_change_nothing_but_when_they_were_seen) {
  const NewAccount said = eligible("an@khachhang.example");
  const PutResult first = put(said);
  const PutResult second = put(said, at(60));
  EXPECT_EQ(second.outcome, PutOutcome::unchanged);
  EXPECT_EQ(second.facts->id, first.facts->id);
  EXPECT_EQ(find("an@khachhang.example")->seen_at, at(60));
  EXPECT_EQ(rows_of(database(), "account_history"), 1);
  EXPECT_EQ(rows_of(database(), "audit_entry"), 1);
}

TEST_P(AccountTest, a_change_is_one_version_with_its_facts_in_the_history) {
  NewAccount said = eligible("an@khachhang.example");
  const auto id = put(said).facts->id;
  said.services_in_use = 2;
  EXPECT_EQ(put(said, at(60)).outcome, PutOutcome::updated);
  const auto events = database().read(
      [&](database::Snapshot& snapshot) { return store::history(snapshot, id, 100, 10); });
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].version, 2);
  EXPECT_EQ(events[0].change, "updated");
  EXPECT_EQ(events[0].source, "api");
  EXPECT_EQ(events[0].origin_name, "Trần Thu Hà");
  EXPECT_EQ(events[0].at, at(60));
  EXPECT_EQ(events[0].facts, to_json(*find("an@khachhang.example")));
  EXPECT_NE(events[1].facts.find(R"("services_in_use":0)"), std::string::npos);
}

TEST_P(AccountTest, a_known_external_number_names_the_account_though_its_address_changed) {
  NewAccount said = eligible("old@khachhang.example");
  said.external_id = "7";
  const auto id = put(said).facts->id;
  said.email = *base::Email::parse("new@khachhang.example");
  const PutResult moved = put(said);
  EXPECT_EQ(moved.outcome, PutOutcome::updated);
  EXPECT_EQ(moved.facts->id, id);
  EXPECT_FALSE(find("old@khachhang.example"));
  EXPECT_EQ(search("old"), Found{});
  EXPECT_EQ(search("new"), Found{"new@khachhang.example"});
}

TEST_P(AccountTest, an_account_known_by_its_address_gets_its_number_and_keeps_it) {
  NewAccount said = eligible("an@khachhang.example");
  const auto id = put(said).facts->id;
  said.external_id = "7";
  EXPECT_EQ(put(said).facts->id, id);
  said.external_id.reset();
  EXPECT_EQ(put(said).outcome, PutOutcome::unchanged);
  EXPECT_EQ(find("an@khachhang.example")->external_id, "7");
}

TEST_P(AccountTest, an_address_of_another_number_is_refused_and_the_other_rows_go_through) {
  NewAccount first = eligible("an@khachhang.example");
  first.external_id = "7";
  NewAccount second = eligible("hoa@khachhang.example");
  second.external_id = "8";
  ASSERT_TRUE(put_now(database(), {first, second}, at(0)));
  NewAccount stranger = first;
  stranger.external_id = "9";
  NewAccount moved = second;
  moved.email = first.email;
  const auto results =
      put_now(database(), {stranger, moved, eligible("moi@khachhang.example")}, at(1)).value();
  EXPECT_EQ(results[0].code, "accounts.email_taken");
  EXPECT_EQ(results[1].code, "accounts.email_taken");
  EXPECT_FALSE(results[1].facts);
  EXPECT_EQ(results[2].outcome, PutOutcome::created);
  EXPECT_EQ(find("an@khachhang.example")->external_id, "7");
  EXPECT_TRUE(find("hoa@khachhang.example"));
  EXPECT_EQ(rows_of(database(), "account"), 3);
}

TEST_P(AccountTest, a_gone_account_comes_back_by_its_address_but_not_for_another_number) {
  NewAccount said = eligible("an@khachhang.example");
  said.external_id = "7";
  const auto id = put(said).facts->id;
  const database::testing::Sql lose("UPDATE account SET gone = TRUE WHERE id = :id");
  const auto lost = database().write([&](database::Transaction& transaction) -> base::Result<> {
    transaction.execute(lose, {{"id", id}});
    return {};
  });
  ASSERT_TRUE(lost.has_value());
  NewAccount stranger = said;
  stranger.external_id = "8";
  EXPECT_NE(put(stranger).facts->id, id);
  said.email = *base::Email::parse("an2@khachhang.example");
  EXPECT_EQ(put(said).facts->id, id);
}

TEST_P(AccountTest, a_second_row_of_one_account_is_refused) {
  const NewAccount said = eligible("an@khachhang.example");
  NewAccount other = said;
  other.services_in_use = 5;
  const auto results = put_now(database(), {said, other}, at(0)).value();
  EXPECT_EQ(results[1].code, "accounts.repeated");
  EXPECT_EQ(find("an@khachhang.example")->services_in_use, 0);
}

TEST_P(AccountTest, search_minds_neither_accents_nor_case_and_finds_word_beginnings) {
  NewAccount said = eligible("an.le@khachhang.example");
  said.name = "Nguyễn Đức Ân";
  said.external_id = "10961396247";
  NewAccount other = eligible("hoa@congty.example");
  other.name = "Công ty Cổ phần Đức Long";
  ASSERT_TRUE(put_now(database(), {said, other}, at(0)));
  for (const store::Way way : {store::Way::sorting, store::Way::walking}) {
    EXPECT_EQ(search("nguyen duc", way), Found{"an.le@khachhang.example"});
    EXPECT_EQ(search("DUC", way), (Found{"an.le@khachhang.example", "hoa@congty.example"}));
    EXPECT_EQ(search("an.le@khach", way), Found{"an.le@khachhang.example"});
    EXPECT_EQ(search("1096", way), Found{"an.le@khachhang.example"});
    EXPECT_EQ(search("guyen", way), Found{});
    EXPECT_EQ(search("%", way).size(), 2U);
  }
}

TEST_P(AccountTest, both_ways_of_a_search_page_alike_in_every_order) {
  std::vector<NewAccount> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(eligible("khach" + std::to_string(i) + "@khachhang.example"));
    all.back().name = i % 2 == 0 ? "Đỗ Minh" : "An Minh";
  }
  ASSERT_TRUE(put_now(database(), all, at(0)));
  for (const auto order : {store::Order::email_up, store::Order::email_down, store::Order::name_up,
                           store::Order::name_down}) {
    const Found whole = search("minh", store::Way::walking, order);
    ASSERT_EQ(whole.size(), 20U);
    EXPECT_EQ(whole, search("minh", store::Way::sorting, order));
    for (const store::Way way : {store::Way::sorting, store::Way::walking}) {
      Found paged;
      std::optional<store::Place> after;
      for (int page = 0; page < 7; ++page)
        database().read([&](database::Snapshot& snapshot) {
          for (const auto& row :
               store::list(snapshot, store::Search("minh"), way, order, after, 3)) {
            paged.push_back(row.account.facts.email.text());
            after = store::Place{row.sort_key, row.account.facts.id.text()};
          }
        });
      EXPECT_EQ(paged, whole);
    }
  }
}

TEST_P(AccountTest, counts_stop_where_they_are_told_to) {
  ASSERT_TRUE(put_now(database(), {eligible("a@x.example"), eligible("b@x.example")}, at(0)));
  database().read([&](database::Snapshot& snapshot) {
    EXPECT_EQ(store::count(snapshot), 2);
    EXPECT_EQ(store::count_found(snapshot, store::Search("nguyen x"), 10), 2);
    EXPECT_EQ(store::count_found(snapshot, store::Search("nguyen x"), 1), 1);
  });
}

TEST_P(AccountTest, the_history_cannot_be_changed) {
  put(eligible("an@khachhang.example"));
  const database::testing::Sql erase("DELETE FROM account_history WHERE version = 1");
  const auto result = database().write([&](database::Transaction& transaction) -> base::Result<> {
    const auto erased = transaction.attempt(erase, {});
    return base::fail(base::ErrorKind::conflict, erased ? "erased" : erased.error().constraint);
  });
  EXPECT_EQ(result.error().code, "account_history_append_only");
}

}  // namespace
}  // namespace accounts
