#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "events/http.hpp"
#include "platform/database/testing.hpp"

namespace events {
namespace {

using ::testing::ElementsAre;

class Feed : public database::testing::StoreTest {
 protected:
  void tell(const std::string& type) {
    ASSERT_TRUE(database().write([&](database::Transaction& transaction) -> base::Result<> {
      append(transaction, {.type = type, .partner = base::PartnerId::stored("ptn_1")},
             base::from_microseconds(1));
      return {};
    }));
  }
  std::vector<std::string> read(std::string after, const std::string& limit, std::string& next) {
    http::Request request;
    if (!after.empty()) request.query.emplace_back("after", std::move(after));
    request.query.emplace_back("limit", limit);
    const auto answer = Handlers(database()).list(request, identity::Actor{});
    const auto body = boost::json::parse(answer.value().body);
    std::vector<std::string> found;
    for (const auto& row : body.at("data").as_array())
      found.push_back(std::string(row.at("id").as_string()) + " " +
                      std::string(row.at("type").as_string()));
    next = std::string(body.at("next_after").as_string());
    return found;
  }
  std::string refusal(http::Fields query) {
    http::Request request;
    request.query = std::move(query);
    const auto answer = Handlers(database()).list(request, identity::Actor{});
    return answer ? "" : answer.error().code;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Feed, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(Feed, is_read_in_order_and_to_its_end) {
  std::string next;
  EXPECT_THAT(read("", "5", next), ElementsAre());
  EXPECT_EQ(next, "0");
  for (const char* type : {"a", "b", "c"}) tell(type);
  EXPECT_THAT(read("", "2", next), ElementsAre("1 a", "2 b"));
  EXPECT_THAT(read(next, "2", next), ElementsAre("3 c"));
  EXPECT_THAT(read(next, "2", next), ElementsAre());
  EXPECT_EQ(next, "3");
  tell("d");
  EXPECT_THAT(read(next, "2", next), ElementsAre("4 d"));
}

TEST_P(Feed, never_changes) {
  tell("a");
  std::string next;
  read("", "5", next);
  static const database::testing::Sql move("UPDATE event SET place = 9");
  static const database::testing::Sql remove("DELETE FROM event");
  for (const database::testing::Sql* sql : {&move, &remove}) {
    const auto done =
        database().write([&](database::Transaction& transaction) -> base::Result<std::string> {
          const auto tried = transaction.attempt(*sql, {});
          if (tried) return std::string();
          return base::fail(base::ErrorKind::conflict, tried.error().constraint);
        });
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, "event_append_only");
  }
}

TEST_P(Feed, refuses_what_it_does_not_know) {
  EXPECT_EQ(refusal({{"after", "x"}}), "invalid_cursor");
  EXPECT_EQ(refusal({{"limit", "0"}}), "invalid_limit");
  EXPECT_EQ(refusal({{"limit", "201"}}), "invalid_limit");
  EXPECT_EQ(refusal({{"from", "1"}}), "unknown_parameter");
}

}  // namespace
}  // namespace events
