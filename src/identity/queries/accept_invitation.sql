-- The invited person chose a password; the link is used up.
UPDATE person
SET state = 'active', password_hash = :password_hash, name = :name, folded_name = :folded_name,
    invitation_expires_at_us = NULL, version = version + 1
WHERE id = :id AND state = 'invited' AND invitation_nonce = :nonce
