#include <charconv>

#include "credit/credit.hpp"

namespace credit {
namespace {

std::optional<std::int64_t> above(config::Reader& reader, std::string_view name,
                                  std::string_view explanation) {
  const std::int64_t amount = reader.integer(name, -1, -1, largest_amount, explanation);
  if (amount < 0) return std::nullopt;
  return amount;
}

std::vector<std::int64_t> read_presets(config::Reader& reader) {
  constexpr std::size_t most = 12;
  std::vector<std::int64_t> presets;
  const auto texts = reader.list("credit.presets",
                                 {"100000", "500000", "1000000", "5000000", "10000000", "50000000"},
                                 "Amounts that a top-up offers, in the currency's minor unit.");
  for (const std::string& text : texts) {
    std::int64_t amount = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (error != std::errc{} || end != text.data() + text.size() || amount < 1 ||
        amount > largest_amount) {
      reader.complain("credit.presets", "\"" + text + "\" is not an amount");
    } else {
      presets.push_back(amount);
    }
  }
  if (texts.size() > most) reader.complain("credit.presets", "there are more than 12 amounts");
  return presets;
}

int read_int(config::Reader& reader, std::string_view name, int otherwise, int least, int most,
             std::string_view explanation) {
  return static_cast<int>(reader.integer(name, otherwise, least, most, explanation));
}

}  // namespace

Settings read_settings(config::Reader& reader) {
  Settings settings;
  settings.second_person.grant = above(
      reader, "credit.grant_second_person_above",
      "Grants and reversals above this amount need another person of the provider; -1: none.");
  settings.second_person.top_up =
      above(reader, "credit.top_up_second_person_above",
            "Top-ups and reclaims above this amount need another person of the partner; -1: none.");
  settings.second_person.payout =
      above(reader, "credit.payout_second_person_above",
            "Payouts above this amount need another person of the provider; -1: none.");
  settings.reclaim = reader.boolean(
      "credit.reclaim", settings.reclaim,
      "A partner may take unused credit back from customers whose consent named it.");
  settings.request_days = read_int(reader, "credit.request_days", settings.request_days, 1, 365,
                                   "Days that a request waits for a second person.");
  settings.presets = read_presets(reader);
  settings.alert_days_left =
      read_int(reader, "credit.alert_days_left", settings.alert_days_left, 0, 365,
               "Partner and customer are told when credit lasts about so many days; 0: never.");
  settings.alert_repeat_days = read_int(
      reader, "credit.alert_repeat_days", settings.alert_repeat_days, 0, 365,
      "An alert is repeated daily for so many days after the wallet's last movement; 0: never.");
  settings.compare_hour =
      read_int(reader, "credit.compare_hour", settings.compare_hour, 0, 23,
               "Hour of the day after which balances are compared with the directory.");
  settings.statement_rows =
      read_int(reader, "credit.statement_rows", settings.statement_rows, 1, 20'000,
               "Movements that one statement (PDF) shows at most; the reports have no such limit.");
  return settings;
}

}  // namespace credit
