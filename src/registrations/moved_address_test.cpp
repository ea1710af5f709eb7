// An address that moves from one account to another takes neither a consent nor an approval with
// it: both are the account's.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registrations/channel_testing.hpp"
#include "registrations/mails.hpp"

namespace registrations {
namespace {

using testing::Channel;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = ConsentPage::Kind;
using database::testing::Sql;

const Sql move_account("UPDATE account SET email = :email WHERE id = :id");
const Sql spoil_account("UPDATE account SET in_poc = TRUE WHERE id = :id");
const Sql lose_account("UPDATE account SET gone = TRUE WHERE id = :id");
const Sql recipients("SELECT recipient FROM outbox WHERE template = :template ORDER BY id");
const Sql kept("SELECT failed_rules, facts FROM eligibility_check WHERE occasion = :occasion");

class MovedAddress : public database::testing::StoreTest {
 protected:
  MovedAddress() { owner_ = channel_.add(partner_, {.email = "thu@x.example"}); }

  crypto::Fresh fresh() const { return {now_, crypto::system_random()}; }
  Registration request() { return channel_.get(owner_); }

  void change(const database::Query& statement, const base::AccountId& id,
              const std::string& email = {}) {
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      if (email.empty())
        transaction.execute(statement, {{"id", id}});
      else
        transaction.execute(statement, {{"id", id}, {"email", email}});
      return {};
    }));
  }

  /// The account takes another address, and a stranger gets the one that was written to.
  base::AccountId move_and_give_away() {
    change(move_account, request().account_id, "thu-moi@x.example");
    const auto stranger = channel_.add(other_, {.email = "thu@x.example"});
    return channel_.get(stranger).account_id;
  }

  ConsentPage agree() {
    const auto& key = channel_.installation().key;
    const auto link = mails::consent_link(request(), request().consent_sends);
    const Answer given{.choice = Answer::Choice::agree,
                       .code = crypto::derived_code(key, link),
                       .address = "192.0.2.9"};
    return database()
        .write([&](database::Transaction& transaction) {
          crypto::Fresh drawn = fresh();
          return answer(transaction, channel_.installation(), crypto::derived_token(key, link),
                        given, drawn);
        })
        .value();
  }

  Decision approve_it() {
    const Registration waiting = request();
    return database()
        .write([&](database::Transaction& transaction) -> base::Result<Decision> {
          crypto::Fresh drawn = fresh();
          return approve(transaction, channel_.installation(), channel_.provider(), waiting, drawn);
        })
        .value();
  }

  base::Result<Registration> resend_it() {
    const Registration waiting = request();
    return database().write([&](database::Transaction& transaction) {
      crypto::Fresh drawn = fresh();
      return resend(transaction, channel_.installation(), channel_.staff_of(partner_), waiting,
                    drawn);
    });
  }

  bool is_held(const base::AccountId& account) {
    return database().read([&](database::Snapshot& snapshot) {
      return partners::holder_of(snapshot, account).has_value();
    });
  }

  std::vector<std::string> mailed(const std::string& name) {
    return database().read([&](database::Snapshot& snapshot) {
      return snapshot.all(recipients, {{"template", name}}, [](const database::Row& row) {
        return std::string(row.text("recipient"));
      });
    });
  }

  base::Instant now_ = Channel::start() + std::chrono::hours{1};
  Channel channel_{database()};
  base::PartnerId partner_ = channel_.add_partner("Sao Mai");
  base::PartnerId other_ = channel_.add_partner("Hạ Long");
  base::RegistrationId owner_ = base::RegistrationId::stored("");
};

INSTANTIATE_TEST_SUITE_P(Engines, MovedAddress, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(MovedAddress, a_stranger_who_has_it_now_cannot_agree_for_the_account) {
  const auto stranger = move_and_give_away();
  const ConsentPage page = agree();
  EXPECT_EQ(page.kind, Kind::unmet);
  EXPECT_THAT(page.failed, ElementsAre(Rule::account_not_found));
  EXPECT_EQ(request().status, Status::pending_customer);
  EXPECT_EQ(request().unmet_rules, "account_not_found");
  EXPECT_FALSE(is_held(request().account_id));
  EXPECT_FALSE(is_held(stranger));
  database().read([&](database::Snapshot& snapshot) {
    const auto facts = snapshot.all(kept, {{"occasion", "agree"}}, [](const database::Row& row) {
      EXPECT_EQ(row.text("failed_rules"), "account_not_found");
      return row.optional_text("facts");
    });
    EXPECT_THAT(facts, ElementsAre(std::nullopt));
  });
}

TEST_P(MovedAddress, the_strangers_facts_are_not_what_is_judged) {
  const auto stranger = move_and_give_away();
  change(spoil_account, stranger);
  EXPECT_THAT(agree().failed, ElementsAre(Rule::account_not_found));
}

TEST_P(MovedAddress, nobody_agrees_for_an_account_that_the_provider_no_longer_knows) {
  change(lose_account, request().account_id);
  EXPECT_THAT(agree().failed, ElementsAre(Rule::account_not_found));
}

TEST_P(MovedAddress, the_holder_agrees_once_the_account_has_it_again) {
  change(move_account, request().account_id, "thu-moi@x.example");
  EXPECT_EQ(agree().kind, Kind::unmet);
  change(move_account, request().account_id, "thu@x.example");
  EXPECT_EQ(agree().kind, Kind::decided);
  EXPECT_EQ(request().status, Status::pending_provider);
}

TEST_P(MovedAddress, after_the_consent_approving_waits_and_the_stranger_stays_free) {
  EXPECT_EQ(agree().kind, Kind::decided);
  const auto stranger = move_and_give_away();
  const Decision decision = approve_it();
  EXPECT_EQ(decision.outcome, Decision::Outcome::refused);
  EXPECT_EQ(decision.code, "registrations.not_eligible");
  EXPECT_THAT(decision.failed, ElementsAre(Rule::account_not_found));
  EXPECT_EQ(request().status, Status::pending_provider);
  EXPECT_EQ(request().unmet_rules, "account_not_found");
  EXPECT_FALSE(is_held(stranger));
}

TEST_P(MovedAddress, the_agreement_under_the_new_one_supersedes_by_account) {
  change(move_account, request().account_id, "thu-moi@x.example");
  const auto account = request().account_id;
  const auto old = owner_;
  owner_ = channel_.add(other_, {.email = "thu-moi@x.example"});
  ASSERT_EQ(request().account_id, account);
  EXPECT_EQ(agree().kind, Kind::decided);
  EXPECT_EQ(channel_.get(old).status, Status::superseded);
}

TEST_P(MovedAddress, gets_no_second_mail_and_no_reminder) {
  move_and_give_away();
  const auto resent = resend_it();
  ASSERT_FALSE(resent.has_value());
  EXPECT_EQ(resent.error().kind, base::ErrorKind::conflict);
  EXPECT_EQ(resent.error().code, "registrations.not_eligible");
  ASSERT_EQ(resent.error().fields.size(), 1U);
  EXPECT_EQ(resent.error().fields.front().code, "account_not_found");
  now_ += std::chrono::days{24};
  const auto reminded =
      database().write([&](database::Transaction& transaction) -> base::Result<int> {
        crypto::Fresh drawn = fresh();
        return remind_due(transaction, channel_.installation(), drawn, 100);
      });
  EXPECT_EQ(reminded.value(), 2);
  EXPECT_THAT(mailed("consent"), IsEmpty());
  // The stranger's own request was written to the same address.
  EXPECT_THAT(mailed("consent_reminder"), ElementsAre("thu@x.example"));
}

TEST_P(MovedAddress, tells_the_outcome_to_where_the_holder_is_reached_now) {
  EXPECT_EQ(agree().kind, Kind::decided);
  move_and_give_away();
  const Registration waiting = request();
  const auto rejected =
      database().write([&](database::Transaction& transaction) -> base::Result<Decision> {
        crypto::Fresh drawn = fresh();
        return reject(transaction, channel_.installation(), channel_.provider(), waiting, "Sai",
                      drawn);
      });
  EXPECT_EQ(rejected->outcome, Decision::Outcome::rejected);
  EXPECT_THAT(mailed("outcome_rejected"), ElementsAre("thu-moi@x.example"));
}

TEST_P(MovedAddress, tells_a_stranger_nothing_when_the_account_is_gone) {
  EXPECT_EQ(agree().kind, Kind::decided);
  const auto account = request().account_id;
  move_and_give_away();
  change(lose_account, account);
  const Registration waiting = request();
  const auto withdrawn = database().write([&](database::Transaction& transaction) {
    crypto::Fresh drawn = fresh();
    return withdraw(transaction, channel_.installation(), channel_.staff_of(partner_), waiting,
                    drawn);
  });
  EXPECT_TRUE(withdrawn.has_value());
  EXPECT_THAT(mailed("withdrawn"), IsEmpty());
}

}  // namespace
}  // namespace registrations
