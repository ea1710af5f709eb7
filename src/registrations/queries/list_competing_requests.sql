-- The requests of other partners that the customer's choice superseded, oldest first.
SELECT registration.id, registration.partner_id, organization.name AS partner_name,
  registration.registered_at_us
FROM registration
LEFT JOIN organization ON organization.id = registration.partner_id
WHERE registration.superseded_by = :winner_id
ORDER BY registration.registered_at_us, registration.id
