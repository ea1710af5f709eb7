-- Transactions, newest first.
-- variant of.channel  whose =
-- variant of.partner  whose = t.partner_id = :partner_id AND
-- variant of.account  whose = t.account_id = :account_id AND (CAST(:partner_id AS TEXT) IS NULL OR t.partner_id = :partner_id) AND
SELECT t.id, t.kind, t.at_us, t.currency, t.amount_minor, t.partner_id, t.account_id, t.receipt_number, t.reference, t.note, t.origin_kind, t.origin_id, t.origin_name, t.side, t.via, t.approver_kind, t.approver_id, t.approver_name, t.reverses, t.effect, (SELECT r.id FROM ledger_transaction r WHERE r.reverses = t.id) AS reversed_by, o.name AS partner_name, a.email AS account_email, a.name AS account_name, pw.before_minor AS partner_before_minor, pw.after_minor AS partner_after_minor, cw.before_minor AS account_before_minor, cw.after_minor AS account_after_minor
FROM ledger_transaction t
JOIN organization o ON o.id = t.partner_id
LEFT JOIN account a ON a.id = t.account_id
LEFT JOIN ledger_entry pw ON pw.transaction_id = t.id AND pw.account_kind = 'partner_wallet'
LEFT JOIN ledger_entry cw ON cw.transaction_id = t.id AND cw.account_kind = 'customer_wallet'
WHERE {whose} t.at_us >= :from_us AND t.at_us < :to_us AND t.kind IN (:kind_0, :kind_1, :kind_2, :kind_3, :kind_4, :kind_5, :kind_6, :kind_7, :kind_8)
  AND (CAST(:reference AS TEXT) IS NULL OR t.reference = :reference)
  AND (t.at_us, t.id) < (:before_us, :before_id)
ORDER BY t.at_us DESC, t.id DESC LIMIT :limit
