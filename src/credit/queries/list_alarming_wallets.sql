-- Present customers of whom somebody must be told, and was not today. What a wallet spent is added up only
-- where all that went out of it, two looks at running sums, could leave it so few days.
WITH wallet AS MATERIALIZED (
  SELECT w.id, w.partner_id, w.account_id, w.balance_minor, l.level_minor, COALESCE((SELECT CAST(-SUM(e.amount_minor) AS BIGINT) FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us >= :week_ago_us AND e.account_kind = 'customer_wallet' AND e.effect IN ('purchase', 'refund')), 0) AS spent_minor
  FROM ledger_account w
  JOIN customer c ON c.account_id = w.account_id AND c.partner_id = w.partner_id AND c.since_at_us IS NOT NULL AND c.until_at_us IS NULL
  LEFT JOIN credit_alert_level l ON l.partner_id = w.partner_id AND l.account_id = w.account_id
  WHERE w.kind = 'customer_wallet' AND w.currency = :currency AND w.last_at_us > :moved_since_us
    AND (w.balance_minor <= 0 OR w.balance_minor <= l.level_minor OR (:days_left > 0
      AND w.balance_minor / (:days_left + 1) <= (w.out_minor - COALESCE((SELECT e.out_minor FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us < :week_ago_us ORDER BY e.at_us DESC, e.number DESC LIMIT 1), 0)) / 7)))
SELECT partner_id, account_id, balance_minor, level_minor, spent_minor FROM wallet
WHERE (balance_minor <= 0 OR balance_minor <= level_minor OR (spent_minor > 0 AND :days_left > 0 AND balance_minor / spent_minor * 7 + (balance_minor % spent_minor) * 7 / spent_minor <= :days_left))
  AND NOT EXISTS (SELECT 1 FROM credit_alert t WHERE t.day = :day AND t.partner_id = wallet.partner_id AND t.account_id = wallet.account_id
    AND t.kind = CASE WHEN balance_minor < 0 THEN 'arrears' WHEN balance_minor = 0 THEN 'zero' WHEN balance_minor <= level_minor THEN 'level' ELSE 'days_left' END)
ORDER BY wallet.id LIMIT :limit
