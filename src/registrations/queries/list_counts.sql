-- A partner's registrations in each state.
SELECT status, registrations
FROM registration_count
WHERE partner_id = :partner_id
