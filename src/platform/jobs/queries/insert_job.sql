INSERT INTO job (id, kind, payload, state, run_at_us, attempts, created_at_us)
VALUES (:id, :kind, :payload, 'waiting', :run_at, 0, :now)
