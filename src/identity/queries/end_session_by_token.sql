-- The session that a new one replaces.
DELETE FROM session WHERE token_hash = :token_hash
