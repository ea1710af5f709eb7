#pragma once
// For tests only: products, a partner with a customer, and people of both sides who deal with
// prices. It is Friday 2026-07-03, 10:00 in the provider's zone.

#include "partners/testing.hpp"
#include "pricing/store.hpp"

namespace pricing::testing {

class PricingTest : public partners::testing::ChannelTest {
 protected:
  static base::Day on(std::string_view text) { return base::parse_iso_day(text).value(); }
  base::Instant at(std::string_view text) const {
    return base::start_of_day(on(text), settings.zone);
  }

  /// Runs a verb as somebody, in a write of its own.
  template <class Verb>
  auto as(const identity::Actor& actor, Verb&& verb) {
    clock.advance(std::chrono::milliseconds{1});
    const crypto::Fresh drawn = fresh();
    return write([&](database::Transaction& transaction) {
      crypto::Fresh own = drawn;
      Act act{transaction, installation, actor.origin(), own};
      return verb(act);
    });
  }

  Target add_product(const std::string& code) {
    return {as(boss, [&](Act& act) {
              return pricing::add_product(act, {code, code + " (tên)"});
            }).value()};
  }
  Target add_group(const Target& product, const std::string& code) {
    const auto id = as(boss, [&](Act& act) {
                      return pricing::add_group(act, product.product, {code, code});
                    }).value();
    return {product.product, id};
  }
  void list(const Target& target, const std::string& amount, std::string_view from) {
    const NewListPrice made{
        target, {base::Decimal::parse(amount, 15, 12).value(), "VND", 1000, true, on(from)}};
    ASSERT_TRUE(as(boss, [&](Act& act) { return set_list_prices(act, {made}); }));
  }

  base::Result<PartnerDiscountId> asks(std::string_view starts_on,
                                       const std::vector<TargetRate>& rates) {
    return as(staff, [&](Act& act) { return ask(act, partner, on(starts_on), rates); });
  }
  PartnerDiscount discount(const PartnerDiscountId& id) {
    return database().read(
        [&](database::Snapshot& snapshot) { return store::find(snapshot, id).value(); });
  }
  /// The same inside a write.
  static PartnerDiscount discount_in(Act& act, const PartnerDiscountId& id) {
    return store::find(act.transaction, id).value();
  }
  base::Result<> approves(const PartnerDiscountId& id,
                          const std::optional<std::vector<TargetRate>>& rates = std::nullopt) {
    const auto asked = discount(id);
    return as(boss, [&](Act& act) { return approve(act, asked, rates); });
  }
  PartnerStatus status(const PartnerDiscountId& id) { return status_at(discount(id), clock.now()); }

  base::Result<CustomerDiscountId> sets(std::string_view from, std::string_view to,
                                        const std::vector<TargetRate>& rates,
                                        std::optional<std::string> reason = std::nullopt,
                                        MaySellBelowCost may = MaySellBelowCost::yes) {
    const NewCustomerDiscount made{on(from), on(to), rates, std::move(reason)};
    return as(staff, [&](Act& act) { return set_discount(act, account, partner, made, may); });
  }
  CustomerDiscount customer_discount(const CustomerDiscountId& id) {
    return database().read(
        [&](database::Snapshot& snapshot) { return store::find(snapshot, id).value(); });
  }

  std::optional<Quote> quoted(const Target& target, base::Instant moment) {
    return database().read([&](database::Snapshot& snapshot) {
      return quote(terms_at(snapshot, settings, partner, account, moment), target, "VND", moment);
    });
  }
  void travel_to(std::string_view day) { clock.set(at(day)); }

  i18n::Catalog catalog{base::Values{{"provider", "Cloud"}}};
  Settings settings;
  Installation installation{settings, catalog, key};
  identity::Actor boss =
      person("boss", identity::Audience::provider, identity::Role::provider_admin);
  base::PartnerId partner = add_partner("Alpha");
  base::AccountId account = add_account("khach@example.vn");
  base::RegistrationId registration = make_customer(partner, account);
  identity::Actor staff =
      person("staff", identity::Audience::partner, identity::Role::partner_admin, partner);
  bool began = [&] {
    clock.set(at("2026-07-03") + std::chrono::hours{10});
    return true;
  }();
  Target vserver = add_product("vserver");
  Target gpu = add_group(vserver, "gpu");
  Target vstorage = add_product("vstorage");
};

}  // namespace pricing::testing
