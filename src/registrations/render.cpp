#include "registrations/render.hpp"

#include "embedded/registrations_queries.hpp"
#include "platform/json/json.hpp"
#include "registrations/store.hpp"

namespace registrations {
namespace {

bool is_provider(const View& view) {
  return view.reader.audience == identity::Audience::provider;
}

// Only for values of our own making, which hold nothing to escape.
void append_plain(std::string& out, std::string_view text) {
  out += '"';
  out += text;
  out += '"';
}

constexpr auto pairs_of_digits = [] {
  std::array<char, 200> text{};
  for (std::size_t number = 0; number < 100; ++number) {
    text[2 * number] = static_cast<char>('0' + number / 10);
    text[2 * number + 1] = static_cast<char>('0' + number % 10);
  }
  return text;
}();

/// Two digits, after `before`.
void append_pair(std::string& out, char before, unsigned number) {
  const std::array<char, 3> text{before, pairs_of_digits[2 * std::size_t{number}],
                                 pairs_of_digits[2 * std::size_t{number} + 1]};
  out.append(text.data(), text.size());
}

void append_named(std::string& out, std::string_view id, std::string_view name) {
  out += R"({"id":)";
  append_plain(out, id);
  out += R"(,"name":)";
  json::append_string(out, name);
  out += '}';
}

void append_names(std::string& out, const ListedRegistration& row, const View& view) {
  out += R"(,"email":)";
  json::append_string(out, row.email);
  out += R"(,"friendly_name":)";
  if (is_provider(view)) {
    out += "null";
  } else {
    append_text(out, row.friendly_name);
  }
  out += R"(,"account_name":)";
  if (is_provider(view)) {
    json::append_string(out, row.account_name);
  } else {
    out += "null";
  }
  out += R"(,"role":)";
  json::append_string(out, row.role);
  out += R"(,"owner":)";
  if (row.owner_id) {
    append_named(out, *row.owner_id, row.owner_name.value_or(""));
  } else {
    out += "null";
  }
  out += R"(,"account_id":)";
  append_plain(out, row.account_id.text());
  out += R"(,"partner":)";
  append_named(out, row.partner_id.text(), row.partner_name);
}

void append_moments(std::string& out, const ListedRegistration& row, Status status) {
  out += R"(,"registered_at":)";
  append_moment(out, row.registered_at);
  out += R"(,"expires_at":)";
  append_moment(out, row.expires_at);
  out += R"(,"customer_decided_at":)";
  append_moment(out, row.customer_decided_at);
  out += R"(,"provider_decided_at":)";
  append_moment(out, row.provider_decided_at);
  out += R"(,"confirmed_at":)";
  append_moment(out, row.confirmed_at);
  out += R"(,"due_at":)";
  append_moment(out, status == Status::pending_provider ? row.due_at : std::nullopt);
}

void append_its_reason(std::string& out, const ListedRegistration& row, const View& view) {
  out += R"(,"reason":)";
  append_reason(out, {row.reason_code, row.reason, row.status}, view);
}

void append_unmet_rules(std::string& out, const ListedRegistration& row, const View& view) {
  out += R"(,"unmet_rules":[)";
  if (!row.unmet_rules.empty()) {
    std::vector<Rule> rules = split(row.unmet_rules);
    if (!is_provider(view)) rules = disclosed(rules, view.installation.settings.disclosure);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (i != 0) out += ',';
      append_plain(out, code_of(rules[i]));
    }
  }
  out += ']';
}

void append_mail(std::string& out, const ListedRegistration& row) {
  out += R"(,"mail":)";
  if (!row.mail_state) {
    out += "null";
    return;
  }
  out += R"({"state":)";
  append_plain(out, *row.mail_state);
  out += R"(,"at":)";
  append_moment(out, row.mail_at);
  out += '}';
}

void append_credit(std::string& out, const ListedRegistration& row, const View& view) {
  out += R"(,"credit":)";
  if (!row.credit || !identity::may(view.reader, identity::Act::read_credit)) {
    out += "null";
    return;
  }
  char before = '{';
  for (const auto& [name, amount] : {std::pair{"balance", row.credit->balance_minor},
                                     {"held", row.credit->held_minor},
                                     {"available", row.credit->available_minor()}}) {
    fmt::format_to(std::back_inserter(out), R"({}"{}":{{"amount":{},"currency":"{}"}})", before,
                   name, amount, view.installation.settings.currency);
    before = ',';
  }
  out += '}';
}

}  // namespace

ListedRegistration paged_of(const database::Row& row) {
  return {
      .id = base::RegistrationId::stored(std::string(row.text("id"))),
      .partner_id = base::PartnerId::stored(std::string(row.text("partner_id"))),
      .account_id = base::AccountId::stored(std::string(row.text("account_id"))),
      .email = std::string(row.text("email")),
      .account_name = std::string(row.text("account_name")),
      .friendly_name = row.optional_text("friendly_name"),
      .role = std::string(row.text("role")),
      .owner_id = row.optional_text("owner_id"),
      .status = status_of(row.text("status")).value(),
      .registered_at = row.instant("registered_at_us"),
      .expires_at = row.instant("expires_at_us"),
      .customer_decided_at = row.optional_instant("customer_decided_at_us"),
      .provider_decided_at = row.optional_instant("provider_decided_at_us"),
      .confirmed_at = row.optional_instant("confirmed_at_us"),
      .due_at = row.optional_instant("due_at_us"),
      .reason_code = row.optional_text("reason_code"),
      .reason = row.optional_text("reason"),
      .unmet_rules = std::string(row.text("unmet_rules")),
      .link_void = row.integer("consent_wrong_codes") >= Registration::wrong_codes_allowed,
      .version = row.integer("version"),
      .owner_name = std::nullopt,
      .partner_name = {},
      .mail_state = row.optional_text("mail_state"),
      .mail_at = row.optional_instant("mail_at_us"),
  };
}

ListedRegistration listed_of(const database::Row& row) {
  ListedRegistration read = paged_of(row);
  read.owner_name = row.optional_text("owner_name");
  read.partner_name = row.text("partner_name");
  return read;
}

Status status_at(const ListedRegistration& row, base::Instant now) {
  return status_at(row.status, row.expires_at, now);
}

void add_names(database::Snapshot& snapshot, std::vector<ListedRegistration>& rows) {
  std::map<std::string, std::optional<std::string>> names;
  const auto name_from = [&](const database::Query& query, const std::string& id) {
    const auto [known, is_new] = names.try_emplace(id);
    if (is_new) {
      known->second = snapshot.first(query, {{"id", id}}, [](const database::Row& row) {
        return std::string(row.text("name"));
      });
    }
    return known->second;
  };
  for (ListedRegistration& row : rows) {
    row.partner_name = name_from(queries::find_partner_name, row.partner_id.text()).value_or("");
    if (row.owner_id) row.owner_name = name_from(queries::find_owner_name, *row.owner_id);
  }
}

void add_credit(database::Snapshot& snapshot, ListedRegistration& row,
                const std::string& currency) {
  if (row.status == Status::confirmed || row.status == Status::ended)
    row.credit = credit::balance_of(snapshot, {row.partner_id, row.account_id}, currency);
}

std::optional<ListedRegistration> listed(database::Snapshot& snapshot,
                                         const base::RegistrationId& id) {
  return snapshot.first(queries::find_listed_registration, {{"id", id}}, listed_of);
}

std::optional<ListedRegistration> listed(database::Snapshot& snapshot,
                                         const identity::PartnerScope& scope,
                                         const base::RegistrationId& id) {
  auto found = listed(snapshot, id);
  if (found && scope.partner() && found->partner_id != *scope.partner()) return std::nullopt;
  return found;
}

void append_registration(std::string& out, const ListedRegistration& row, const View& view) {
  const Status status = status_at(row, view.now);
  out += R"({"id":)";
  append_plain(out, row.id.text());
  out += R"(,"status":)";
  append_plain(out, name_of(status));
  append_names(out, row, view);
  append_moments(out, row, status);
  append_its_reason(out, row, view);
  append_unmet_rules(out, row, view);
  append_mail(out, row);
  append_credit(out, row, view);
  out += R"(,"link_void":)";
  out += status == Status::pending_customer && row.link_void ? "true}" : "false}";
}

std::string to_json(const ListedRegistration& row, const View& view) {
  std::string out;
  out.reserve(1024);
  append_registration(out, row, view);
  return out;
}

// base::to_rfc3339 says the same; a page of a list writes some hundreds of them.
void append_moment(std::string& out, std::optional<base::Instant> at) {
  if (!at) {
    out += "null";
    return;
  }
  const auto midnight = std::chrono::floor<std::chrono::days>(*at);
  const base::Day day{midnight};
  const auto of_day = static_cast<std::uint64_t>((*at - midnight).count());
  const auto seconds = static_cast<unsigned>(of_day / 1'000'000);
  const auto microseconds = static_cast<unsigned>(of_day % 1'000'000);
  const auto year = static_cast<unsigned>(static_cast<int>(day.year()));
  append_pair(out, '"', year / 100);
  out.append(&pairs_of_digits[2 * std::size_t{year % 100}], 2);
  append_pair(out, '-', static_cast<unsigned>(day.month()));
  append_pair(out, '-', static_cast<unsigned>(day.day()));
  append_pair(out, 'T', seconds / 3600);
  append_pair(out, ':', seconds / 60 % 60);
  append_pair(out, ':', seconds % 60);
  if (microseconds != 0) fmt::format_to(std::back_inserter(out), ".{:06}", microseconds);
  out += "Z\"";
}

void append_text(std::string& out, std::optional<std::string_view> text) {
  if (text) {
    json::append_string(out, *text);
  } else {
    out += "null";
  }
}

void append_page_end(std::string& out, const std::optional<std::string>& next_cursor,
                     const Total& total) {
  out += R"(,"next_cursor":)";
  append_text(out, next_cursor);
  out += R"(,"total":)";
  out += std::to_string(total.registrations);
  out += total.is_exact ? R"(,"total_is_exact":true})" : R"(,"total_is_exact":false})";
}

void append_reason(std::string& out, const StateReason& reason, const View& view) {
  if (!reason.code && !reason.text) {
    out += "null";
    return;
  }
  const std::string code(reason.code ? *reason.code : std::string(name_of(reason.status)));
  out += R"({"code":)";
  json::append_string(out, code);
  out += R"(,"message":)";
  json::append_string(
      out, reason.text ? *reason.text
                       : view.installation.catalog.text(view.language, "state_reasons." + code));
  out += '}';
}

}  // namespace registrations
