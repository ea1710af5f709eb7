-- A word that finds a registration.
INSERT INTO registration_word (partner_id, word, registration_id)
VALUES (:partner_id, :word, :registration_id)
ON CONFLICT (partner_id, word, registration_id) DO NOTHING
