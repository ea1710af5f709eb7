-- The same for each partner.
SELECT o.id AS partner_id, o.name AS partner_name, CAST(COALESCE(SUM(CASE WHEN w.kind = 'issuance' THEN -w.balance_minor ELSE 0 END), 0) AS BIGINT) AS issued_minor,
  CAST(COALESCE(SUM(CASE WHEN w.kind = 'payouts' THEN w.balance_minor ELSE 0 END), 0) AS BIGINT) AS paid_out_minor,
  CAST(COALESCE(SUM(CASE WHEN w.kind IN ('revenue', 'partner_margin', 'tax') THEN w.balance_minor ELSE 0 END), 0) AS BIGINT) AS spent_minor,
  CAST(COALESCE(SUM(CASE WHEN w.kind IN ('partner_wallet', 'partner_held') THEN w.balance_minor ELSE 0 END), 0) AS BIGINT) AS in_partner_wallets_minor,
  CAST(COALESCE(SUM(CASE WHEN w.kind = 'customer_held' OR (w.kind = 'customer_wallet' AND w.balance_minor > 0) THEN w.balance_minor ELSE 0 END), 0) AS BIGINT) AS in_customer_wallets_minor,
  CAST(COALESCE(SUM(CASE WHEN w.kind = 'customer_wallet' AND w.balance_minor < 0 THEN -w.balance_minor ELSE 0 END), 0) AS BIGINT) AS arrears_minor
FROM organization o LEFT JOIN ledger_account w ON w.partner_id = o.id AND w.currency = :currency
WHERE o.id > :after_id GROUP BY o.id, o.name ORDER BY o.id LIMIT :limit
