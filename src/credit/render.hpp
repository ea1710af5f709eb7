#pragma once
// Credit as the HTTP contract shows it. A partner is not told which of the provider's people did
// something. Only this room includes it.

#include <boost/json.hpp>

#include "credit/reading_store.hpp"

namespace credit {

/// For whom something is rendered, and when.
struct View {
  const identity::Actor& reader;
  const Settings& settings;
  base::Instant now;
};

boost::json::object money(std::int64_t amount_minor, const std::string& currency);
boost::json::object to_json(const Balance& balance, const Settings& settings);
boost::json::object to_json(const store::ListedMoved& listed, const View& view);
boost::json::object to_json(const store::Movement& movement, const View& view);
boost::json::object to_json(const store::ListedRequest& listed, const View& view);
boost::json::object to_json(const Hold& hold);
boost::json::object to_json(const store::AccountCredit& credit, const View& view);
boost::json::object to_json(const store::Totals& totals, const Settings& settings);
boost::json::object to_json(const store::Difference& difference, const Settings& settings);
boost::json::value account_json(const std::optional<AccountName>& account);
boost::json::object partner_json(std::string_view id, std::string_view name);
boost::json::object who_json(const identity::Origin& origin, identity::Audience side,
                             const View& view);
boost::json::value text_or_null(const std::optional<std::string>& text);

/// About so many days, at the rate of the last 7; nothing while nothing is spent.
std::optional<std::int64_t> days_left(std::int64_t available_minor, std::int64_t spent_minor);
constexpr std::chrono::days rate_days{7};

}  // namespace credit
