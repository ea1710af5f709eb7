-- Sessions that ended by themselves.
DELETE FROM session
WHERE id IN (SELECT id FROM session WHERE last_seen_at_us <= :seen_before
             ORDER BY last_seen_at_us LIMIT :batch)
