-- A page of the feed behind a place.
SELECT place, at_us, type, partner_id, account_id, registration_id, external_id, movement, discount_id
FROM event WHERE place > :after ORDER BY place LIMIT :limit
