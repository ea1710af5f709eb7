#include <algorithm>
#include <chrono>

#include "registrations/registrations.hpp"

namespace registrations {
namespace {

std::vector<base::Day> read_days(config::Reader& reader, std::string_view name,
                                 const std::vector<std::string>& otherwise,
                                 std::string_view explanation) {
  std::vector<base::Day> days;
  for (const std::string& text : reader.list(name, otherwise, explanation)) {
    if (const auto day = base::parse_iso_day(text)) {
      days.push_back(*day);
    } else {
      reader.complain(name, "\"" + text + "\" is not a day written YYYY-MM-DD");
    }
  }
  return days;
}

int read_int(config::Reader& reader, std::string_view name, int otherwise, int least, int most,
             std::string_view explanation) {
  return static_cast<int>(reader.integer(name, otherwise, least, most, explanation));
}

void check_roles(const std::vector<std::string>& roles, config::Reader& reader) {
  constexpr std::size_t most_characters = 100;
  const auto complain = [&](const std::string& what) {
    reader.complain("registration.roles", what);
  };
  if (roles.empty()) complain("at least one role is needed");
  for (auto role = roles.begin(); role != roles.end(); ++role) {
    if (base::tidy(*role).empty() || base::length(*role) > most_characters ||
        !base::is_clean(*role)) {
      complain("a role needs 1 to 100 characters, none of them a control character");
    } else if (std::find(roles.begin(), role, *role) != role) {
      complain("\"" + *role + "\" is listed twice");
    }
  }
}

void read_limits(config::Reader& reader, Settings& settings) {
  settings.valid_days = read_int(reader, "registration.valid_days", settings.valid_days, 1, 365,
                                 "Days that a request and its link wait for the customer.");
  settings.resend_minutes =
      read_int(reader, "registration.resend_minutes", settings.resend_minutes, 0, 1440,
               "Minutes before the mail of one registration may be sent again; 0: at once.");
  settings.declined_days =
      read_int(reader, "registration.declined_days", settings.declined_days, 0, 3650,
               "Days before a partner may ask a customer again who declined; 0: at once.");
  settings.consent_mails_per_day =
      read_int(reader, "registration.consent_mails_per_day", settings.consent_mails_per_day, 1,
               1000, "Consent mails a day to one address, over all partners; more are delayed.");
  settings.checks_per_day =
      read_int(reader, "eligibility.checks_per_day", settings.checks_per_day, 0, 1'000'000,
               "Checks of a partner and day that end without a request being sent.");
  settings.unknown_per_day =
      read_int(reader, "eligibility.unknown_per_day", settings.unknown_per_day, 0, 1'000'000,
               "Those among them for addresses that the provider does not know.");
}

}  // namespace

Settings read_settings(config::Reader& reader) {
  Settings settings;
  settings.roles = reader.list(
      "registration.roles", {"Đối tác", "Tư vấn", "Triển khai", "Hỗ trợ kỹ thuật"},
      "Labels of a partner's role towards a customer, without rights; the first is the default.");
  check_roles(settings.roles, reader);
  read_limits(reader, settings);
  const auto existing =
      reader.one_of("approval.existing_customer", {"skip", "require", "refuse"}, "skip",
                    "When the account already is the provider's customer: skip the approval, "
                    "require it, or refuse the registration.");
  settings.existing_customer = existing == "skip"      ? ExistingCustomer::skip
                               : existing == "require" ? ExistingCustomer::require
                                                       : ExistingCustomer::refuse;
  const auto disclosure =
      reader.one_of("eligibility.disclosure", {"reasons", "verdict_only"}, "reasons",
                    "Whether a partner learns which rules an account fails, or only that it does.");
  settings.disclosure = disclosure == "reasons" ? Disclosure::reasons : Disclosure::verdict_only;
  const auto invoices =
      reader.one_of("consent.invoices_from", {"partner", "provider"}, "partner",
                    "Who sends the customer its invoices, as the consent's text says.");
  settings.invoices_from =
      invoices == "partner" ? Settings::InvoicesFrom::partner : Settings::InvoicesFrom::provider;
  settings.sla_working_days =
      read_int(reader, "approval.sla_working_days", settings.sla_working_days, 0, 365,
               "Working days within which the provider decides; 0 promises nothing.");
  auto holidays = read_days(reader, "calendar.holidays", default_holidays(),
                            "Days off besides Saturday and Sunday, YYYY-MM-DD.");
  auto make_up_days = read_days(reader, "calendar.make_up_days", {},
                                "Saturdays and Sundays that are worked, YYYY-MM-DD.");
  settings.working_days = base::WorkingDays(std::move(holidays), std::move(make_up_days));
  return settings;
}

}  // namespace registrations
