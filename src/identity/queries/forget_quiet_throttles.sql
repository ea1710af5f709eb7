-- Counts that no longer matter.
DELETE FROM sign_in_throttle
WHERE throttle_key IN (SELECT throttle_key FROM sign_in_throttle WHERE last_at_us < :before
                       ORDER BY last_at_us LIMIT :batch)
