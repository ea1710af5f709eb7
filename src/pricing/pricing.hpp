#pragma once
// Price: what the provider's products cost. The list price is the provider's; the partner discount
// is what the partner pays less (its cost); the customer discount is what the customer pays less
// (the sale price). `quote` is the one function that makes a price of them, for a product, a
// customer and a moment, which is the moment when the order was created: whatever changes later, an
// order keeps its price.
//
//   list   - customer discount = sale
//   list   - partner discount  = cost      sale - cost = margin
//
// A discount is in basis points, hundredths of a percent, and names a product or one of its groups;
// the group's rate is the narrower one and wins, also with 0. Days are days of the provider's zone
// and begin at its midnight; stored intervals are instants, the first one in, the last one out.
//
// Nothing is set back in time: a discount begins after it was set (a partner's that was approved
// late at the moment of approval), and what held stays on record. Of one product or group, at most
// one rate of a partner and one of a customer hold at any moment; rules, and triggers of the
// database, see to both.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/id.hpp"
#include "base/working_days.hpp"
#include "identity/identity.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/fresh.hpp"
#include "platform/database/database.hpp"
#include "platform/i18n/i18n.hpp"

namespace pricing {

using ProductId = base::Id<"prd">;
using GroupId = base::Id<"pgr">;
using ListPriceId = base::Id<"lpr">;
using PartnerDiscountId = base::Id<"pds">;
using CustomerDiscountId = base::Id<"cds">;

// ---- Days ----

enum class Unit { calendar_days, working_days };
std::string_view name_of(Unit unit);
struct Lead {
  int days = 3;
  Unit unit = Unit::calendar_days;
};
/// A partner's discount begins more than so many days ahead; today is day 0. Asked for on
/// 2026-07-03 with 3 calendar days: from 2026-07-07.
base::Day earliest_for_partner(base::Day today, const Lead& lead, const base::WorkingDays& days);
/// A customer's discount begins at least so many days ahead. Set on Friday 2026-07-03 with 3
/// working days: from Wednesday 2026-07-08.
base::Day earliest_for_customer(base::Day today, const Lead& lead, const base::WorkingDays& days);

// ---- Settings ----

/// What happens to a sale below cost.
enum class BelowCost { reason, refuse, allow };

/// Setting names are in settings.cpp; the reference is docs/operating/configuration.md.
struct Settings {
  std::string currency = "VND";
  std::string zone = "Asia/Ho_Chi_Minh";
  std::string base_url;
  base::WorkingDays working_days;
  Lead partner_lead{3, Unit::calendar_days};
  Lead customer_lead{3, Unit::working_days};
  int answer_working_days = 3;        // that the provider means to take; 0 promises nothing
  int most_partner_points = 10'000;   // of one rate
  int most_customer_points = 10'000;  // of one rate
  BelowCost below_cost = BelowCost::reason;
  int end_notice_days = 7;   // before a discount ends the partner is told; 0: never
  int rise_notice_days = 3;  // before a price rises the customer is told; 0: never
};
/// Declares and reads `pricing.…`; the caller fills in what belongs to the whole program.
Settings read_settings(config::Reader& reader);

/// What is the same for every call.
struct Installation {
  const Settings& settings;
  const i18n::Catalog& catalog;
  const crypto::SecretKey& key;
};

// ---- Quotes ----

/// A product, or one of its groups.
struct Target {
  ProductId product;
  std::optional<GroupId> group = {};
  friend auto operator<=>(const Target&, const Target&) = default;
};

struct ListPrice {
  base::Decimal amount;  // of one unit; not below zero
  std::string currency;
  int tax_rate_bp = 0;
  bool tax_included = false;  // `amount` contains the tax
  base::Day from;
};

/// The rate of one target from its first moment to before its last.
struct Rate {
  Target target;
  int basis_points = 0;
  base::Instant from;
  std::optional<base::Instant> until = {};  // nothing: until something else begins
};

/// What was agreed for one customer of one partner, in any order. Rates of the same target do not
/// overlap (ENSUREd), list prices of the same target and currency begin on different days.
class Terms {
 public:
  explicit Terms(std::string zone) : zone_(std::move(zone)) {}
  void add_list_price(const Target& target, const ListPrice& price);
  void add_partner_rate(const Rate& rate) { add(partner_, rate); }
  void add_customer_rate(const Rate& rate) { add(customer_, rate); }
  /// Of a deal: stands before the partner's common rate.
  void add_deal_rate(const Rate& rate) { add(deal_, rate); }

  const ListPrice* list_price(const Target& target, const std::string& currency,
                              base::Instant at) const;
  const Rate* partner_rate(const Target& target, base::Instant at) const {
    return narrowest(partner_, target, at);
  }
  const Rate* customer_rate(const Target& target, base::Instant at) const {
    return narrowest(customer_, target, at);
  }
  const Rate* deal_rate(const Target& target, base::Instant at) const {
    return narrowest(deal_, target, at);
  }
  /// Moments in (from, until) at which some rate begins or ends, in order.
  std::vector<base::Instant> changes(base::Instant from, base::Instant until) const;

 private:
  using Rates = std::map<Target, std::map<base::Instant, Rate>>;
  static void add(Rates& rates, const Rate& rate);
  static const Rate* at_moment(const Rates& rates, const Target& target, base::Instant at);
  static const Rate* narrowest(const Rates& rates, const Target& target, base::Instant at);

  std::string zone_;
  std::map<std::pair<Target, std::string>, std::map<base::Instant, ListPrice>> list_prices_;
  Rates partner_;
  Rates customer_;
  Rates deal_;
};

/// A price with the reason of each part. Amounts are on the basis of the list price: with tax where
/// `list.tax_included`. Each is rounded once, half even, to 12 digits behind the point, and
/// `margin` is what `sale` and `cost` leave, so that parts add up to the whole.
struct Quote {
  ListPrice list;
  bool list_of_product = false;  // a group without a list price of its own
  std::optional<Rate> customer;  // none: the customer sees the list price
  std::optional<Rate> partner;   // none: the partner pays the list price
  std::optional<Rate> deal;      // stands before `partner`
  base::Decimal sale;
  base::Decimal cost;
  base::Decimal margin;  // below zero when the sale is below cost
  base::Decimal tax;     // of the sale: part of it, or on top

  int customer_points() const { return customer ? customer->basis_points : 0; }
  int partner_points() const {
    return deal ? deal->basis_points : partner ? partner->basis_points : 0;
  }
};
constexpr int price_places = 12;

/// Nothing when neither the target nor its product has a list price in this currency then.
std::optional<Quote> quote(const Terms& terms, const Target& target, const std::string& currency,
                           base::Instant at);

// ---- Products and list prices ----

struct Name {
  std::string code;
  std::string name;
};
struct Group {
  GroupId id;
  Name called;
};
struct Product {
  ProductId id;
  Name called;
  std::vector<Group> groups;  // by code
  base::Instant created_at;
  std::int64_t version = 1;
};

/// A group with whose part it is.
struct ListedGroup {
  Group group;
  ProductId product;
  Name product_called;
  base::Instant created_at;
  std::int64_t version = 1;
};

/// Who does it, and what was drawn for it.
struct Act {
  database::Transaction& transaction;
  const Installation& installation;
  identity::Origin origin;
  crypto::Fresh& fresh;
};

/// 409 `pricing.code_taken` (pointer /code).
base::Result<ProductId> add_product(Act& act, const Name& called);
/// 409 `pricing.code_taken`, 400 `pricing.unknown_product` (pointer /product_id).
base::Result<GroupId> add_group(Act& act, const ProductId& product, const Name& called);
/// 412 `stale` when somebody else renamed it since it was read.
base::Result<> rename(Act& act, const Product& product, const std::string& name);
base::Result<> rename(Act& act, const ListedGroup& group, const std::string& name);

struct NewListPrice {
  Target target;
  ListPrice price;
};
enum class PriceOutcome { created, replaced, unchanged };
std::string_view name_of(PriceOutcome outcome);
struct SetPrice {
  PriceOutcome outcome;
  ListPriceId id;
};
/// All or none. A price whose day has not come is replaced; 409 `pricing.price_taken` (pointer
/// /prices/<index>/effective_from) for one that holds or held, unless it is the same.
base::Result<std::vector<SetPrice>> set_list_prices(Act& act,
                                                    const std::vector<NewListPrice>& prices);

// ---- Partner discounts ----

struct TargetRate {
  Target target;
  int basis_points = 0;
  friend bool operator==(const TargetRate&, const TargetRate&) = default;
};

enum class PartnerStatus { pending, scheduled, active, expired, rejected, withdrawn };
std::string_view name_of(PartnerStatus status);
std::optional<PartnerStatus> partner_status_named(std::string_view name);

struct PartnerDiscount {
  PartnerDiscountId id;
  base::PartnerId partner;
  enum class Decision { pending, approved, rejected, withdrawn } decision = Decision::pending;
  base::Day starts_on;                           // as it was asked for
  std::optional<base::Instant> effective_from;   // approved
  std::optional<base::Instant> effective_until;  // where the next one takes over
  identity::Origin asked_by;
  base::Instant asked_at;
  std::optional<base::Instant> due_at;
  std::optional<identity::Origin> decided_by;
  std::optional<base::Instant> decided_at;
  std::optional<std::string> reason;
  std::int64_t version = 1;
  std::vector<TargetRate> asked;    // by target
  std::vector<TargetRate> granted;  // of an approved one; by target
};
/// By the clock, whether or not a job ran.
PartnerStatus status_at(const PartnerDiscount& discount, base::Instant now);

/// The number of the set as it is now: another one after each change. Of a customer's discounts, or
/// of the partner's own.
std::int64_t set_version(database::Snapshot& snapshot, const base::PartnerId& partner,
                         const std::optional<base::AccountId>& account = std::nullopt);

/// 422 `pricing.too_early` (pointer /starts_on, value "earliest"), 409 `pricing.pending_exists`,
/// 422 `pricing.rate_too_high`.
base::Result<PartnerDiscountId> ask(Act& act, const base::PartnerId& partner, base::Day starts_on,
                                    const std::vector<TargetRate>& rates);
/// With other rates where `rates` says so. Replaces the whole set from its first day on, or from
/// this moment when that day has come. 409 `pricing.wrong_state`, 422 `pricing.rate_too_high`.
base::Result<> approve(Act& act, const PartnerDiscount& discount,
                       const std::optional<std::vector<TargetRate>>& rates);
/// 409 `pricing.wrong_state` unless it is pending; so for withdrawing.
base::Result<> reject(Act& act, const PartnerDiscount& discount, const std::string& reason);
base::Result<> withdraw(Act& act, const PartnerDiscount& discount);

// ---- Customer discounts ----

enum class CustomerStatus { scheduled, active, expired };
std::string_view name_of(CustomerStatus status);

/// Why a rate ends when it does.
enum class End { as_set, replaced, customer_left };
std::string_view name_of(End end);

struct CustomerRate {
  Rate rate;  // `until` is always there
  End end = End::as_set;
};
CustomerStatus status_at(const Rate& rate, base::Instant now);

struct CustomerDiscount {
  CustomerDiscountId id;
  base::PartnerId partner;
  base::AccountId account;
  base::Day from;
  base::Day to;  // the last day
  std::optional<std::string> below_cost_reason;
  identity::Origin set_by;
  base::Instant set_at;
  std::vector<CustomerRate> rates;  // by target
};
/// Of all its rates: active when one of them is, else scheduled when one is.
CustomerStatus status_at(const CustomerDiscount& discount, base::Instant now);

struct NewCustomerDiscount {
  base::Day from;
  base::Day to;
  std::vector<TargetRate> rates;
  std::optional<std::string> below_cost_reason = {};
};

/// What a new discount would do to one target.
struct Effect {
  Target target;
  int basis_points = 0;
  int current_points = 0;         // of the customer, now
  int lowest_partner_points = 0;  // what the partner gets at least in that time, as far as is known
  std::optional<Quote> quote;     // on its first day; nothing without a list price
  bool below_cost() const { return basis_points > lowest_partner_points; }
};
struct Plan {
  std::vector<Effect> effects;      // also of groups that follow their product
  std::vector<CustomerRate> ended;  // with their new end
  bool below_cost() const;
};
/// 409 `pricing.not_a_customer`, 422 `pricing.too_early` (pointer /from), 422
/// `pricing.rate_too_high`.
base::Result<Plan> plan(database::Snapshot& snapshot, const Installation& installation,
                        const base::AccountId& account, const base::PartnerId& partner,
                        const NewCustomerDiscount& discount, base::Instant now);

/// Whether whoever does it may sell below cost at all.
enum class MaySellBelowCost { no, yes };
/// As `plan`, and where a sale is below cost 403 `pricing.below_cost_not_allowed`, 422
/// `pricing.below_cost_refused`, 422 `pricing.below_cost_reason_required`.
base::Result<CustomerDiscountId> set_discount(Act& act, const base::AccountId& account,
                                              const base::PartnerId& partner,
                                              const NewCustomerDiscount& discount,
                                              MaySellBelowCost may);
/// Ends all discounts of a customer who leaves; what has not begun never does.
void end_customer(database::Transaction& transaction, const base::PartnerId& partner,
                  const base::AccountId& account, const identity::Origin& origin,
                  crypto::Fresh& fresh);

/// Everything that decides the customer's prices at a moment, of one product or of all.
Terms terms_at(database::Snapshot& snapshot, const Settings& settings,
               const base::PartnerId& partner, const base::AccountId& account, base::Instant at,
               const std::optional<ProductId>& product = std::nullopt);

/// The least and the most that a customer's prices are lowered by now, over all products that are.
struct Span {
  int least = 0;
  int most = 0;
};
std::map<base::AccountId, Span> discounts_of(database::Snapshot& snapshot,
                                             const base::PartnerId& partner,
                                             const std::vector<base::AccountId>& accounts,
                                             base::Instant now);

// ---- The clock's verbs: each does at most `limit` rows and returns how many ----
// What holds when is read off the clock alone; these only tell of it, once each, also after an
// outage and across several copies of the program.

/// Partner discounts that began or ended: an event each, and a mail to the partner of one that
/// began after it was approved.
int tell_partner_changes(database::Transaction& transaction, const Installation& installation,
                         crypto::Fresh& fresh, int limit);
/// An event for each customer discount of which rates began or ended.
int tell_customer_changes(database::Transaction& transaction, const Installation& installation,
                          crypto::Fresh& fresh, int limit);
/// Mails partners before rates that hold end, and customers before that makes a price rise.
int tell_ends(database::Transaction& transaction, const Installation& installation,
              crypto::Fresh& fresh, int limit);

}  // namespace pricing
