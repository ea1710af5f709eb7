SELECT run_at_us, lease_until_us, leased_by, attempts FROM job WHERE id = :id
