-- Exports of one person that are not finished.
SELECT COUNT(*) AS exports
FROM export
WHERE owner_id = :owner_id AND state IN ('queued', 'running')
