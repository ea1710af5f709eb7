-- A key that waits for its confirmation, in place of one that waited before; never of one that is on.
INSERT INTO second_factor (person_id, sealed_key, last_step, expires_at_us, enabled_at_us)
VALUES (:person_id, :sealed_key, 0, :expires_at_us, NULL)
ON CONFLICT (person_id) DO UPDATE
SET sealed_key = excluded.sealed_key, last_step = 0, expires_at_us = excluded.expires_at_us
WHERE second_factor.enabled_at_us IS NULL
