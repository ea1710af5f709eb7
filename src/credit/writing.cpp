#include "credit/writing.hpp"

#include "credit/bodies.hpp"
#include "partners/partners.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/resource.hpp"

namespace credit {
namespace {

template <class Id>
base::Result<Id> id_in(const http::Request& request) {
  auto id = Id::parse(request.path_parameter("id"));
  if (!id) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(id);
}

constexpr std::chrono::milliseconds longest_wait{500};

Wish wish_of(Kind kind, const Wallet& wallet, Said said) {
  return {.kind = kind,
          .wallet = wallet,
          .amount_minor = said.amount_minor,
          .reference = std::move(said.reference),
          .note = std::move(said.note)};
}

http::Response answer(int status, const boost::json::object& body) {
  return http::json(status, boost::json::serialize(body));
}

}  // namespace

Writing::Writing(database::Database& database, const Installation& installation,
                 const clock_source::Clock& clock, crypto::Random& random)
    : database_(database), installation_(installation), clock_(clock), random_(random) {}

View Writing::view(const identity::Actor& actor) const {
  return {actor, installation_.settings, clock_.now()};
}

Writing::Answer Writing::write(const http::Request& request, const identity::Actor& actor, Key key,
                               const Body& body) const {
  const crypto::Fresh drawn(clock_.now(), random_);
  return http::write(database_, request, actor.tenant(), drawn.now(),
                     key == Key::required ? http::KeyIs::required : http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> Answer {
                       crypto::Fresh fresh = drawn;
                       Act act{transaction,   installation_,  actor.origin(),
                               via_of(actor), actor.audience, fresh};
                       return body(act);
                     });
}

std::unique_lock<std::timed_mutex> Writing::turn_of(const base::PartnerId& partner) const {
  if (database_.engine() == database::Engine::sqlite) return {};
  auto& turn = turns_.at(std::hash<std::string>{}(partner.text()) % turns_.size());
  return std::unique_lock(turn, longest_wait);
}

Writing::Answer Writing::ask(const http::Request& request, const identity::Actor& actor,
                             const Wish& wish) const {
  const auto turn = turn_of(wish.wallet.partner);
  return write(request, actor, Key::required, [&](Act& act) -> Answer {
    Outcome outcome = TRY(credit::ask(act, wish));
    if (auto* moved = std::get_if<Moved>(&outcome))
      return answer(201, to_json(store::listed_of(std::move(*moved)), view(actor)));
    const auto& waiting = std::get<Request>(outcome);
    return answer(202,
                  to_json(store::find_listed(act.transaction, waiting.id).value(), view(actor)));
  });
}

base::Result<Wallet> Writing::customer_in(const http::Request& request,
                                          const identity::Actor& actor) const {
  const auto id = TRY(id_in<base::AccountId>(request));
  const auto customer = database_.read(
      [&](database::Snapshot& snapshot) { return find_customer(snapshot, actor.scope(), id); });
  if (!customer) return base::fail(base::ErrorKind::not_found, "not_found");
  return customer->wallet;
}

Writing::Answer Writing::of_customer(const http::Request& request, const identity::Actor& actor,
                                     Kind kind, Texts texts) const {
  const Wallet wallet = TRY(customer_in(request, actor));
  return ask(request, actor,
             wish_of(kind, wallet, TRY(read_said(request, installation_.settings, texts))));
}

Writing::Answer Writing::bill(const http::Request& request, const identity::Actor& actor,
                              Kind kind) const {
  Wallet wallet = TRY(customer_in(request, actor));
  auto body = TRY(read_bill(request, installation_.settings));
  if (body.partner) wallet.partner = *std::move(body.partner);
  return ask(request, actor, wish_of(kind, wallet, std::move(body.said)));
}

Writing::Answer Writing::grant(const http::Request& request, const identity::Actor& actor) const {
  auto body = TRY(read_grant(request, installation_.settings));
  const bool known = database_.read([&](database::Snapshot& snapshot) {
    return partners::find(snapshot, body.partner).has_value();
  });
  if (!known) {
    base::Error error{base::ErrorKind::malformed, "credit.unknown_partner", {}, {}, {}};
    error.fields.push_back({"/partner_id", error.code, {}});
    return base::fail(std::move(error));
  }
  return ask(request, actor, wish_of(Kind::grant, {body.partner}, std::move(body.said)));
}

Writing::Answer Writing::top_up(const http::Request& request, const identity::Actor& actor) const {
  return of_customer(request, actor, Kind::top_up, Texts::note);
}

Writing::Answer Writing::reclaim(const http::Request& request, const identity::Actor& actor) const {
  return of_customer(request, actor, Kind::reclaim, Texts::reason);
}

Writing::Answer Writing::purchase(const http::Request& request,
                                  const identity::Actor& actor) const {
  return bill(request, actor, Kind::purchase);
}

Writing::Answer Writing::refund(const http::Request& request, const identity::Actor& actor) const {
  return bill(request, actor, Kind::refund);
}

Writing::Answer Writing::pay_customer_out(const http::Request& request,
                                          const identity::Actor& actor) const {
  return bill(request, actor, Kind::payout);
}

Writing::Answer Writing::pay_partner_out(const http::Request& request,
                                         const identity::Actor& actor) const {
  const auto partner = TRY(id_in<base::PartnerId>(request));
  const bool known = database_.read(
      [&](database::Snapshot& snapshot) { return partners::find(snapshot, partner).has_value(); });
  if (!known) return base::fail(base::ErrorKind::not_found, "not_found");
  auto said = TRY(read_said(request, installation_.settings, Texts::reference_note));
  return ask(request, actor, wish_of(Kind::payout, {partner}, std::move(said)));
}

Writing::Answer Writing::reverse(const http::Request& request, const identity::Actor& actor) const {
  const auto id = TRY(id_in<TransactionId>(request));
  const auto undone =
      database_.read([&](database::Snapshot& snapshot) { return store::find(snapshot, id); });
  if (!undone) return base::fail(base::ErrorKind::not_found, "not_found");
  auto body = TRY(read_reversal(request, installation_.settings));
  return ask(request, actor,
             {.kind = Kind::reversal,
              .wallet = undone->wallet,
              .amount_minor = body.amount_minor.value_or(undone->amount_minor),
              .reference = std::nullopt,
              .note = std::move(body.reason),
              .reverses = id});
}

Writing::Answer Writing::hold(const http::Request& request, const identity::Actor& actor) const {
  const Wallet wallet = TRY(customer_in(request, actor));
  auto said = TRY(read_said(request, installation_.settings, Texts::reference_note));
  const Wish wish = wish_of(Kind::hold, wallet, std::move(said));
  return write(request, actor, Key::required, [&](Act& act) -> Answer {
    return answer(201, to_json(TRY(credit::hold(act, wish))));
  });
}

Writing::Answer Writing::release(const http::Request& request, const identity::Actor& actor) const {
  const auto id = TRY(id_in<HoldId>(request));
  const auto look = [&](database::Snapshot& snapshot) -> base::Result<Hold> {
    auto found = store::find(snapshot, id);
    if (!found) return base::fail(base::ErrorKind::not_found, "not_found");
    return *std::move(found);
  };
  TRY(database_.read(look));
  TRY(read_nothing(request));
  return write(request, actor, Key::required, [&](Act& act) -> Answer {
    auto held = TRY(look(act.transaction));
    return answer(200, to_json(TRY(credit::release(act, std::move(held)))));
  });
}

base::Result<store::ListedRequest> find_own(database::Snapshot& snapshot,
                                            const http::Request& request,
                                            const identity::Actor& actor) {
  const auto id = RequestId::parse(request.path_parameter("id"));
  auto found = id ? store::find_listed(snapshot, *id) : std::nullopt;
  const bool own = found && found->request.side == actor.audience &&
                   (!actor.partner || *actor.partner == found->request.wish.wallet.partner);
  if (!own) return base::fail(base::ErrorKind::not_found, "not_found");
  return *std::move(found);
}

Writing::Answer Writing::decide(const http::Request& request, const identity::Actor& actor,
                                const Decide& verb) const {
  return write(request, actor, Key::optional, [&](Act& act) -> Answer {
    const auto asked = TRY(find_own(act.transaction, request, actor));
    const Request decided = TRY(verb(act, asked.request));
    auto shown = store::find_listed(act.transaction, decided.id).value();
    auto response = answer(200, to_json(shown, view(actor)));
    response.headers.emplace_back("etag", http::etag(shown.request.version));
    return response;
  });
}

Writing::Answer Writing::approve(const http::Request& request, const identity::Actor& actor) const {
  TRY(database_.read(
      [&](database::Snapshot& snapshot) { return find_own(snapshot, request, actor); }));
  TRY(read_nothing(request));
  return decide(request, actor,
                [](Act& act, Request asked) { return credit::approve(act, std::move(asked)); });
}

Writing::Answer Writing::reject(const http::Request& request, const identity::Actor& actor) const {
  TRY(database_.read(
      [&](database::Snapshot& snapshot) { return find_own(snapshot, request, actor); }));
  const std::string reason = TRY(read_reason(request));
  return decide(request, actor, [&](Act& act, Request asked) {
    return credit::reject(act, std::move(asked), reason);
  });
}

Writing::Answer Writing::withdraw(const http::Request& request,
                                  const identity::Actor& actor) const {
  TRY(database_.read(
      [&](database::Snapshot& snapshot) { return find_own(snapshot, request, actor); }));
  TRY(read_nothing(request));
  return decide(request, actor,
                [](Act& act, Request asked) { return credit::withdraw(act, std::move(asked)); });
}

Writing::Answer Writing::change_level(const http::Request& request,
                                      const identity::Actor& actor) const {
  const Wallet wallet = TRY(customer_in(request, actor));
  const auto level = TRY(read_level(request, installation_.settings));
  const std::string& currency = installation_.settings.currency;
  return write(request, actor, Key::optional, [&](Act& act) -> Answer {
    const auto customer =
        find_customer(act.transaction, actor.scope(), wallet.account.value()).value();
    const auto week_ago = act.fresh.now() - rate_days;
    const auto look = [&] {
      return store::account_credit(act.transaction, customer, currency, week_ago);
    };
    const auto before = look();
    TRY(http::check_if_match(request, before.version));
    if (!store::set_level(act.transaction, wallet, level, before.version))
      return base::fail(base::ErrorKind::stale, "stale");
    identity::audit(act.transaction, act.fresh.id<base::AuditId>(),
                    {.origin = act.origin,
                     .change = "credit.alert_level",
                     .subject = wallet.account->text(),
                     .partner = wallet.partner,
                     .details = {{"amount", level ? std::to_string(*level) : "none"}}},
                    act.fresh.now());
    const auto after = look();
    auto response = answer(200, to_json(after, view(actor)));
    response.headers.emplace_back("etag", http::etag(after.version));
    return response;
  });
}

}  // namespace credit
