-- Another link; the one before is void.
UPDATE person SET reset_nonce = :nonce, reset_expires_at_us = :expires_at_us
WHERE id = :id AND state = 'active'
