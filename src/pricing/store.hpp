#pragma once
// Rows of this room's tables; only this room includes it.

#include "pricing/pricing.hpp"

namespace pricing::store {

std::string_view name_of(PartnerDiscount::Decision decision);
PartnerDiscount::Decision decision_named(std::string_view name);
End end_named(std::string_view name);

// ---- Products ----

/// False when the code is taken.
bool insert_product(database::Transaction& transaction, const ProductId& id, const Name& called,
                    base::Instant now);
bool insert_group(database::Transaction& transaction, const GroupId& id, const ProductId& product,
                  const Name& called, base::Instant now);
/// False when it has another version by now.
bool rename_product(database::Transaction& transaction, const Product& product,
                    const std::string& name);
/// With its groups.
std::optional<Product> find_product(database::Snapshot& snapshot, const ProductId& id);

bool rename_group(database::Transaction& transaction, const ListedGroup& group,
                  const std::string& name);
std::optional<ListedGroup> find_group(database::Snapshot& snapshot, const GroupId& id);

enum class ProductSort { code, code_backwards, name, name_backwards };
struct ProductPage {
  ProductSort sort = ProductSort::code;
  std::string folded_search;             // "" finds all
  std::optional<std::string> after_key;  // of the row behind which the page begins
  std::optional<std::string> after_id;
  int limit = 50;
};
struct ListedProduct {
  Product product;
  std::string sort_key;
};
std::vector<ListedProduct> list_products(database::Snapshot& snapshot, const ProductPage& page);
std::int64_t count_products(database::Snapshot& snapshot, const std::string& folded_search);
std::vector<ListedGroup> list_groups(database::Snapshot& snapshot,
                                     const std::optional<ProductId>& product,
                                     const std::string& after_id, int limit);
std::int64_t count_groups(database::Snapshot& snapshot, const std::optional<ProductId>& product);

bool has(database::Snapshot& snapshot, const Target& target);
std::optional<ProductId> product_of(database::Snapshot& snapshot, const GroupId& group);

struct TargetName {
  Name product;
  std::optional<Name> group;
};
/// Of every product and group, or of one product's; `order` has them by code.
struct Targets {
  std::vector<Target> order;
  std::map<Target, TargetName> names;
};
Targets targets(database::Snapshot& snapshot,
                const std::optional<ProductId>& product = std::nullopt);

// ---- List prices ----

struct StoredPrice {
  ListPriceId id;
  ListPrice price;  // without `from`
};
std::optional<StoredPrice> find_price_of_day(database::Snapshot& snapshot, const Target& target,
                                             const std::string& currency, base::Day from);
void insert_price(database::Transaction& transaction, const ListPriceId& id,
                  const NewListPrice& price, base::Instant now);
void replace_price(database::Transaction& transaction, const ListPriceId& id, base::Instant now);

struct ListedPrice {
  ListPriceId id;
  Target target;
  TargetName names;
  ListPrice price;
  base::Instant created_at;
};
struct PriceFilter {
  std::optional<ProductId> product;
  std::optional<GroupId> group;
};
std::vector<ListedPrice> list_prices(database::Snapshot& snapshot, const PriceFilter& filter,
                                     const std::string& before_day, const std::string& before_id,
                                     int limit);
std::optional<ListedPrice> find_price(database::Snapshot& snapshot, const ListPriceId& id);
std::int64_t count_prices(database::Snapshot& snapshot, const PriceFilter& filter);

// ---- Discounts ----

/// The set gets another number. First of all that a verb writes: on PostgreSQL two verbs of one set
/// then meet in this row, where the later one begins anew, before they meet in a unique index,
/// where it would fail.
void bump(database::Transaction& transaction, const base::PartnerId& partner,
          const std::optional<base::AccountId>& account);

/// False when the partner has a pending one.
bool insert(database::Transaction& transaction, const PartnerDiscount& discount);
enum class RateKind { asked, granted };
void insert_rates(database::Transaction& transaction, const PartnerDiscountId& discount,
                  RateKind kind, const std::vector<TargetRate>& rates);
std::optional<PartnerDiscount> find(database::Snapshot& snapshot, const PartnerDiscountId& id);
struct PartnerDiscountFilter {
  std::optional<base::PartnerId> partner;
  std::optional<PartnerStatus> status;
};
std::vector<PartnerDiscount> list(database::Snapshot& snapshot, const PartnerDiscountFilter& filter,
                                  base::Instant now, const std::string& before_id, int limit);
std::int64_t count(database::Snapshot& snapshot, const PartnerDiscountFilter& filter,
                   base::Instant now);
/// False when somebody decided it meanwhile.
bool decide(database::Transaction& transaction, const PartnerDiscount& decided);
/// What holds at `at` ends there.
void cut_partner_discounts(database::Transaction& transaction, const base::PartnerId& partner,
                           base::Instant at);
std::optional<base::Instant> next_partner_discount(database::Snapshot& snapshot,
                                                   const base::PartnerId& partner,
                                                   base::Instant after);
std::vector<Rate> partner_rates_between(database::Snapshot& snapshot,
                                        const base::PartnerId& partner, base::Instant from,
                                        base::Instant until,
                                        const std::optional<ProductId>& product);

/// Whose customer.
struct Customer {
  base::PartnerId partner;
  base::AccountId account;
};
struct KeptRate {
  CustomerDiscountId discount;
  CustomerRate kept;
};
void insert(database::Transaction& transaction, const CustomerDiscount& discount);
void cut(database::Transaction& transaction, const KeptRate& rate, base::Instant now);
std::vector<KeptRate> customer_rates_between(database::Snapshot& snapshot, const Customer& customer,
                                             base::Instant from, base::Instant until,
                                             const std::optional<ProductId>& product);
std::vector<CustomerDiscount> list(database::Snapshot& snapshot, const Customer& customer,
                                   const std::string& before_id, int limit);
std::optional<CustomerDiscount> find(database::Snapshot& snapshot, const CustomerDiscountId& id);
std::int64_t count(database::Snapshot& snapshot, const Customer& customer);

// ---- What the clock's verbs have to tell ----

enum class Moment { began, ended };
std::vector<PartnerDiscountId> partner_discounts_to_tell(database::Snapshot& snapshot, Moment what,
                                                         base::Instant now, int limit);
void mark_told(database::Transaction& transaction, Moment what, const PartnerDiscountId& id);

struct ChangedDiscount {
  CustomerDiscountId discount;
  Customer customer;
};
std::vector<ChangedDiscount> customer_discounts_to_tell(database::Snapshot& snapshot, Moment what,
                                                        base::Instant now, int limit);
/// Returns how many of its rates did hold.
std::int64_t mark_told(database::Transaction& transaction, Moment what,
                       const CustomerDiscountId& discount, base::Instant now);

enum class Whom { partner, customer };
struct NearEnd {
  Customer customer;
  base::Instant at;
};
std::vector<NearEnd> ends_to_tell(database::Snapshot& snapshot, Whom whom, base::Instant now,
                                  base::Instant before, int limit);
void mark_told(database::Transaction& transaction, Whom whom, const NearEnd& end,
               base::Instant now);

void add_list_prices_at(database::Snapshot& snapshot, Terms& terms, const std::string& currency,
                        base::Day day, const std::optional<ProductId>& product);

}  // namespace pricing::store
