#pragma once
// The provider's queue: what waits for approval, with today's facts of the account and the requests
// of others that the customer's choice superseded. Only this room includes it.

#include "platform/http/http.hpp"
#include "registrations/render.hpp"

namespace registrations {

/// A directory that cannot be asked now does not hide the queue: it shows what was seen last.
base::Result<http::Response> approvals_page(database::Database& database,
                                            accounts::Directory& directory,
                                            const http::Request& request, const View& view);

/// One of the queue, shown as there: 409 `registrations.wrong_state` when `row` waits no longer.
base::Result<http::Response> one_approval(database::Database& database,
                                          accounts::Directory& directory,
                                          const ListedRegistration& row, const View& view);

}  // namespace registrations
