-- Only while the row is as it was seen: of several runners that saw it due, one gets it.
UPDATE job
SET state = 'running', lease_until_us = :lease_until, leased_by = :worker, attempts = attempts + 1
WHERE id = :id AND run_at_us = :seen_run_at AND attempts = :seen_attempts
  AND COALESCE(leased_by, '') = :seen_leased_by
RETURNING attempts
