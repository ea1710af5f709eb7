#include "registrations/channel_testing.hpp"

namespace registrations::testing {
namespace {

using database::testing::Sql;

const Sql insert_organization(
    "INSERT INTO organization (id, name, folded_name) VALUES (:id, :name, :folded)");
const Sql insert_partner(
    "INSERT INTO partner (id, legal_name, tax_code, search_text, version, created_at_us)"
    " VALUES (:id, :name, :id, :name, 1, 0)");
const Sql insert_person(
    "INSERT INTO person (id, side, partner_id, email, name, folded_name, language, state,"
    " password_hash, version, created_at_us)"
    " VALUES (:id, :side, :partner_id, :email, :name, :name, 'vi', 'active', 'x', 1, 0)");
const Sql insert_account(
    "INSERT INTO account (id, external_id, email, name, folded_name, language, kind, verified,"
    " payment_type, credit_balance_minor, credit_held_minor, credit_advance_minor, currency,"
    " services_in_use, provider_discount, in_poc, provider_customer, gone, seen_at_us,"
    " created_at_us, version)"
    " VALUES (:id, '', :email, :name, :name, 'vi', 'enterprise', TRUE, 'prepaid', 0, 0, 0, 'VND',"
    " 0, FALSE, FALSE, FALSE, FALSE, 0, 0, 1) ON CONFLICT DO NOTHING");
const Sql find_account("SELECT id FROM account WHERE email = :email");

bool agreed(Status status) {
  return status == Status::pending_provider || status == Status::confirmed ||
         status == Status::rejected || status == Status::ended;
}

std::array<std::uint8_t, 32> key_bytes() {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(7);
  return bytes;
}

}  // namespace

Channel::Channel(database::Database& database)
    : database_(database),
      catalog_(base::Values{{"provider", "Nhà mây"}}),
      key_(crypto::SecretKey::from_bytes(key_bytes())),
      installation_{settings_, catalog_, key_, "1-0123456789"},
      random_(crypto::seeded_random(1)) {}

base::PartnerId Channel::add_partner(const std::string& name) {
  const auto id = base::PartnerId::make(start(), random_->ten());
  partner_names_[id.text()] = name;
  static_cast<void>(database_.write([&](database::Transaction& transaction) -> base::Result<> {
    const std::string folded = base::fold(name);
    transaction.execute(insert_organization, {{"id", id}, {"name", name}, {"folded", folded}});
    transaction.execute(insert_partner, {{"id", id}, {"name", name}});
    return {};
  }));
  return id;
}

base::UserId Channel::add_person(const std::optional<base::PartnerId>& partner,
                                 const std::string& name) {
  const auto id = base::UserId::make(start(), random_->ten());
  static_cast<void>(database_.write([&](database::Transaction& transaction) -> base::Result<> {
    const std::string email = id.text() + "@staff.example";
    transaction.execute(insert_person, {{"id", id},
                                        {"side", partner ? partner->text() : "provider"},
                                        {"partner_id", partner},
                                        {"email", email},
                                        {"name", name}});
    return {};
  }));
  return id;
}

Registration Channel::insert(database::Transaction& transaction, const base::PartnerId& partner,
                             const Sample& sample, crypto::Fresh& fresh) {
  const base::Instant at = start() + std::chrono::minutes(sample.minute);
  transaction.execute(insert_account, {{"id", fresh.id<base::AccountId>()},
                                       {"email", sample.email},
                                       {"name", sample.account_name}});
  const auto account =
      transaction.first(find_account, {{"email", sample.email}},
                        [](const database::Row& row) { return std::string(row.text("id")); });
  Registration registration{.id = fresh.id<base::RegistrationId>(),
                            .partner_id = partner,
                            .account_id = base::AccountId::stored(account.value()),
                            .email = sample.email,
                            .account_name = sample.account_name,
                            .friendly_name = sample.friendly_name,
                            .role = sample.role,
                            .owner_id = {},
                            .registered_at = at,
                            .expires_at = at + std::chrono::days(30),
                            .customer_decided_at = {},
                            .provider_decided_at = {},
                            .confirmed_at = {},
                            .due_at = {},
                            .reason_code = {},
                            .reason = {},
                            .unmet_rules = {},
                            .superseded_by = {},
                            .consent_nonce = "nonce",
                            .consent_text_version = "1-0123456789",
                            .consent_sent_at = at,
                            .mail_id = {}};
  if (sample.owner) registration.owner_id = sample.owner->text();
  EXPECT_TRUE(store::insert(transaction, registration, partner_names_[partner.text()]).has_value());
  registration.status = sample.status;
  registration.unmet_rules = sample.unmet_rules;
  registration.superseded_by = sample.superseded_by;
  if (agreed(sample.status)) registration.customer_decided_at = at + std::chrono::hours(1);
  if (sample.status == Status::pending_provider) registration.due_at = at + std::chrono::days(3);
  if (sample.status == Status::confirmed || sample.status == Status::ended)
    registration.confirmed_at = at + std::chrono::hours(2 + sample.minute % 7);
  EXPECT_TRUE(store::save(transaction, registration, Status::pending_customer).has_value());
  return registration;
}

base::RegistrationId Channel::add(const base::PartnerId& partner, const Sample& sample) {
  return add_all(partner, {sample}).front();
}

std::vector<base::RegistrationId> Channel::add_all(const base::PartnerId& partner,
                                                   const std::vector<Sample>& samples) {
  const crypto::Fresh drawn(start(), *random_);
  return *database_.write(
      [&](database::Transaction& transaction) -> base::Result<std::vector<base::RegistrationId>> {
        crypto::Fresh fresh = drawn;
        std::vector<base::RegistrationId> ids;
        for (const Sample& sample : samples)
          ids.push_back(insert(transaction, partner, sample, fresh).id);
        return ids;
      });
}

Registration Channel::get(const base::RegistrationId& id) {
  return database_.read([&](database::Snapshot& snapshot) { return store::find(snapshot, id); })
      .value();
}

identity::Actor Channel::staff_of(const base::PartnerId& partner) {
  const auto user = base::UserId::make(start(), random_->ten());
  identity::Actor actor{.audience = identity::Audience::partner,
                        .user = user,
                        .id = user.text(),
                        .name = "Trần Thu Hà",
                        .email = "ha@staff.example",
                        .roles = {identity::Role::sales},
                        .partner = partner,
                        .partner_name = partner_names_[partner.text()],
                        .address = "192.0.2.1",
                        .session = {}};
  return actor;
}

identity::Actor Channel::provider() {
  const auto user = base::UserId::make(start(), random_->ten());
  return {.audience = identity::Audience::provider,
          .user = user,
          .id = user.text(),
          .name = "Lê Minh",
          .email = "minh@provider.example",
          .roles = {identity::Role::approver},
          .partner = {},
          .partner_name = {},
          .address = "192.0.2.2",
          .session = {}};
}

http::Request get(http::Fields query, std::string id) {
  http::Request request;
  request.path = "/api/v1/registrations";
  request.query = std::move(query);
  if (!id.empty()) request.path_parameters.emplace_back("id", std::move(id));
  return request;
}

}  // namespace registrations::testing
