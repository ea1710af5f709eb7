-- The link is used up.
UPDATE person
SET password_hash = :password_hash, reset_nonce = NULL, reset_expires_at_us = NULL
WHERE id = :id AND state = 'active' AND reset_nonce = :nonce
