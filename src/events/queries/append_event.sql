-- Something that the provider's systems must know; its place in the feed comes once it is visible.
INSERT INTO event (at_us, type, partner_id, account_id, registration_id, external_id, movement, discount_id)
VALUES (:at_us, :type, :partner_id, :account_id, :registration_id, :external_id, :movement, :discount_id)
