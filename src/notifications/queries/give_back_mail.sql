-- It was claimed but not tried.
UPDATE outbox
SET attempts = attempts - 1, lease_until_us = 0, next_attempt_at_us = :next_attempt_at,
    first_attempt_at_us = CASE WHEN attempts = 1 THEN NULL ELSE first_attempt_at_us END
WHERE id = :id AND attempts = :attempts AND state = 'queued'
