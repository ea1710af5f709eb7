-- Requests that waited too long.
SELECT id, side, kind, partner_id, account_id, amount_minor, currency, reference, note, reverses, asked_kind, asked_id, asked_name, via, asked_at_us, expires_at_us, holds, state, decided_kind, decided_id, decided_name, decided_at_us, reason, transaction_id, version FROM credit_request
WHERE state = 'pending_approval' AND expires_at_us <= :now ORDER BY expires_at_us, id LIMIT :limit
