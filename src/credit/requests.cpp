#include "credit/requests.hpp"

#include "credit/store.hpp"

namespace credit {
namespace {

std::unexpected<base::Error> decided() {
  return base::fail(base::ErrorKind::conflict, "credit.request_decided");
}

base::Result<> check_open(const Request& request, base::Instant now) {
  if (state_at(request, now) != RequestState::pending_approval) return decided();
  return {};
}

/// Sets the state; what was set aside must be released by then.
base::Result<Request> close(Act& act, Request request, RequestState state,
                            const identity::Origin& by) {
  request.state = state;
  request.decided_by = by;
  request.decided_at = act.fresh.now();
  ++request.version;
  if (!store::decide(act.transaction, request)) return decided();
  record(act, request, "credit." + std::string(name_of(state)), by);
  return request;
}

base::Result<> let_go(Act& act, const Request& request) {
  if (request.holds)
    TRY(set_aside(act, {.kind = Kind::release,
                        .wallet = held_wallet_of(request),
                        .amount_minor = request.wish.amount_minor}));
  return {};
}

}  // namespace

Wallet held_wallet_of(const Request& request) {
  if (request.wish.kind == Kind::top_up) return Wallet{request.wish.wallet.partner};
  return request.wish.wallet;
}

void record(Act& act, const Request& request, std::string_view change,
            const identity::Origin& origin) {
  base::Values details{{"kind", std::string(name_of(request.wish.kind))},
                       {"amount", std::to_string(request.wish.amount_minor)},
                       {"currency", request.currency}};
  if (request.wish.wallet.account)
    details.emplace_back("account_id", request.wish.wallet.account->text());
  if (request.reason) details.emplace_back("reason", *request.reason);
  identity::audit(act.transaction, act.fresh.id<base::AuditId>(),
                  {.origin = origin,
                   .change = std::string(change),
                   .subject = request.id.text(),
                   .partner = request.wish.wallet.partner,
                   .details = std::move(details)},
                  act.fresh.now());
}

RequestState state_at(const Request& request, base::Instant now) {
  const bool waits = request.state == RequestState::pending_approval;
  return waits && now >= request.expires_at ? RequestState::expired : request.state;
}

base::Result<Request> approve(Act& act, Request request) {
  TRY(check_open(request, act.fresh.now()));
  if (act.origin.id == request.asked_by.id)
    return base::fail(base::ErrorKind::forbidden, "credit.own_request");
  TRY(let_go(act, request));
  const identity::Origin approver = act.origin;
  Act asked{act.transaction, act.installation, request.asked_by,
            request.via,     request.side,     act.fresh};
  request.transaction = TRY(move(asked, request.wish, approver)).id;
  return close(act, std::move(request), RequestState::approved, approver);
}

base::Result<Request> reject(Act& act, Request request, const std::string& reason) {
  TRY(check_open(request, act.fresh.now()));
  if (act.origin.id == request.asked_by.id)
    return base::fail(base::ErrorKind::forbidden, "credit.own_request");
  TRY(let_go(act, request));
  request.reason = reason;
  return close(act, std::move(request), RequestState::rejected, act.origin);
}

base::Result<Request> withdraw(Act& act, Request request) {
  TRY(check_open(request, act.fresh.now()));
  if (act.origin.id != request.asked_by.id)
    return base::fail(base::ErrorKind::forbidden, "credit.not_own_request");
  TRY(let_go(act, request));
  return close(act, std::move(request), RequestState::withdrawn, act.origin);
}

int expire_requests(database::Transaction& transaction, const Installation& installation,
                    crypto::Fresh& fresh, int limit) {
  const auto due = store::requests_due(transaction, fresh.now(), limit);
  for (const Request& request : due) {
    Act act{transaction, installation, identity::Origin{}, Via::system, request.side, fresh};
    ENSURE(let_go(act, request).has_value());
    ENSURE(close(act, request, RequestState::expired, act.origin).has_value());
  }
  return static_cast<int>(due.size());
}

}  // namespace credit
