-- A page of a person's sessions that have not ended, last seen first.
SELECT id, created_at_us, last_seen_at_us, address, user_agent FROM session
WHERE person_id = :person_id AND created_at_us > :created_after AND last_seen_at_us > :seen_after
  AND (last_seen_at_us, id) < (:before_at_us, :before_id)
ORDER BY last_seen_at_us DESC, id DESC
LIMIT :batch
