#include "embedded/identity_queries.hpp"
#include "identity/identity.hpp"
#include "identity/sessions.hpp"

namespace identity {
namespace {

std::optional<base::PartnerId> partner_in(const database::Row& row) {
  const auto id = row.optional_text("partner_id");
  return id ? std::optional(base::PartnerId::stored(*id)) : std::nullopt;
}

}  // namespace

std::string new_api_key_token(crypto::Random& random) {
  return std::string(api_key_prefix) + random.token(32);
}

void add_api_key(database::Transaction& transaction, const NewApiKey& key, const Stamp& stamp) {
  transaction.execute(queries::add_api_key, {{"id", key.id},
                                             {"token_hash", crypto::sha256_hex(key.token)},
                                             {"name", key.name},
                                             {"partner_id", key.partner},
                                             {"role", name_of(key.role)},
                                             {"now", stamp.now},
                                             {"expires_at_us", key.expires_at}});
  audit(transaction, stamp.audit,
        {stamp.origin,
         "api_keys.add",
         key.id.text(),
         key.partner,
         {{"name", key.name},
          {"role", std::string(name_of(key.role))},
          {"expires_at", base::to_rfc3339(key.expires_at)}}},
        stamp.now);
}

base::Result<> revoke_api_key(database::Transaction& transaction, const base::ApiKeyId& id,
                              const Stamp& stamp) {
  struct Revoked {
    std::string name;
    std::optional<base::PartnerId> partner;
  };
  const auto revoked = transaction.first(
      queries::revoke_api_key, {{"id", id}, {"now", stamp.now}}, [](const database::Row& row) {
        return Revoked{std::string(row.text("name")), partner_in(row)};
      });
  if (!revoked) return base::fail(base::ErrorKind::not_found, "not_found");
  audit(transaction, stamp.audit,
        {stamp.origin, "api_keys.revoke", id.text(), revoked->partner, {{"name", revoked->name}}},
        stamp.now);
  return {};
}

std::vector<ApiKey> list_api_keys(database::Snapshot& snapshot) {
  return snapshot.all(queries::list_api_keys, {}, [](const database::Row& row) {
    ApiKey key{.id = base::ApiKeyId::stored(std::string(row.text("id"))),
               .name = std::string(row.text("name")),
               .partner = partner_in(row),
               .role = Role::viewer,
               .created_at = row.instant("created_at_us"),
               .expires_at = row.instant("expires_at_us"),
               .revoked_at = row.optional_instant("revoked_at_us")};
    key.role =
        role_of(row.text("role"), key.partner ? Audience::partner : Audience::provider).value();
    return key;
  });
}

std::optional<Actor> find_key_actor(database::Snapshot& snapshot, std::string_view token,
                                    base::Instant now) {
  return snapshot.first(queries::find_api_key,
                        {{"token_hash", crypto::sha256_hex(token)}, {"now", now}},
                        [](const database::Row& row) {
                          Actor actor;
                          actor.id = row.text("id");
                          actor.name = row.text("name");
                          const std::string role(row.text("role"));
                          actor.partner = partner_in(row);
                          actor.audience = actor.partner ? Audience::partner : Audience::provider;
                          actor.roles = {role_of(role, actor.audience).value()};
                          actor.partner_name = row.optional_text("organization_name").value_or("");
                          actor.suspended = row.optional_instant("suspended_at_us").has_value();
                          return actor;
                        });
}

}  // namespace identity
