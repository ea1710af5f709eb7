-- All keys, those that no longer work too, oldest first.
SELECT api_key.id, api_key.name, api_key.role, api_key.partner_id, api_key.created_at_us,
       api_key.expires_at_us, api_key.revoked_at_us
FROM api_key
ORDER BY api_key.created_at_us, api_key.id
