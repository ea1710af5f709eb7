-- Mails that were tried in the future, by a clock that has since been set back, are due.
UPDATE outbox SET next_attempt_at_us = :now, attempted_at_us = :now
WHERE state = 'queued' AND held = FALSE AND attempted_at_us IS NOT NULL AND attempted_at_us > :ahead
