-- Movements of a report, newest first.
-- variant of.channel  whose =
-- variant of.partner  whose = t.partner_id = :partner_id AND
-- variant of.account  whose = t.account_id = :account_id AND (CAST(:partner_id AS TEXT) IS NULL OR t.partner_id = :partner_id) AND
SELECT t.id, t.kind, t.at_us, t.currency, t.amount_minor, t.partner_id, t.account_id, t.receipt_number, t.reference, t.note, t.origin_kind, t.origin_id, t.origin_name, t.side, t.via, t.approver_kind, t.approver_id, t.approver_name, t.reverses, t.effect, NULL AS reversed_by, o.name AS partner_name, a.email AS account_email, a.name AS account_name
FROM ledger_transaction t
JOIN organization o ON o.id = t.partner_id
LEFT JOIN account a ON a.id = t.account_id
WHERE {whose} t.at_us >= :from_us AND t.at_us < :to_us AND t.effect IN (:effect_0, :effect_1, :effect_2, :effect_3) AND (t.at_us, t.id) < (:before_us, :before_id)
ORDER BY t.at_us DESC, t.id DESC LIMIT :limit
