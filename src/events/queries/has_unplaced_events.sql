-- Whether an event waits for its place.
SELECT 1 AS found FROM event WHERE place IS NULL LIMIT 1
