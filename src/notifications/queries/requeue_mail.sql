-- By hand: the days of trying begin anew.
UPDATE outbox
SET state = 'queued', next_attempt_at_us = :now, first_attempt_at_us = NULL, attempted_at_us = NULL,
    lease_until_us = 0
WHERE id = :id
