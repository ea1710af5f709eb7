-- Every copy of the program does this at its start; the row is made once.
INSERT INTO job (id, kind, payload, state, run_at_us, attempts, created_at_us)
VALUES (:id, 'recurring', '', 'waiting', :now, 0, :now)
ON CONFLICT (id) DO NOTHING
