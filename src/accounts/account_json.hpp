#pragma once
// One account as JSON says it: the same fields in the bulk PUT of the directory and in the answer
// of a remote one. Only this room includes it.

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"

namespace accounts {

/// Limits that the contracts state (characters).
inline constexpr std::size_t most_name_characters = 200;
inline constexpr std::size_t most_external_id_characters = 200;
/// 2^53 - 1: the largest amount that every reader of JSON keeps exact.
inline constexpr std::int64_t most_minor = 9'007'199'254'740'991;
inline constexpr std::int64_t most_services = 1'000'000'000;

/// Nothing when a field is wrong; each one is then in `errors`: the codes of json::ObjectReader,
/// `invalid_email` and `wrong_currency`.
std::optional<NewAccount> read_account(const boost::json::value& value, const std::string& pointer,
                                       const std::string& currency,
                                       std::vector<base::FieldError>& errors);

}  // namespace accounts
