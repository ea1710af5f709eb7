-- A wish that waits for a second person; nothing when its reference, or what it would undo, waits already.
INSERT INTO credit_request (id, side, kind, partner_id, account_id, amount_minor, currency, reference, note, reverses, asked_kind, asked_id, asked_name, via, asked_at_us, expires_at_us, holds, state, decided_kind, decided_id, decided_name, decided_at_us, reason, transaction_id, version)
VALUES (:id, :side, :kind, :partner_id, :account_id, :amount_minor, :currency, :reference, :note, :reverses, :asked_kind, :asked_id, :asked_name, :via, :asked_at_us, :expires_at_us, :holds, 'pending_approval', NULL, NULL, NULL, NULL, NULL, NULL, 1)
ON CONFLICT DO NOTHING
