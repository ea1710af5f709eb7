-- Removes the oldest keys made before a moment, a bounded number.
DELETE FROM idempotency_key
WHERE (tenant, method, path, key) IN (
  SELECT tenant, method, path, key FROM idempotency_key
  WHERE created_at_us < :before_us ORDER BY created_at_us LIMIT :limit)
