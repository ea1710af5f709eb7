-- Before a friendly name changes.
DELETE FROM registration_word
WHERE registration_id = :registration_id AND partner_id = :partner_id
