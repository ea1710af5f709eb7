-- The timeline of one registration.
SELECT sequence, at_us, event, from_status, to_status, origin_kind, origin_id, origin_name, origin_address, reason_code, reason, facts
FROM registration_history
WHERE registration_id = :registration_id
ORDER BY sequence
