-- The count of tries, this one among them.
INSERT INTO sign_in_throttle (throttle_key, failures, last_at_us)
VALUES (:throttle_key, :failures, :now)
ON CONFLICT (throttle_key) DO UPDATE
SET failures = excluded.failures, last_at_us = excluded.last_at_us
