#pragma once
// A registration as the HTTP contract shows it. A partner sees its own friendly name and, under
// eligibility.disclosure = verdict_only, no more than a verdict; the provider sees the account's
// name and every rule, and never the friendly name.

#include <optional>
#include <string>
#include <string_view>

#include "credit/credit.hpp"
#include "registrations/registrations.hpp"

namespace registrations {

/// What is shown of a registration, and of it alone, together with what the rooms around know of
/// it.
struct ListedRegistration {
  base::RegistrationId id;
  base::PartnerId partner_id;
  base::AccountId account_id;
  std::string email;
  std::string account_name;
  std::optional<std::string> friendly_name;
  std::string role;
  std::optional<std::string> owner_id;
  Status status = Status::pending_customer;  // as stored: status_at says what it is by the clock
  base::Instant registered_at;
  base::Instant expires_at;
  std::optional<base::Instant> customer_decided_at;
  std::optional<base::Instant> provider_decided_at;
  std::optional<base::Instant> confirmed_at;
  std::optional<base::Instant> due_at;
  std::optional<std::string> reason_code;
  std::optional<std::string> reason;
  std::string unmet_rules;  // joined codes
  bool link_void = false;
  std::int64_t version = 1;
  std::optional<std::string> owner_name;
  std::string partner_name;
  std::optional<std::string> mail_state;  // of the last consent mail; names of notifications::State
  std::optional<base::Instant> mail_at;   // when it came into that state
  std::optional<credit::Balance> credit = {};  // of a customer, or one who left
};

/// From a row of one of the `…_listed_…` queries.
ListedRegistration listed_of(const database::Row& row);
/// From a row of a page, without the names.
ListedRegistration paged_of(const database::Row& row);
Status status_at(const ListedRegistration& row, base::Instant now);
/// Each name is looked up once, however many rows have it.
void add_names(database::Snapshot& snapshot, std::vector<ListedRegistration>& rows);

/// What a customer has, or one who left.
void add_credit(database::Snapshot& snapshot, ListedRegistration& row, const std::string& currency);

/// For verbs that already hold the registration and now render their answer, so without a scope.
std::optional<ListedRegistration> listed(database::Snapshot& snapshot,
                                         const base::RegistrationId& id);
/// One of this scope.
std::optional<ListedRegistration> listed(database::Snapshot& snapshot,
                                         const identity::PartnerScope& scope,
                                         const base::RegistrationId& id);

/// For whom something is rendered, and when: states are shown by the clock.
struct View {
  const identity::Actor& reader;
  const Installation& installation;
  i18n::Language language;  // of the request
  base::Instant now;
};

/// Appends one JSON object.
void append_registration(std::string& out, const ListedRegistration& row, const View& view);
std::string to_json(const ListedRegistration& row, const View& view);

/// Appends a moment as a JSON string, RFC 3339 in UTC; `null` for nothing.
void append_moment(std::string& out, std::optional<base::Instant> at);
/// Appends text as a JSON string; `null` for nothing.
void append_text(std::string& out, std::optional<std::string_view> text);

/// How many rows a list has in all, as far as they were counted.
struct Total {
  std::int64_t registrations = 0;
  bool is_exact = true;
};
/// Appends what follows the rows of a list: `,"next_cursor":…,"total":…,"total_is_exact":…}`.
void append_page_end(std::string& out, const std::optional<std::string>& next_cursor,
                     const Total& total);

/// Why something came into a state: a code, or what somebody wrote.
struct StateReason {
  const std::optional<std::string>& code;
  const std::optional<std::string>& text;
  Status status;  // stands for the code where only a text was given
};
/// Appends `{"code","message"}`, or `null` where there is neither.
void append_reason(std::string& out, const StateReason& reason, const View& view);

}  // namespace registrations
