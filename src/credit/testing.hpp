#pragma once
// For tests only: two partners with customers, and people of both sides who move credit.

#include "credit/credit.hpp"
#include "partners/testing.hpp"

namespace credit::testing {

class CreditTest : public partners::testing::ChannelTest {
 protected:
  /// Runs a verb as somebody, in a write of its own.
  template <class Verb>
  auto as(const identity::Actor& actor, Verb&& verb) {
    clock.advance(std::chrono::milliseconds{1});
    const crypto::Fresh drawn = fresh();
    return write([&](database::Transaction& transaction) {
      crypto::Fresh own = drawn;
      Act act{transaction, installation, actor.origin(), via_of(actor), actor.audience, own};
      return verb(act);
    });
  }
  base::Result<Moved> moves(const identity::Actor& actor, const Wish& wish) {
    return as(actor, [&](Act& act) { return move(act, wish); });
  }
  void given(const Wish& wish) {
    const auto moved = moves(boss, wish);
    EXPECT_TRUE(moved.has_value()) << (moved ? "" : moved.error().code);
  }

  Balance balance(const Wallet& of) {
    return database().read(
        [&](database::Snapshot& snapshot) { return balance_of(snapshot, of, settings.currency); });
  }
  Verified proven() {
    return verify(database(), installation, [](std::int64_t) {});
  }

  i18n::Catalog catalog{base::Values{{"provider", "Cloud"}}};
  Settings settings = [] {
    Settings made;
    made.base_url = "http://localhost";
    made.provider_name = "Cloud";
    made.presets = {100'000};
    return made;
  }();
  Installation installation{settings, catalog, key};
  base::PartnerId partner = add_partner("Alpha");
  base::PartnerId other = add_partner("Beta");
  base::AccountId account = add_account("khach@example.vn");
  base::RegistrationId registration = make_customer(partner, account);
  Wallet wallet{partner};
  Wallet customer{partner, account};
  identity::Actor boss =
      person("boss", identity::Audience::provider, identity::Role::provider_admin);
  identity::Actor second =
      person("second", identity::Audience::provider, identity::Role::provider_admin);
  identity::Actor billing =
      person("billing", identity::Audience::provider, identity::Role::finance);
  identity::Actor staff =
      person("staff", identity::Audience::partner, identity::Role::partner_admin, partner);
  identity::Actor colleague =
      person("colleague", identity::Audience::partner, identity::Role::finance, partner);
};

}  // namespace credit::testing
