-- Another link in place of one that was not used.
UPDATE person
SET name = :name, folded_name = :folded_name, language = :language, version = version + 1,
    invitation_nonce = :invitation_nonce, invitation_expires_at_us = :invitation_expires_at_us
WHERE id = :id AND state = 'invited'
