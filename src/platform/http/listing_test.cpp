#include "platform/http/listing.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

const ListRules rules{.name = "things",
                      .sortable = {"name", "at"},
                      .filters = {"status", "q"},
                      .others = {"format"},
                      .default_sort = {{"at", true}}};

crypto::SecretKey key(std::uint8_t fill = 7) {
  crypto::start();
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(fill);
  return crypto::SecretKey::from_bytes(bytes);
}

base::Result<Page> page(Fields query, const ListRules& of = rules,
                        std::string_view tenant = "ptn_1", const crypto::SecretKey& with = key()) {
  Request request;
  request.query = std::move(query);
  return parse_page(request, of, tenant, with);
}

Fields with_cursor(Fields query, const std::string& cursor) {
  query.emplace_back("cursor", cursor);
  return query;
}

TEST(Listing, HasDefaults) {
  const auto first = page({});
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->limit, 50);
  EXPECT_EQ(first->sort, rules.default_sort);
  EXPECT_TRUE(first->after.empty());
}

TEST(Listing, ReadsLimitAndSort) {
  const auto read = page({{"limit", "200"}, {"sort", "-at,name"}, {"format", "csv"}});
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->limit, 200);
  EXPECT_EQ(read->sort, (std::vector<SortKey>{{"at", true}, {"name", false}}));
}

TEST(Listing, TakesAFormatOnlyWhereOneIsOffered) {
  ListRules plain = rules;
  plain.others = {};
  EXPECT_TRUE(page({{"format", "csv"}}));
  EXPECT_EQ(page({{"format", "csv"}, {"format", "csv"}}).error().code, "repeated_parameter");
  EXPECT_EQ(page({{"format", "csv"}}, plain).error().code, "unknown_parameter");
}

TEST(Listing, RefusesWhatItDoesNotKnow) {
  const std::vector<std::pair<Fields, std::string>> table{
      {{{"limit", "0"}}, "invalid_limit"},
      {{{"limit", "201"}}, "invalid_limit"},
      {{{"limit", "-1"}}, "invalid_limit"},
      {{{"limit", "+5"}}, "invalid_limit"},
      {{{"limit", " 5"}}, "invalid_limit"},
      {{{"limit", "5x"}}, "invalid_limit"},
      {{{"limit", ""}}, "invalid_limit"},
      {{{"limit", "1000000000"}}, "invalid_limit"},
      {{{"limit", "99999999999999999999"}}, "invalid_limit"},
      {{{"sort", "secret"}}, "unknown_sort"},
      {{{"sort", ""}}, "unknown_sort"},
      {{{"sort", "name,"}}, "unknown_sort"},
      {{{"sort", "--name"}}, "unknown_sort"},
      {{{"sort", "name,-name"}}, "unknown_sort"},
      {{{"cost", "1"}}, "unknown_parameter"},
      {{{"limit", "5"}, {"limit", "6"}}, "repeated_parameter"},
      {{{"cursor", "x"}}, "invalid_cursor"},
      {{{"cursor", ""}}, "invalid_cursor"},
  };
  for (const auto& [query, code] : table) {
    const auto refused = page(query);
    ASSERT_FALSE(refused.has_value()) << query.front().second;
    EXPECT_EQ(refused.error().code, code) << query.front().second;
    EXPECT_EQ(refused.error().kind, base::ErrorKind::malformed);
    EXPECT_EQ(refused.error().fields.front().pointer, "/" + query.front().first);
  }
}

TEST(Listing, TellsAllErrorsAtOnce) {
  const auto refused =
      page({{"limit", "0"}, {"sort", "x"}, {"cursor", "x"}, {"other", "x"}, {"status", "a"}});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "invalid_query");
  EXPECT_EQ(refused.error().fields.size(), 4U);
}

TEST(Cursor, LeadsToTheNextPage) {
  const Fields query{{"status", "a"}, {"status", "b"}, {"sort", "name,-at"}};
  const auto first = page(query);
  const std::vector<std::string> last{"Đỗ: 12:x", "17", "thg_1"};
  const auto second = page(with_cursor(query, next_cursor(*first, last, key())));
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->after, last);
  auto other_order = with_cursor({{"sort", "name,-at"}, {"status", "b"}, {"status", "a"}},
                                 next_cursor(*first, last, key()));
  EXPECT_TRUE(page(other_order).has_value());
}

TEST(Cursor, IsGoodForItsOwnListOnly) {
  const Fields query{{"status", "a"}};
  const auto cursor = next_cursor(*page(query), {"17", "thg_1"}, key());
  ASSERT_TRUE(page(with_cursor(query, cursor)).has_value());

  auto other_list = rules;
  other_list.name = "others";
  EXPECT_FALSE(page(with_cursor(query, cursor), other_list).has_value());
  EXPECT_FALSE(page(with_cursor(query, cursor), rules, "ptn_2").has_value());
  EXPECT_FALSE(page(with_cursor(query, cursor), rules, "ptn_1", key(8)).has_value());
  EXPECT_FALSE(page(with_cursor({}, cursor)).has_value());
  EXPECT_FALSE(page(with_cursor({{"status", "b"}}, cursor)).has_value());
  EXPECT_FALSE(page(with_cursor({{"status", "a"}, {"q", ""}}, cursor)).has_value());
  EXPECT_FALSE(page(with_cursor({{"status", "a"}, {"sort", "at"}}, cursor)).has_value());
}

TEST(Cursor, CannotBeForged) {
  const auto cursor = next_cursor(*page({}), {"17", "thg_1"}, key());
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    auto forged = cursor;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(page({{"cursor", forged}}).has_value()) << i;
    EXPECT_FALSE(page({{"cursor", cursor.substr(0, i)}}).has_value()) << i;
  }
  EXPECT_FALSE(page({{"cursor", cursor + "A"}}).has_value());
  EXPECT_FALSE(page({{"cursor", cursor + "="}}).has_value());
}

}  // namespace
}  // namespace http
