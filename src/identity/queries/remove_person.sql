-- The row stays, since history names it; nothing in it lets anybody in.
UPDATE person
SET state = 'removed', password_hash = NULL, invitation_nonce = NULL, reset_nonce = NULL,
    version = version + 1
WHERE id = :id AND side = :side AND state <> 'removed'
