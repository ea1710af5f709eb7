UPDATE job SET lease_until_us = :lease_until
WHERE id = :id AND leased_by = :worker AND state = 'running'
