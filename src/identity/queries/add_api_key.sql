-- A key for a program; only its hash.
INSERT INTO api_key (id, token_hash, name, partner_id, role, created_at_us, expires_at_us, revoked_at_us)
VALUES (:id, :token_hash, :name, :partner_id, :role, :now, :expires_at_us, NULL)
