#include "credit/comparison.hpp"

#include "credit/alert_store.hpp"

namespace credit {
namespace {

constexpr int batch = 500;

/// The customers behind `after`; how many they were, and the last one.
struct Batch {
  std::int64_t compared;
  std::string last;
};

Batch compare_batch(database::Database& database, const Installation& installation,
                    accounts::Directory& directory, const std::string& day,
                    const std::string& after, base::Instant now) {
  const auto customers = database.read(
      [&](database::Snapshot& snapshot) { return store::list_compared(snapshot, after, batch); });
  if (customers.empty()) return {0, after};
  std::vector<base::Email> emails;
  for (const auto& customer : customers) emails.push_back(base::Email::stored(customer.email));
  auto fetched = directory.fetch(emails);
  if (!fetched) throw std::runtime_error("the directory did not answer: " + fetched.error().code);
  const std::string& last = customers.back().account.text();
  const auto stored = database.write([&](database::Transaction& transaction) -> base::Result<> {
    directory.remember(transaction, *fetched, now);
    store::compare(transaction, day, installation.settings.currency, after, last);
    return {};
  });
  ENSURE(stored.has_value());
  return {static_cast<std::int64_t>(customers.size()), last};
}

}  // namespace

void compare_with_directory(database::Database& database, const Installation& installation,
                            accounts::Directory& directory, base::Instant now) {
  const Settings& settings = installation.settings;
  const auto local = base::local_time(now, settings.zone);
  if (local.since_midnight < std::chrono::hours{settings.compare_hour}) return;
  const std::string day = base::to_iso_day(local.day);
  const bool done = database.read(
      [&](database::Snapshot& snapshot) { return store::is_compared(snapshot, day); });
  if (done) return;
  std::int64_t compared = 0;
  for (std::string after;;) {
    const Batch next = compare_batch(database, installation, directory, day, after, now);
    compared += next.compared;
    after = next.last;
    if (next.compared < batch) break;
  }
  const auto finished = database.write([&](database::Transaction& transaction) -> base::Result<> {
    store::finish_comparison(transaction, day, compared, now);
    return {};
  });
  ENSURE(finished.has_value());
}

}  // namespace credit
