-- Only the key that was judged, and only once.
UPDATE second_factor SET enabled_at_us = :now, expires_at_us = NULL, last_step = :step
WHERE person_id = :person_id AND enabled_at_us IS NULL AND sealed_key = :sealed_key
