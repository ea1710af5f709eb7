#include "embedded/identity_queries.hpp"
#include "identity/identity.hpp"
#include "identity/sessions.hpp"

namespace identity {

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
  if (transaction.execute(queries::revoke_api_key, {{"id", id}, {"now", stamp.now}}) == 0)
    return base::fail(base::ErrorKind::not_found, "not_found");
  audit(transaction, stamp.audit, {stamp.origin, "api_keys.revoke", id.text(), std::nullopt, {}},
        stamp.now);
  return {};
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
                          if (const auto partner = row.optional_text("partner_id"))
                            actor.partner = base::PartnerId::stored(*partner);
                          actor.audience = actor.partner ? Audience::partner : Audience::provider;
                          actor.roles = {role_of(role, actor.audience).value()};
                          actor.partner_name = row.optional_text("organization_name").value_or("");
                          actor.suspended = row.optional_instant("suspended_at_us").has_value();
                          return actor;
                        });
}

}  // namespace identity
