-- A person's sessions that have not ended.
SELECT COUNT(*) FROM session
WHERE person_id = :person_id AND created_at_us > :created_after AND last_seen_at_us > :seen_after
