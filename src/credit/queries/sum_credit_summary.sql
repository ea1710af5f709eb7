-- The same of all wallets together.
-- variant kind.all       kind = IN ('partner_wallet', 'customer_wallet')
-- variant kind.partner   kind = = 'partner_wallet'
-- variant kind.customer  kind = = 'customer_wallet'
SELECT COUNT(*) AS wallets, CAST(COALESCE(SUM(in_before), 0) AS BIGINT) AS in_before, CAST(COALESCE(SUM(out_before), 0) AS BIGINT) AS out_before,
  CAST(COALESCE(SUM(in_after), 0) AS BIGINT) AS in_after, CAST(COALESCE(SUM(out_after), 0) AS BIGINT) AS out_after
FROM (SELECT CASE WHEN w.last_at_us < :from_us THEN w.in_minor ELSE COALESCE((SELECT e.in_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :from_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS in_before,
  CASE WHEN w.last_at_us < :from_us THEN w.out_minor ELSE COALESCE((SELECT e.out_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :from_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS out_before,
  CASE WHEN w.last_at_us < :to_us THEN w.in_minor ELSE COALESCE((SELECT e.in_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :to_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS in_after,
  CASE WHEN w.last_at_us < :to_us THEN w.out_minor ELSE COALESCE((SELECT e.out_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :to_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0) END AS out_after
FROM ledger_account w
WHERE w.kind {kind} AND w.currency = :currency AND (CAST(:partner_id AS TEXT) IS NULL OR w.partner_id = :partner_id)
  AND (CAST(:account_id AS TEXT) IS NULL OR w.account_id = :account_id)) AS wallets
