-- One registration less in a state.
UPDATE registration_count
SET registrations = registrations - 1
WHERE partner_id = :partner_id AND status = :status
