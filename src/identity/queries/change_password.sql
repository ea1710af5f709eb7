-- Only while the password is still the one that was checked.
UPDATE person
SET password_hash = :password_hash, reset_nonce = NULL, reset_expires_at_us = NULL
WHERE id = :id AND state = 'active' AND password_hash = :checked_hash
