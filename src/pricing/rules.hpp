#pragma once
// Rules that both kinds of discounts share. Only this room includes it.

#include "pricing/pricing.hpp"

namespace pricing {

/// 422 `pricing.rate_too_high` with a field error for each rate above `most`.
base::Result<> check_most(const std::vector<TargetRate>& rates, int most);
/// 422 `pricing.too_early` at `pointer`, with "earliest" as people read it.
base::Result<> check_earliest(base::Day day, base::Day earliest, std::string_view zone,
                              std::string pointer);

/// "prd_… 500, pgr_… 1200": for the audit trail.
std::string in_words(const std::vector<TargetRate>& rates);

/// "5%", "12.5%" or "12,5%".
std::string percent(i18n::Language language, int basis_points);

}  // namespace pricing
