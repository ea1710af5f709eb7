-- All registrations in each state.
SELECT status, CAST(SUM(registrations) AS BIGINT) AS registrations
FROM registration_count
GROUP BY status
