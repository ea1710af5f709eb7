-- The link is used up; its nonce stays, so that it can be told from one that never was.
UPDATE person SET password_hash = :password_hash, reset_expires_at_us = NULL
WHERE id = :id AND state = 'active' AND reset_nonce = :nonce AND reset_expires_at_us IS NOT NULL
