#include "identity/throttle.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "embedded/identity_queries.hpp"

namespace identity {
namespace {

struct Count {
  std::int64_t failures = 0;
  base::Instant last_at;
};

Count failures_of(database::Snapshot& snapshot, const ThrottleKey& key, base::Instant now) {
  const auto count = snapshot.first(
      queries::find_throttle, {{"throttle_key", key.text}},
      [](const auto& row) { return Count{row.integer("failures"), row.instant("last_at_us")}; });
  if (!count || count->last_at + key.rule.memory < now) return {};
  return *count;
}

}  // namespace

std::chrono::seconds wait_after(const ThrottleRule& rule, std::int64_t failures) {
  if (failures < rule.free) return std::chrono::seconds(0);
  const auto doublings = std::min<std::int64_t>(failures - rule.free, 20);
  return std::min(rule.first * (std::int64_t{1} << doublings), rule.longest);
}

std::string throttled_network(std::string_view address) {
  std::string text(address);
  in6_addr parsed{};
  if (inet_pton(AF_INET6, text.c_str(), &parsed) != 1) return text;
  if (IN6_IS_ADDR_V4MAPPED(&parsed)) return text.substr(text.rfind(':') + 1);
  std::fill(std::begin(parsed.s6_addr) + 8, std::end(parsed.s6_addr), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> written{};
  ENSURE(inet_ntop(AF_INET6, &parsed, written.data(), written.size()) != nullptr);
  return std::string(written.data()) + "/64";
}

base::Result<> count_try(database::Transaction& transaction, const std::vector<ThrottleKey>& keys,
                         base::Instant now) {
  std::vector<std::int64_t> failures;
  std::chrono::microseconds longest_wait{0};
  for (const ThrottleKey& key : keys) {
    const Count count = failures_of(transaction, key, now);
    failures.push_back(count.failures);
    if (count.failures == 0) continue;
    // A clock that was ahead for a while must not make anybody wait longer than the rule says.
    const std::chrono::microseconds wait = wait_after(key.rule, count.failures);
    longest_wait = std::max(longest_wait, std::min(wait, count.last_at + wait - now));
  }
  if (longest_wait > std::chrono::microseconds(0)) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(longest_wait).count();
    return base::fail(base::ErrorKind::too_many, "identity.too_many_tries",
                      {{"retry_after_seconds", std::to_string(seconds)}});
  }
  for (std::size_t i = 0; i < keys.size(); ++i)
    transaction.execute(
        queries::set_throttle,
        {{"throttle_key", keys[i].text}, {"failures", failures[i] + 1}, {"now", now}});
  return {};
}

void forget_tries(database::Transaction& transaction, const ThrottleKey& key) {
  transaction.execute(queries::forget_throttle, {{"throttle_key", key.text}});
}

void take_back_try(database::Transaction& transaction, const ThrottleKey& key) {
  transaction.execute(queries::take_back_throttle, {{"throttle_key", key.text}});
}

}  // namespace identity
