-- Signing in; the cookie itself is not stored.
INSERT INTO session (id, token_hash, person_id, created_at_us, last_seen_at_us, address, user_agent)
VALUES (:id, :token_hash, :person_id, :now, :now, :address, :user_agent)
