-- A partner asks for a set of rates.
INSERT INTO partner_discount (id, partner_id, decision, starts_on, asked_kind, asked_id, asked_name, asked_at_us, due_at_us, began_told, ended_told, version)
VALUES (:id, :partner_id, 'pending', :starts_on, :asked_kind, :asked_id, :asked_name, :asked_at_us, :due_at_us, FALSE, FALSE, 1)
