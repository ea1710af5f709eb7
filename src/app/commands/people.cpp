#include <iostream>

#include "app/commands/commands.hpp"
#include "app/commands/terminal.hpp"
#include "identity/identity.hpp"
#include "identity/second_factor.hpp"
#include "partners/partners.hpp"

namespace app {
namespace {

identity::Stamp stamp(crypto::Fresh& fresh) {
  return {.origin = command_line(), .now = fresh.now(), .audit = fresh.id<base::AuditId>()};
}

base::Email email_from(const std::string& text) {
  const auto email = base::Email::parse(text);
  if (!email) throw Misuse("\"" + text + "\" is not an email address");
  return *email;
}

std::optional<base::PartnerId> partner_from(const std::string& audience, const std::string& text) {
  if (audience == "provider") {
    if (!text.empty()) throw Misuse("--partner is for the audience partner only");
    return std::nullopt;
  }
  const auto id = base::PartnerId::parse(text);
  if (!id) throw Misuse("--partner must be the id of a partner (ptn_…)");
  return id;
}

void require_partner(Installation& installation, const std::optional<base::PartnerId>& id) {
  const bool there = !id || installation.database->read([&](database::Snapshot& snapshot) {
    return partners::find(snapshot, *id).has_value();
  });
  if (!there) throw Refusal("there is no partner " + id->text());
}

identity::Role role_from(const std::string& name, const std::string& audience) {
  const auto side =
      audience == "provider" ? identity::Audience::provider : identity::Audience::partner;
  const auto role = identity::role_of(name, side);
  if (!role) throw Misuse("\"" + name + "\" is no role of the audience " + audience);
  return *role;
}

/// A failure in English, for a terminal.
Refusal refusal_of(const Installation& installation, const base::Error& error) {
  std::string text =
      installation.catalog.text(i18n::Language::en, "errors." + error.code, error.values);
  for (const auto& field : error.fields) {
    text += "\n  " + field.pointer + ": " +
            installation.catalog.text(i18n::Language::en, "errors." + field.code, field.values);
  }
  return Refusal(text);
}

template <class Body>
void write_or_refuse(Installation& installation, Body body) {
  const auto result = installation.database->write(body);
  if (!result) throw refusal_of(installation, result.error());
}

}  // namespace

int user_create(const UserCreate& command) {
  const auto email = email_from(command.email);
  const auto partner = partner_from(command.audience, command.partner);
  std::vector<identity::Role> roles;
  for (const auto& name : command.roles) roles.push_back(role_from(name, command.audience));
  Installation installation(settings_or_refuse(command.overrides), database::Open::exclusive,
                            Installation::Migrate::yes);
  require_partner(installation, partner);
  const std::string password = read_password();
  identity::PasswordRules rules{.least_characters = installation.settings.identity.password_min,
                                .names = installation.settings.identity.forbidden_passwords};
  rules.names.push_back(command.email);
  const auto checked = identity::check_password(password, rules);
  if (!checked) throw refusal_of(installation, checked.error());
  const auto hash = installation.hasher.hash(password);
  if (!hash) throw Refusal("the password could not be hashed");
  const crypto::Fresh drawn(installation.clock.now(), installation.random);
  base::UserId id = base::UserId::stored({});
  write_or_refuse(installation, [&](database::Transaction& transaction) -> base::Result<> {
    crypto::Fresh fresh = drawn;
    id = fresh.id<base::UserId>();
    return identity::add_person(
        transaction,
        {.id = id,
         .email = email,
         .name = base::tidy(command.name),
         .partner = partner,
         .roles = roles,
         .language = i18n::language_of(command.language, i18n::Language::vi),
         .password_hash = *hash},
        stamp(fresh));
  });
  std::cout << id.text() << '\n';
  return 0;
}

int user_reset_second_factor(const SecondFactorReset& command) {
  const auto email = email_from(command.email);
  Installation installation(settings_or_refuse(command.overrides), database::Open::exclusive,
                            Installation::Migrate::yes);
  const auto person = installation.database->read(
      [&](database::Snapshot& snapshot) { return identity::find_credentials(snapshot, email); });
  if (!person) throw Refusal("nobody signs in with " + email.text());
  const crypto::Fresh drawn(installation.clock.now(), installation.random);
  write_or_refuse(installation, [&](database::Transaction& transaction) {
    crypto::Fresh fresh = drawn;
    const identity::PasswordNotice notice{
        fresh.id<base::MailId>(),
        base::to_local_time(fresh.now(), installation.settings.time_zone)};
    return identity::reset_second_factor(
        transaction, {person->id, person->partner, email.text(), person->name, person->language},
        notice, stamp(fresh));
  });
  std::cout << "removed the second factor of " << person->id.text() << '\n';
  return 0;
}

int partner_create(const PartnerCreate& command) {
  std::vector<base::Email> accounts;
  for (const auto& text : command.service_accounts) accounts.push_back(email_from(text));
  const auto admin = email_from(command.admin_email);
  const auto tax_code = partners::tax_code_from(command.tax_code);
  if (!tax_code)
    throw Misuse("a tax code is 10 digits, 10 digits and a branch (-001), or 12 digits");
  Installation installation(settings_or_refuse(command.overrides), database::Open::exclusive,
                            Installation::Migrate::yes);
  const crypto::Fresh drawn(installation.clock.now(), installation.random);
  base::PartnerId id = base::PartnerId::stored({});
  write_or_refuse(installation, [&](database::Transaction& transaction) -> base::Result<> {
    crypto::Fresh fresh = drawn;
    id = fresh.id<base::PartnerId>();
    TRY(partners::create(transaction,
                         {.id = id,
                          .name = base::tidy(command.name),
                          .legal_name = base::tidy(command.legal_name),
                          .tax_code = *tax_code,
                          .service_accounts = accounts},
                         stamp(fresh)));
    TRY(identity::invite(transaction,
                         {.id = fresh.id<base::UserId>(),
                          .email = admin,
                          .name = {},
                          .partner = id,
                          .roles = {identity::Role::partner_admin},
                          .language = installation.settings.language,
                          .organization_name = base::tidy(command.name),
                          .mail = fresh.id<base::MailId>(),
                          .nonce = fresh.nonce(),
                          .valid = installation.settings.identity.invitation_valid},
                         stamp(fresh)));
    return {};
  });
  std::cout << id.text() << '\n';
  return 0;
}

int api_key_create(const ApiKeyCreate& command) {
  const auto partner = partner_from(command.audience, command.partner);
  const auto role = role_from(command.role, command.audience);
  Installation installation(settings_or_refuse(command.overrides), database::Open::exclusive,
                            Installation::Migrate::yes);
  require_partner(installation, partner);
  const std::string token = identity::new_api_key_token(installation.random);
  base::ApiKeyId id = base::ApiKeyId::stored({});
  const crypto::Fresh drawn(installation.clock.now(), installation.random);
  write_or_refuse(installation, [&](database::Transaction& transaction) -> base::Result<> {
    crypto::Fresh fresh = drawn;
    id = fresh.id<base::ApiKeyId>();
    identity::add_api_key(transaction,
                          {.id = id,
                           .token = token,
                           .name = base::tidy(command.name),
                           .partner = partner,
                           .role = role,
                           .expires_at = fresh.now() + std::chrono::days{command.days}},
                          stamp(fresh));
    return {};
  });
  std::cerr << "The key of " << id.text() << " is shown only this once:\n";
  std::cout << token << '\n';
  return 0;
}

int api_key_list(const Overrides& overrides) {
  const Settings settings = settings_or_refuse(overrides);
  const auto database = database::Database::open(settings.database, database::Open::read_only);
  const auto now = clock_source::SystemClock(settings.clock_file).now();
  const auto keys = database->read(identity::list_api_keys);
  std::cout << "id\tside\trole\tstate\texpires_at\tname\n";
  for (const identity::ApiKey& key : keys) {
    const std::string_view state = key.revoked_at          ? "revoked"
                                   : key.expires_at <= now ? "expired"
                                                           : "active";
    std::cout << key.id.text() << '\t' << (key.partner ? key.partner->text() : "provider") << '\t'
              << identity::name_of(key.role) << '\t' << state << '\t'
              << base::to_rfc3339(key.expires_at) << '\t' << key.name << '\n';
  }
  return 0;
}

int api_key_revoke(const ApiKeyRevoke& command) {
  const auto id = base::ApiKeyId::parse(command.id);
  if (!id) throw Misuse("the id of a key begins with key_; `api-key list` tells them");
  Installation installation(settings_or_refuse(command.overrides), database::Open::exclusive,
                            Installation::Migrate::yes);
  const crypto::Fresh drawn(installation.clock.now(), installation.random);
  const auto revoked = installation.database->write([&](database::Transaction& transaction) {
    crypto::Fresh fresh = drawn;
    return identity::revoke_api_key(transaction, *id, stamp(fresh));
  });
  if (!revoked) throw Refusal("there is no key " + id->text() + " that could still be used");
  std::cout << "revoked " << id->text() << '\n';
  return 0;
}

}  // namespace app
