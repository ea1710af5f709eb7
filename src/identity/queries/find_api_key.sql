-- The key that a program showed, with the company that it acts for.
SELECT api_key.id, api_key.name, api_key.role, api_key.partner_id,
       organization.name AS organization_name, organization.suspended_at_us
FROM api_key
LEFT JOIN organization ON organization.id = api_key.partner_id
WHERE api_key.token_hash = :token_hash AND api_key.revoked_at_us IS NULL
  AND api_key.expires_at_us > :now
