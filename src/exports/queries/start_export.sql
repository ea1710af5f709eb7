-- A run of the job takes the export over from any earlier run.
UPDATE export
SET state = 'running', attempts = attempts + 1, rows_done = 0
WHERE id = :id AND state <> 'done'
