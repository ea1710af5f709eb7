#include "pricing/rules.hpp"

#include <fmt/format.h>

namespace pricing {

base::Result<> check_most(const std::vector<TargetRate>& rates, int most) {
  const base::Values values{{"most", percent(i18n::Language::en, most)}};
  base::Error error{base::ErrorKind::unprocessable, "pricing.rate_too_high", values, {}, {}};
  for (std::size_t i = 0; i < rates.size(); ++i)
    if (rates[i].basis_points > most)
      error.fields.push_back({fmt::format("/rates/{}/basis_points", i), error.code, values});
  if (error.fields.empty()) return {};
  return base::fail(std::move(error));
}

base::Result<> check_earliest(base::Day day, base::Day earliest, std::string_view zone,
                              std::string pointer) {
  if (day >= earliest) return {};
  const base::Values values{
      {"earliest", base::to_local_day(base::start_of_day(earliest, zone), zone)}};
  base::Error error{base::ErrorKind::unprocessable, "pricing.too_early", values, {}, {}};
  error.fields.push_back({std::move(pointer), error.code, values});
  return base::fail(std::move(error));
}

std::string in_words(const std::vector<TargetRate>& rates) {
  std::string text;
  for (const TargetRate& rate : rates) {
    if (!text.empty()) text += ", ";
    text += rate.target.group ? rate.target.group->text() : rate.target.product.text();
    text += fmt::format(" {}", rate.basis_points);
  }
  return text;
}

std::string percent(i18n::Language language, int basis_points) {
  auto text = base::Decimal(basis_points).share(100).text();
  if (language == i18n::Language::vi) std::ranges::replace(text, '.', ',');
  return text + "%";
}

}  // namespace pricing
