-- One request with the names that are shown.
SELECT r.id, r.side, r.kind, r.partner_id, r.account_id, r.amount_minor, r.currency, r.reference, r.note, r.reverses, r.asked_kind, r.asked_id, r.asked_name, r.via, r.asked_at_us, r.expires_at_us, r.holds, r.state, r.decided_kind, r.decided_id, r.decided_name, r.decided_at_us, r.reason, r.transaction_id, r.version, o.name AS partner_name, a.email AS account_email, a.name AS account_name
FROM credit_request r
JOIN organization o ON o.id = r.partner_id
LEFT JOIN account a ON a.id = r.account_id
WHERE r.id = :id
