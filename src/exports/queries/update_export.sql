-- How far the run is; changes nothing when a later run took over.
UPDATE export
SET state = :state, rows_done = :rows_done
WHERE id = :id AND attempts = :attempt AND state = 'running'
