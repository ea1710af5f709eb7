-- What moved in a wallet, newest first.
SELECT e.number, e.kind, e.at_us, e.amount_minor, e.before_minor, e.after_minor, t.id, t.receipt_number, t.reference, t.note, t.origin_kind, t.origin_id, t.origin_name, t.side, t.via,
  t.reverses, (SELECT r.id FROM ledger_transaction r WHERE r.reverses = t.id) AS reversed_by, t.account_id, a.email AS account_email, a.name AS account_name
FROM ledger_entry e
JOIN ledger_transaction t ON t.id = e.transaction_id
LEFT JOIN account a ON a.id = t.account_id
WHERE e.ledger_account_id = (SELECT w.id FROM ledger_account w WHERE w.partner_id = :partner_id AND w.account_id = :account_id AND w.kind = :wallet_kind AND w.currency = :currency)
  AND e.at_us >= :from_us AND e.at_us < :to_us AND e.kind IN (:kind_0, :kind_1, :kind_2, :kind_3, :kind_4, :kind_5, :kind_6, :kind_7, :kind_8) AND e.number < :before
ORDER BY e.number DESC LIMIT :limit
