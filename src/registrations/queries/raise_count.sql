-- One registration more in a state.
INSERT INTO registration_count (partner_id, status, registrations)
VALUES (:partner_id, :status, 1)
ON CONFLICT (partner_id, status) DO UPDATE SET registrations = registration_count.registrations + 1
