#include "platform/http/idempotency.hpp"

#include <atomic>
#include <thread>

#include "platform/database/testing.hpp"

namespace http {
namespace {

using database::Transaction;
using database::testing::Sql;

constexpr base::Instant now = base::from_microseconds(1'700'000'000'000'000);

class IdempotencyTest : public database::testing::StoreTest {
 protected:
  static Request request(const std::string& key, const std::string& body) {
    Request request;
    request.method = Method::post;
    request.path = "/api/v1/things";
    request.headers = {{"idempotency-key", key}};
    request.body = body;
    return request;
  }

  /// Adds one row and says how many there are, so that a second effect would show.
  base::Result<Response> add(const Request& request, std::string_view tenant = "ptn_a",
                             KeyIs key = KeyIs::optional) {
    return write(database(), request, tenant, now, key, [&](Transaction& transaction) {
      const std::int64_t before = transaction.count(count_, {});
      const std::string name = std::to_string(before);
      transaction.execute(add_, {{"name", name}});
      Response response = json(201, R"({"number":)" + name + "}");
      response.headers.emplace_back("ETag", "\"1\"");
      response.headers.emplace_back("Location", "/api/v1/things/" + name);
      response.headers.emplace_back("X-Other", "not kept");
      return base::Result<Response>(std::move(response));
    });
  }

  std::int64_t things() { return database::testing::rows_of(database(), "installation"); }
  std::int64_t keys() { return database::testing::rows_of(database(), "idempotency_key"); }

  const Sql count_{"SELECT count(*) FROM installation"};
  const Sql add_{"INSERT INTO installation (name, value) VALUES (:name, '')"};
};

INSTANTIATE_TEST_SUITE_P(Engines, IdempotencyTest, database::testing::engines(),
                         database::testing::engine_name);

TEST_P(IdempotencyTest, repeats_the_first_answer_without_a_second_effect) {
  const auto first = add(request("key", "{}"));
  const auto second = add(request("key", "{}"));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->status, 201);
  EXPECT_EQ(second->body, first->body);
  EXPECT_EQ(second->headers, (Fields{{"Content-Type", "application/json"},
                                     {"ETag", "\"1\""},
                                     {"Location", "/api/v1/things/0"},
                                     {"Idempotency-Replayed", "true"}}));
  EXPECT_EQ(things(), 1);
}

TEST_P(IdempotencyTest, tells_the_kept_answer_before_the_write) {
  const auto kept = [&](const Request& asked, std::string_view tenant = "ptn_a") {
    return kept_answer(database(), asked, tenant);
  };
  EXPECT_FALSE(kept(request("key", "{}")).value().has_value());
  const auto first = add(request("key", "{}"));
  const auto again = kept(request("key", "{}"));
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->body, first->body);
  EXPECT_EQ((*again)->headers.back().first, "Idempotency-Replayed");
  EXPECT_FALSE(kept(request("key", "{}"), "ptn_b").value().has_value());
  EXPECT_EQ(kept(request("key", "[]")).error().code, "idempotency_key_reused");
  EXPECT_EQ(kept(request("bad key", "{}")).error().code, "invalid_idempotency_key");
  Request without = request("key", "{}");
  without.headers.clear();
  EXPECT_FALSE(kept(without).value().has_value());
}

TEST_P(IdempotencyTest, refuses_a_key_with_another_body) {
  ASSERT_TRUE(add(request("key", "{}")));
  const auto other = add(request("key", R"({"a":1})"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "idempotency_key_reused");
  EXPECT_EQ(other.error().kind, base::ErrorKind::unprocessable);
  EXPECT_EQ(things(), 1);
}

TEST_P(IdempotencyTest, a_key_belongs_to_one_tenant_method_and_path) {
  Request elsewhere = request("key", "{}");
  elsewhere.path += "/other";
  Request otherwise = request("key", "{}");
  otherwise.method = Method::put;
  ASSERT_TRUE(add(request("key", "{}")));
  ASSERT_TRUE(add(request("key", "{}"), "ptn_b"));
  ASSERT_TRUE(add(elsewhere));
  ASSERT_TRUE(add(otherwise));
  EXPECT_EQ(things(), 4);
  Request with_query = request("key", "{}");
  with_query.query = {{"dry_run", "true"}};
  ASSERT_TRUE(add(with_query));
  EXPECT_EQ(things(), 4);
}

TEST_P(IdempotencyTest, a_refusal_is_not_kept_and_is_judged_anew) {
  const auto refused = write(database(), request("key", "{}"), "ptn_a", now, KeyIs::optional,
                             [&](Transaction& transaction) -> base::Result<Response> {
                               transaction.execute(add_, {{"name", "gone"}});
                               return base::fail(base::ErrorKind::conflict, "test.refused");
                             });
  ASSERT_FALSE(refused);
  EXPECT_EQ(things(), 0);
  EXPECT_EQ(keys(), 0);
  ASSERT_TRUE(add(request("key", "{}")));
  EXPECT_EQ(things(), 1);
}

TEST_P(IdempotencyTest, an_answer_outside_2xx_commits_but_is_not_kept) {
  const auto answer = write(database(), request("key", "{}"), "ptn_a", now, KeyIs::optional,
                            [&](Transaction& transaction) -> base::Result<Response> {
                              transaction.execute(add_, {{"name", "attempt"}});
                              return json(409, "{}");
                            });
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 409);
  EXPECT_EQ(things(), 1);
  EXPECT_EQ(keys(), 0);
}

TEST_P(IdempotencyTest, checks_the_key) {
  for (const std::string& bad : {std::string(), std::string(256, 'k'), std::string("a b"),
                                 std::string("a\nb"), std::string("khóa")}) {
    const auto refused = add(request(bad, "{}"));
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, "invalid_idempotency_key");
    EXPECT_EQ(refused.error().kind, base::ErrorKind::malformed);
  }
  Request twice = request("key", "{}");
  twice.headers.emplace_back("idempotency-key", "other");
  EXPECT_EQ(add(twice).error().code, "invalid_idempotency_key");
  EXPECT_EQ(things(), 0);
  EXPECT_TRUE(add(request(std::string(255, '~'), "{}")));
}

TEST_P(IdempotencyTest, without_a_key_each_request_has_its_effect_unless_one_is_required) {
  Request bare = request("", "{}");
  bare.headers.clear();
  ASSERT_TRUE(add(bare));
  ASSERT_TRUE(add(bare));
  EXPECT_EQ(things(), 2);
  EXPECT_EQ(add(bare, "ptn_a", KeyIs::required).error().code, "idempotency_key_required");
  EXPECT_EQ(things(), 2);
}

TEST_P(IdempotencyTest, a_hundred_at_once_have_one_effect) {
  std::atomic<int> replayed{0};
  std::atomic<int> first{0};
  std::vector<std::thread> clients;
  for (int index = 0; index < 100; ++index)
    clients.emplace_back([&] {
      const auto answer = add(request("key", "{}"));
      if (!answer || answer->body != R"({"number":0})") return;
      ++(answer->headers.back().first == "Idempotency-Replayed" ? replayed : first);
    });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(first, 1);
  EXPECT_EQ(replayed, 99);
  EXPECT_EQ(things(), 1);
}

TEST_P(IdempotencyTest, forgets_old_keys_a_few_at_a_time) {
  for (int index = 0; index < 5; ++index) ASSERT_TRUE(add(request(std::to_string(index), "{}")));
  const auto forget = [&](base::Instant before, int limit) {
    return *database().write([&](Transaction& transaction) {
      return base::Result<std::int64_t>(forget_keys(transaction, before, limit));
    });
  };
  EXPECT_EQ(forget(now, 100), 0);
  EXPECT_EQ(forget(now + std::chrono::microseconds(1), 3), 3);
  EXPECT_EQ(forget(now + std::chrono::microseconds(1), 3), 2);
  EXPECT_EQ(keys(), 0);
}

}  // namespace
}  // namespace http
