#include "credit/alert_store.hpp"

#include "embedded/credit_queries.hpp"

namespace credit::store {

std::string_view name_of(AlertKind kind) {
  switch (kind) {
    case AlertKind::level:
      return "level";
    case AlertKind::zero:
      return "zero";
    case AlertKind::arrears:
      return "arrears";
    case AlertKind::days_left:
      return "days_left";
  }
  return "";
}

std::vector<Alarming> list_alarming(database::Snapshot& snapshot, const AlertQuestion& question,
                                    int limit) {
  return snapshot.all(
      queries::list_alarming_wallets,
      {{"currency", question.currency},
       {"day", question.day},
       {"week_ago_us", question.week_ago},
       {"moved_since_us", question.moved_since},
       {"days_left", question.days_left},
       {"limit", limit}},
      [](const database::Row& row) {
        auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
        auto account = base::AccountId::stored(std::string(row.text("account_id")));
        const auto available = row.integer("balance_minor");
        const auto level = row.optional_integer("level_minor");
        return Alarming{
            {std::move(partner), std::move(account)}, available, level, row.integer("spent_minor")};
      });
}

void insert_alert(database::Transaction& transaction, const Wallet& wallet, const std::string& day,
                  AlertKind kind, base::Instant now) {
  transaction.execute(queries::insert_alert, {{"partner_id", wallet.partner},
                                              {"account_id", wallet.account},
                                              {"day", day},
                                              {"kind", name_of(kind)},
                                              {"now", now}});
}

std::vector<Compared> list_compared(database::Snapshot& snapshot, const std::string& after_id,
                                    int limit) {
  return snapshot.all(queries::list_compared_customers, {{"after_id", after_id}, {"limit", limit}},
                      [](const database::Row& row) {
                        auto account = base::AccountId::stored(std::string(row.text("account_id")));
                        return Compared{std::move(account), std::string(row.text("email"))};
                      });
}

void compare(database::Transaction& transaction, const std::string& day,
             const std::string& currency, const std::string& after_id, const std::string& last_id) {
  transaction.execute(
      queries::insert_differences,
      {{"day", day}, {"currency", currency}, {"after_id", after_id}, {"last_id", last_id}});
}

bool is_compared(database::Snapshot& snapshot, const std::string& day) {
  return snapshot.exists(queries::is_compared, {{"day", day}});
}

void finish_comparison(database::Transaction& transaction, const std::string& day,
                       std::int64_t compared, base::Instant now) {
  transaction.execute(queries::insert_comparison,
                      {{"day", day}, {"compared", compared}, {"now", now}});
}

}  // namespace credit::store
