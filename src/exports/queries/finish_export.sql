-- The file is complete.
UPDATE export
SET state = 'done', rows_done = :rows_done, rows_total = :rows_done
WHERE id = :id AND attempts = :attempt AND state = 'running'
