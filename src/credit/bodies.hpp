#pragma once
// The JSON bodies of this room's calls, checked whole: every error has its pointer. Only this room
// includes it.

#include "credit/credit.hpp"
#include "platform/http/http.hpp"

namespace credit {

/// An amount with what is said about it.
struct Said {
  std::int64_t amount_minor;
  std::optional<std::string> reference;  // 1..100 characters
  std::optional<std::string> note;       // 1..500 characters; `note`, or `reason` where it is asked
};

enum class Texts {
  note,            // `note`?
  reason,          // `reason`
  reference_note,  // `reference`, `note`?
};
/// `amount` and the texts. 400 `credit.wrong_currency` at /amount/currency.
base::Result<Said> read_said(const http::Request& request, const Settings& settings, Texts texts);

struct GrantBody {
  base::PartnerId partner;
  Said said;
};
base::Result<GrantBody> read_grant(const http::Request& request, const Settings& settings);

/// What billing says of an account; `partner_id`? where it is not the present or last partner's.
struct BillBody {
  std::optional<base::PartnerId> partner;
  Said said;
};
base::Result<BillBody> read_bill(const http::Request& request, const Settings& settings);

struct ReversalBody {
  std::optional<std::int64_t> amount_minor;
  std::string reason;
};
base::Result<ReversalBody> read_reversal(const http::Request& request, const Settings& settings);

/// `{"alert_level"}`: an amount, or null for none.
base::Result<std::optional<std::int64_t>> read_level(const http::Request& request,
                                                     const Settings& settings);
/// `{}` or nothing.
base::Result<> read_nothing(const http::Request& request);
/// `{"reason"}`, 1..500 characters.
base::Result<std::string> read_reason(const http::Request& request);

}  // namespace credit
