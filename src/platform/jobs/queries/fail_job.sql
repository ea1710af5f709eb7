-- It failed for good; the row is kept for whoever looks why.
UPDATE job
SET state = 'failed', lease_until_us = NULL, leased_by = NULL, last_error = :error
WHERE id = :id AND leased_by = :worker
