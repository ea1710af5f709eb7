// Rows that the clock's verbs still have to tell of.

#include "embedded/pricing_queries.hpp"
#include "pricing/store.hpp"

namespace pricing::store {
namespace {

std::size_t index_of(Moment what) {
  return static_cast<std::size_t>(what);
}
std::size_t index_of(Whom whom) {
  return static_cast<std::size_t>(whom);
}

Customer customer_in(const database::Row& row) {
  auto partner = base::PartnerId::stored(std::string(row.text("partner_id")));
  return {std::move(partner), base::AccountId::stored(std::string(row.text("account_id")))};
}

}  // namespace

std::vector<PartnerDiscountId> partner_discounts_to_tell(database::Snapshot& snapshot, Moment what,
                                                         base::Instant now, int limit) {
  return snapshot.all(*queries::list_partner_discounts_to_tell.at(index_of(what)),
                      {{"now", now}, {"limit", limit}}, [](const database::Row& row) {
                        return PartnerDiscountId::stored(std::string(row.text("id")));
                      });
}

void mark_told(database::Transaction& transaction, Moment what, const PartnerDiscountId& id) {
  ENSURE(transaction.execute(*queries::mark_partner_discount_told.at(index_of(what)),
                             {{"id", id}}) == 1);
}

std::vector<ChangedDiscount> customer_discounts_to_tell(database::Snapshot& snapshot, Moment what,
                                                        base::Instant now, int limit) {
  return snapshot.all(*queries::list_customer_discounts_to_tell.at(index_of(what)),
                      {{"now", now}, {"limit", limit}}, [](const database::Row& row) {
                        auto id = CustomerDiscountId::stored(std::string(row.text("discount_id")));
                        return ChangedDiscount{std::move(id), customer_in(row)};
                      });
}

std::int64_t mark_told(database::Transaction& transaction, Moment what,
                       const CustomerDiscountId& discount, base::Instant now) {
  const auto held = transaction.count(*queries::count_rates_to_tell.at(index_of(what)),
                                      {{"discount_id", discount}, {"now", now}});
  transaction.execute(*queries::mark_rates_told.at(index_of(what)),
                      {{"discount_id", discount}, {"now", now}});
  return held;
}

std::vector<NearEnd> ends_to_tell(database::Snapshot& snapshot, Whom whom, base::Instant now,
                                  base::Instant before, int limit) {
  return snapshot.all(*queries::list_ends_to_tell.at(index_of(whom)),
                      {{"now", now}, {"before", before}, {"limit", limit}},
                      [](const database::Row& row) {
                        auto customer = customer_in(row);
                        return NearEnd{std::move(customer), row.instant("effective_until_us")};
                      });
}

void mark_told(database::Transaction& transaction, Whom whom, const NearEnd& end,
               base::Instant now) {
  transaction.execute(*queries::mark_ends_told.at(index_of(whom)),
                      {{"account_id", end.customer.account},
                       {"partner_id", end.customer.partner},
                       {"at", end.at},
                       {"now", now}});
}

}  // namespace pricing::store
