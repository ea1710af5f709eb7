#include <algorithm>

#include "app/demo/stage.hpp"
#include "notifications/notifications.hpp"
#include "registrations/mails.hpp"

namespace app::demo {
namespace {

using registrations::Answer;
using registrations::Registration;
using Choice = Answer::Choice;

constexpr const char* rejection = "Thông tin doanh nghiệp chưa khớp với hồ sơ đã gửi.";
constexpr const char* ending = "Khách hàng chuyển sang ký hợp đồng trực tiếp.";
constexpr const char* approver = "duyet@nhacungcap.example";
constexpr const char* administrator = "quantri@nhacungcap.example";
constexpr const char* customer_address = "203.0.113.20";

/// One registration while its story is told.
struct Telling {
  const Stage& stage;
  const Wish& wish;
  std::size_t number;
  std::optional<base::RegistrationId> id;
};

using Act = base::Result<> (*)(Telling&, crypto::Fresh&);

/// An act so many days after the registration was added.
struct Beat {
  int days;
  Act act;
};

std::optional<Registration> current(const Telling& telling) {
  if (!telling.id) return std::nullopt;
  auto found = registrations::find(telling.stage.transaction, identity::whole_channel_for_jobs(),
                                   *telling.id);
  if (!found) return std::nullopt;
  return *std::move(found);
}

const identity::Actor& owner(const Telling& telling) {
  if (!telling.wish.owner.empty()) return telling.stage.actor(telling.wish.owner);
  return telling.stage.actor("quantri@" + telling.wish.company + ".example");
}

base::Result<> add(Telling& telling, crypto::Fresh& fresh) {
  const auto& roles = telling.stage.installation.settings.roles;
  const registrations::NewRegistration row{.email = telling.wish.email,
                                           .friendly_name = telling.wish.friendly_name,
                                           .role = roles[telling.number % roles.size()]};
  const auto results =
      TRY(registrations::add(telling.stage.transaction, telling.stage.installation, owner(telling),
                             {row}, registrations::Mode::add, fresh));
  if (!results.front().registration) return {};
  telling.id = results.front().registration->id;
  if (!telling.wish.owner.empty()) return {};
  TRY(registrations::rename(
      telling.stage.transaction, telling.stage.installation, owner(telling),
      *results.front().registration,
      {.friendly_name = std::nullopt, .role = std::nullopt, .owner = std::optional<base::UserId>()},
      fresh));
  return {};
}

base::Result<> answer(Telling& telling, crypto::Fresh& fresh, const crypto::Derivation& link,
                      Answer given) {
  const auto& installation = telling.stage.installation;
  if (given.code.empty()) given.code = crypto::derived_code(installation.key, link);
  given.address = customer_address;
  TRY(registrations::answer(telling.stage.transaction, installation,
                            crypto::derived_token(installation.key, link), given, fresh));
  return {};
}

base::Result<> answer_consent(Telling& telling, crypto::Fresh& fresh, const Answer& given) {
  const auto registration = current(telling);
  if (!registration) return {};
  return answer(telling, fresh,
                registrations::mails::consent_link(*registration, registration->consent_sends),
                given);
}

base::Result<> agree(Telling& telling, crypto::Fresh& fresh) {
  return answer_consent(telling, fresh, {.choice = Choice::agree, .code = {}, .address = {}});
}

base::Result<> decline(Telling& telling, crypto::Fresh& fresh) {
  return answer_consent(telling, fresh, {.choice = Choice::decline, .code = {}, .address = {}});
}

base::Result<> report(Telling& telling, crypto::Fresh& fresh) {
  return answer_consent(telling, fresh,
                        {.choice = Choice::decline,
                         .report = Answer::Report::unknown_company,
                         .code = {},
                         .address = {}});
}

base::Result<> guess(Telling& telling, crypto::Fresh& fresh) {
  const auto registration = current(telling);
  if (!registration) return {};
  const auto link = registrations::mails::consent_link(*registration, registration->consent_sends);
  const bool is_zeros = crypto::derived_code(telling.stage.installation.key, link) == "000000";
  for (std::int64_t i = 0; i < Registration::wrong_codes_allowed; ++i)
    TRY(answer(telling, fresh, link,
               {.choice = Choice::agree, .code = is_zeros ? "111111" : "000000", .address = {}}));
  return {};
}

base::Result<> retract(Telling& telling, crypto::Fresh& fresh) {
  const auto registration = current(telling);
  if (!registration) return {};
  return answer(telling, fresh, registrations::mails::retract_link(*registration),
                {.choice = Choice::decline, .code = {}, .address = {}});
}

base::Result<> withdraw(Telling& telling, crypto::Fresh& fresh) {
  const auto registration = current(telling);
  if (!registration) return {};
  TRY(registrations::withdraw(telling.stage.transaction, telling.stage.installation, owner(telling),
                              *registration, fresh));
  return {};
}

base::Result<> approve(Telling& telling, crypto::Fresh& fresh) {
  if (const auto registration = current(telling);
      registration && registration->status == registrations::Status::pending_provider)
    registrations::approve(telling.stage.transaction, telling.stage.installation,
                           telling.stage.actor(approver), *registration, fresh);
  return {};
}

base::Result<> reject(Telling& telling, crypto::Fresh& fresh) {
  if (const auto registration = current(telling))
    registrations::reject(telling.stage.transaction, telling.stage.installation,
                          telling.stage.actor(approver), *registration, rejection, fresh);
  return {};
}

base::Result<> end(Telling& telling, crypto::Fresh& fresh) {
  const auto registration = current(telling);
  if (!registration) return {};
  TRY(registrations::end(telling.stage.transaction, telling.stage.installation,
                         telling.stage.actor(administrator), *registration, ending, fresh));
  return {};
}

accounts::NewAccount said_of(const accounts::Facts& facts) {
  return {.email = facts.email,
          .name = facts.name,
          .kind = facts.kind,
          .verified = facts.verified,
          .payment_type = facts.payment_type,
          .credit_balance = facts.credit_balance,
          .credit_held = facts.credit_held,
          .credit_advance = facts.credit_advance,
          .services_in_use = facts.services_in_use,
          .provider_discount = facts.provider_discount,
          .in_poc = facts.in_poc,
          .provider_customer = facts.provider_customer};
}

base::Result<> say(const Stage& stage, const std::vector<accounts::NewAccount>& said,
                   crypto::Fresh& fresh) {
  std::vector<accounts::PutRow> rows;
  rows.reserve(said.size());
  for (const accounts::NewAccount& account : said)
    rows.push_back({fresh.id<base::AccountId>(), account});
  TRY(accounts::put(stage.transaction, rows,
                    {accounts::Source::demo, stage.actor(administrator).origin()},
                    fresh.id<base::AuditId>(), fresh.now()));
  return {};
}

/// The account starts to use services, so that a rule which held when it was added fails later.
base::Result<> become_ineligible(Telling& telling, crypto::Fresh& fresh) {
  const auto facts = accounts::find(telling.stage.transaction, telling.wish.email);
  if (!facts) return {};
  accounts::NewAccount said = said_of(*facts);
  said.services_in_use = 2;
  return say(telling.stage, {said}, fresh);
}

const std::vector<Beat>& beats(const std::string& story) {
  static const std::map<std::string, std::vector<Beat>> stories{
      {"waiting", {}},
      {"expired", {}},
      {"agreed", {{1, agree}}},
      {"approved", {{1, agree}, {2, approve}}},
      {"rejected", {{1, agree}, {3, reject}}},
      {"ended", {{1, agree}, {2, approve}, {30, end}}},
      {"declined", {{1, decline}}},
      {"unknown_company", {{1, report}}},
      {"retracted", {{1, agree}, {2, retract}}},
      {"withdrawn", {{1, withdraw}}},
      {"withdrawn_late", {{1, agree}, {3, withdraw}}},
      {"link_void", {{1, guess}}},
      {"unmet_at_consent", {{1, become_ineligible}, {1, agree}}},
      {"unmet_at_approval", {{1, agree}, {2, become_ineligible}, {3, approve}}},
  };
  return stories.at(story);
}

struct Scheduled {
  base::Instant at;
  Telling* telling;
  Act act;                // nothing: the jobs of a morning
  std::size_t order = 0;  // of acts at one moment
};

/// At some minute of a working morning or afternoon, so many days ago.
base::Instant moment(const Stage& stage, int days_ago, std::size_t number, std::size_t beat) {
  const std::string& zone = stage.installation.settings.zone;
  const base::Day day = base::day_in_zone(stage.now - std::chrono::days(days_ago), zone);
  return base::start_of_day(day, zone) + std::chrono::hours(8 + number % 8) +
         std::chrono::minutes(number * 17 % 50 + beat);
}

std::vector<Scheduled> schedule(const Stage& stage, std::vector<Telling>& tellings) {
  std::vector<Scheduled> scheduled;
  int first_day = 0;
  for (Telling& telling : tellings) {
    const int added = telling.wish.days_ago;
    first_day = std::max(first_day, added);
    scheduled.push_back({moment(stage, added, telling.number, 0), &telling, add});
    std::size_t beat = 0;
    for (const Beat& each : beats(telling.wish.story))
      scheduled.push_back(
          {moment(stage, added - each.days, telling.number, ++beat), &telling, each.act});
  }
  for (int days_ago = first_day; days_ago >= 0; --days_ago) {
    const std::string& zone = stage.installation.settings.zone;
    const base::Day day = base::day_in_zone(stage.now - std::chrono::days(days_ago), zone);
    scheduled.push_back({base::start_of_day(day, zone) + std::chrono::hours(7), nullptr, nullptr});
  }
  std::erase_if(scheduled, [&](const Scheduled& each) { return each.at >= stage.now; });
  for (std::size_t i = 0; i < scheduled.size(); ++i) scheduled[i].order = i;
  std::ranges::sort(scheduled, {},
                    [](const Scheduled& each) { return std::pair(each.at, each.order); });
  return scheduled;
}

void morning(const Stage& stage, crypto::Fresh& fresh) {
  constexpr int all = 10'000;
  registrations::remind_due(stage.transaction, stage.installation, fresh, all);
  registrations::expire_due(stage.transaction, stage.installation, fresh, all);
  registrations::tell_overdue(stage.transaction, stage.installation, fresh, all);
}

/// The provider told its facts again just now.
base::Result<> refresh_directory(const Stage& stage, const std::vector<base::Email>& emails) {
  std::vector<accounts::NewAccount> said;
  for (const base::Email& email : emails)
    if (const auto facts = accounts::find(stage.transaction, email))
      said.push_back(said_of(*facts));
  crypto::Fresh fresh = stage.fresh(stage.now);
  return say(stage, said, fresh);
}

}  // namespace

base::Result<> play(const Stage& stage, const Cast& cast) {
  std::vector<Telling> tellings;
  for (const Wish& wish : cast.wishes)
    tellings.push_back({stage, wish, tellings.size(), std::nullopt});
  for (const Scheduled& each : schedule(stage, tellings)) {
    crypto::Fresh fresh = stage.fresh(each.at);
    if (each.telling == nullptr) {
      morning(stage, fresh);
    } else if (const auto played = each.act(*each.telling, fresh);
               !played && played.error().kind != base::ErrorKind::conflict) {
      // A conflict is a setting that forbids an act of the story; the demo goes on without it.
      return base::fail(played.error());
    }
    notifications::show_due(stage.transaction, each.at);
  }
  std::vector<base::Email> emails;
  emails.reserve(cast.accounts.size());
  for (const accounts::NewAccount& account : cast.accounts) emails.push_back(account.email);
  return refresh_directory(stage, emails);
}

}  // namespace app::demo
