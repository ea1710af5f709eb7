#pragma once
// For tests only: a channel of partners, their people and registrations, put straight into the
// tables.

#include "platform/database/testing.hpp"
#include "platform/http/http.hpp"
#include "registrations/store.hpp"

namespace registrations::testing {

struct Sample {
  std::string email;
  std::optional<std::string> friendly_name = {};
  std::string account_name = "Công ty Ánh Dương";
  std::string role = "Đối tác";
  std::optional<base::UserId> owner = {};
  Status status = Status::pending_customer;
  std::int64_t minute = 0;  // of the registration, after the beginning
  std::optional<std::string> superseded_by = {};
  std::string unmet_rules = {};
};

class Channel {
 public:
  explicit Channel(database::Database& database);

  base::PartnerId add_partner(const std::string& name);
  base::UserId add_person(const std::optional<base::PartnerId>& partner, const std::string& name);
  base::RegistrationId add(const base::PartnerId& partner, const Sample& sample);
  /// Many in one write.
  std::vector<base::RegistrationId> add_all(const base::PartnerId& partner,
                                            const std::vector<Sample>& samples);
  Registration get(const base::RegistrationId& id);

  identity::Actor staff_of(const base::PartnerId& partner);
  identity::Actor provider();

  Installation& installation() { return installation_; }
  Settings& settings() { return settings_; }
  database::Database& database() { return database_; }
  static base::Instant start() { return base::from_microseconds(1'790'000'000'000'000); }

 private:
  Registration insert(database::Transaction& transaction, const base::PartnerId& partner,
                      const Sample& sample, crypto::Fresh& fresh);

  database::Database& database_;
  Settings settings_;
  i18n::Catalog catalog_;
  crypto::SecretKey key_;
  Installation installation_;
  std::unique_ptr<crypto::Random> random_;
  std::map<std::string, std::string> partner_names_;
};

http::Request get(http::Fields query, std::string id = {});

}  // namespace registrations::testing
