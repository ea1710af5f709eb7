-- It failed and is tried again.
UPDATE job
SET state = 'waiting', run_at_us = :run_at, lease_until_us = NULL, leased_by = NULL,
    last_error = :error
WHERE id = :id AND leased_by = :worker
