UPDATE job
SET state = 'waiting', run_at_us = :run_at, lease_until_us = NULL, leased_by = NULL, attempts = 0,
    last_error = NULL
WHERE id = :id AND leased_by = :worker
