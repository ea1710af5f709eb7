-- Never usable again.
UPDATE api_key SET revoked_at_us = :now WHERE id = :id AND revoked_at_us IS NULL
RETURNING name, partner_id
