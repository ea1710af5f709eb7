#pragma once
// What requests and movements share. Only this room includes it.

#include "credit/credit.hpp"

namespace credit {

/// A wish of Kind::hold or Kind::release.
base::Result<Moved> set_aside(Act& act, const Wish& wish);

/// The row of the trail for a request that was asked for or decided.
void record(Act& act, const Request& request, std::string_view change,
            const identity::Origin& origin);

/// Whose credit is set aside for a request.
Wallet held_wallet_of(const Request& request);

}  // namespace credit
