-- Those that can still be used.
SELECT COUNT(*) FROM recovery_code WHERE person_id = :person_id AND used_at_us IS NULL
