#include "app/demo/demo.hpp"

#include <fmt/ostream.h>

#include "app/demo/credentials.hpp"
#include "app/demo/stage.hpp"
#include "embedded/app_queries.hpp"
#include "partners/partners.hpp"

namespace app {
namespace {

constexpr std::string_view mark = "demo";
constexpr std::string_view credentials_file = "demo-credentials.json";

const identity::Origin& by_demo() {
  static const identity::Origin origin{.kind = identity::Origin::Kind::command_line,
                                       .id = {},
                                       .name = "serve --demo",
                                       .address = {}};
  return origin;
}

bool is_demo(database::Snapshot& snapshot) {
  return snapshot.exists(queries::find_mark, {{"name", mark}});
}

/// Everything that is drawn before the transaction.
struct Script {
  demo::Cast cast;
  std::vector<std::string> hashes;  // in the order of cast.members
  std::uint64_t seed;
  base::Instant now;
  base::Instant opened_at;  // before the first registration
};

std::vector<DemoUser> users_of(const demo::Cast& cast, const std::vector<std::string>& passwords) {
  std::map<std::string, std::string> names;
  for (const demo::Company& company : cast.companies) names[company.key] = company.name;
  std::vector<DemoUser> users;
  users.reserve(cast.members.size());
  for (const demo::Member& member : cast.members) {
    const bool provider = member.audience() == identity::Audience::provider;
    DemoUser user{.email = member.email.text(),
                  .password = passwords[users.size()],
                  .audience = provider ? "provider" : "partner",
                  .roles = {},
                  .partner = provider ? "" : names.at(member.company)};
    for (const identity::Role role : member.roles) user.roles.emplace_back(identity::name_of(role));
    users.push_back(std::move(user));
  }
  return users;
}

base::Instant opening(const demo::Cast& cast, base::Instant now) {
  int days = 0;
  for (const demo::Wish& wish : cast.wishes) days = std::max(days, wish.days_ago);
  return now - std::chrono::days(days + 14);
}

base::Result<> add_accounts(database::Transaction& transaction, const Script& script,
                            crypto::Fresh& fresh) {
  std::vector<accounts::PutRow> rows;
  rows.reserve(script.cast.accounts.size());
  for (const accounts::NewAccount& account : script.cast.accounts)
    rows.push_back({fresh.id<base::AccountId>(), account});
  const auto audit_id = fresh.id<base::AuditId>();
  TRY(accounts::put(transaction, rows, {accounts::Source::demo, by_demo()}, audit_id, fresh.now()));
  return {};
}

base::Result<std::map<std::string, base::PartnerId>> add_partners(
    database::Transaction& transaction, const Script& script, crypto::Fresh& fresh) {
  std::map<std::string, base::PartnerId> ids;
  for (const demo::Company& company : script.cast.companies) {
    const auto id = fresh.id<base::PartnerId>();
    TRY(partners::create(transaction,
                         {.id = id,
                          .name = company.name,
                          .legal_name = company.legal_name,
                          .tax_code = company.tax_code,
                          .service_accounts = company.service_accounts},
                         {by_demo(), fresh.now(), fresh.id<base::AuditId>()}));
    ids.emplace(company.key, id);
  }
  return ids;
}

identity::Actor actor_of(const demo::Member& member, const base::UserId& id,
                         const std::optional<base::PartnerId>& partner) {
  return {.audience = member.audience(),
          .user = id,
          .id = id.text(),
          .name = member.name,
          .email = member.email.text(),
          .roles = member.roles,
          .partner = partner,
          .partner_name = {},
          .suspended = false,
          .language = member.language,
          .address = "192.0.2.10",
          .session = std::nullopt};
}

base::Result<std::map<std::string, identity::Actor>> add_people(
    database::Transaction& transaction, const Script& script,
    const std::map<std::string, base::PartnerId>& companies, crypto::Fresh& fresh) {
  std::map<std::string, identity::Actor> actors;
  for (const demo::Member& member : script.cast.members) {
    const auto id = fresh.id<base::UserId>();
    std::optional<base::PartnerId> partner;
    if (!member.company.empty()) partner = companies.at(member.company);
    TRY(identity::add_person(transaction,
                             {.id = id,
                              .email = member.email,
                              .name = member.name,
                              .partner = partner,
                              .roles = member.roles,
                              .language = member.language,
                              .password_hash = script.hashes[actors.size()]},
                             {by_demo(), fresh.now(), fresh.id<base::AuditId>()}));
    actors.emplace(member.email.text(), actor_of(member, id, partner));
  }
  return actors;
}

base::Result<> stage_all(database::Transaction& transaction, const DemoWorld& world,
                         const Script& script) {
  // The same ids in a second run of this body.
  const auto random = crypto::seeded_random(script.seed);
  crypto::Fresh fresh(script.opened_at, *random);
  TRY(add_accounts(transaction, script, fresh));
  const auto companies = TRY(add_partners(transaction, script, fresh));
  auto actors = TRY(add_people(transaction, script, companies, fresh));
  TRY(demo::play({transaction, world.installation, *random, script.now, std::move(actors)},
                 script.cast));
  transaction.execute(queries::set_mark, {{"name", mark}, {"value", base::to_rfc3339(script.now)}});
  return {};
}

void print(std::ostream& out, const std::vector<DemoUser>& users,
           const std::filesystem::path& file) {
  fmt::print(out, "This is a demo. Who can sign in (also in {}):\n", file.string());
  for (const DemoUser& user : users)
    fmt::print(out, "  {:<32} {}  {} {}\n", user.email, user.password, fmt::join(user.roles, " "),
               user.partner);
}

}  // namespace

DemoState demo_state(database::Database& database) {
  return database.read([](database::Snapshot& snapshot) {
    if (is_demo(snapshot)) return DemoState::demo;
    return snapshot.count(queries::count_contents, {}) == 0 ? DemoState::empty : DemoState::foreign;
  });
}

base::Result<std::vector<DemoUser>> fill_demo(const DemoWorld& world) {
  Script script{.cast = demo::read_cast(world.installation.settings.currency),
                .hashes = {},
                .seed = 0,
                .now = world.clock.now(),
                .opened_at = {}};
  script.opened_at = opening(script.cast, script.now);
  std::array<std::uint8_t, sizeof script.seed> bytes{};
  world.random.fill(bytes.data(), bytes.size());
  for (const std::uint8_t byte : bytes) script.seed = script.seed << 8 | byte;
  std::vector<std::string> passwords;
  passwords.reserve(script.cast.members.size());
  for (std::size_t i = 0; i < script.cast.members.size(); ++i)
    passwords.push_back(demo::new_password(world.random));
  script.hashes = demo::hash_all(world.hasher, passwords);
  std::vector<DemoUser> users = users_of(script.cast, passwords);
  std::filesystem::create_directories(world.directory);
  // Before the commit: a demo whose passwords are lost would be of no use.
  demo::write_private(world.directory / credentials_file, demo::render(users));
  TRY(world.database.write(
      [&](database::Transaction& transaction) { return stage_all(transaction, world, script); }));
  return users;
}

void prepare_demo(const DemoWorld& world, Demo demo, std::ostream& out) {
  const bool wanted = demo == Demo::wanted;
  if (!wanted) {
    if (world.database.read(is_demo))
      throw std::runtime_error(
          "this database holds demo data; start it with --demo, or choose another one");
    return;
  }
  const std::filesystem::path file = world.directory / credentials_file;
  switch (demo_state(world.database)) {
    case DemoState::foreign:
      throw std::runtime_error(
          "--demo refuses a database that it did not make; choose an empty --data folder");
    case DemoState::demo:
      fmt::print(out, "This is a demo. Who can sign in stands in {}\n", file.string());
      return;
    case DemoState::empty:
      break;
  }
  const auto users = fill_demo(world);
  if (!users) throw std::runtime_error("the demo cannot be filled: " + users.error().code);
  print(out, *users, file);
}

}  // namespace app
