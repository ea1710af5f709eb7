#pragma once
// The calls that read registrations: lists, single ones, their timeline and receipt, the provider's
// queue (api/openapi.yaml). People of a suspended partner may make all of them.

#include "exports/exports.hpp"
#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "registrations/registrations.hpp"

namespace registrations {

class Reading {
 public:
  Reading(database::Database& database, const Installation& installation,
          accounts::Directory& directory, const clock_source::Clock& clock,
          const exports::Exports& exports);

  using Answer = base::Result<http::Response>;
  /// GET /registrations: a page, or with `format` the export of everything that the filter lets
  /// through.
  Answer list(const http::Request& request, const identity::Actor& actor) const;
  Answer counts(const http::Request& request, const identity::Actor& actor) const;
  /// For each `partner_id` of the query. 400 `invalid_id`, and `invalid_parameter` unless there are
  /// 1 to 200 of them.
  Answer counts_by_partner(const http::Request& request, const identity::Actor& actor) const;
  Answer get(const http::Request& request, const identity::Actor& actor) const;
  Answer history(const http::Request& request, const identity::Actor& actor) const;
  /// 404 until the customer agreed.
  Answer receipt(const http::Request& request, const identity::Actor& actor) const;
  /// GET /approvals: the provider's queue, oldest first, with what the directory says of the
  /// accounts now.
  Answer approvals(const http::Request& request, const identity::Actor& actor) const;
  /// One of the queue: 409 `registrations.wrong_state` when it waits no longer.
  Answer approval(const http::Request& request, const identity::Actor& actor) const;

 private:
  database::Database& database_;
  const Installation& installation_;
  accounts::Directory& directory_;
  const clock_source::Clock& clock_;
  const exports::Exports& exports_;
};

}  // namespace registrations
