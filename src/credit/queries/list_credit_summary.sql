-- What came into and went out of each wallet by the beginning and by the end of a period. Running sums stand
-- in every entry, so a period costs two looks a wallet, however many entries it has.
-- variant kind.all       kind = IN ('partner_wallet', 'customer_wallet')
-- variant kind.partner   kind = = 'partner_wallet'
-- variant kind.customer  kind = = 'customer_wallet'
SELECT w.id, w.kind, w.partner_id, w.account_id, o.name AS partner_name, a.email AS account_email, a.name AS account_name,
  CASE WHEN w.last_at_us < :from_us THEN w.in_minor ELSE COALESCE((SELECT e.in_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :from_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS in_before,
  CASE WHEN w.last_at_us < :from_us THEN w.out_minor ELSE COALESCE((SELECT e.out_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :from_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS out_before,
  CASE WHEN w.last_at_us < :to_us THEN w.in_minor ELSE COALESCE((SELECT e.in_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :to_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS in_after,
  CASE WHEN w.last_at_us < :to_us THEN w.out_minor ELSE COALESCE((SELECT e.out_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :to_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS out_after
FROM ledger_account w
JOIN organization o ON o.id = w.partner_id
LEFT JOIN account a ON a.id = w.account_id
WHERE w.kind {kind} AND w.currency = :currency AND (CAST(:partner_id AS TEXT) IS NULL OR w.partner_id = :partner_id)
  AND (CAST(:account_id AS TEXT) IS NULL OR w.account_id = :account_id)
  AND (w.partner_id, COALESCE(a.email, ''), w.id) > (:after_partner, :after_email, :after_id)
ORDER BY w.partner_id, COALESCE(a.email, ''), w.id LIMIT :limit
