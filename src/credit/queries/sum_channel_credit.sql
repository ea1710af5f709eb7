-- What is issued, spent and outstanding.
SELECT CAST(COALESCE(SUM(CASE WHEN kind = 'issuance' THEN -balance_minor ELSE 0 END), 0) AS BIGINT) AS issued_minor,
  CAST(COALESCE(SUM(CASE WHEN kind = 'payouts' THEN balance_minor ELSE 0 END), 0) AS BIGINT) AS paid_out_minor,
  CAST(COALESCE(SUM(CASE WHEN kind IN ('revenue', 'partner_margin', 'tax') THEN balance_minor ELSE 0 END), 0) AS BIGINT) AS spent_minor,
  CAST(COALESCE(SUM(CASE WHEN kind IN ('partner_wallet', 'partner_held') THEN balance_minor ELSE 0 END), 0) AS BIGINT) AS in_partner_wallets_minor,
  CAST(COALESCE(SUM(CASE WHEN kind = 'customer_held' OR (kind = 'customer_wallet' AND balance_minor > 0) THEN balance_minor ELSE 0 END), 0) AS BIGINT) AS in_customer_wallets_minor,
  CAST(COALESCE(SUM(CASE WHEN kind = 'customer_wallet' AND balance_minor < 0 THEN -balance_minor ELSE 0 END), 0) AS BIGINT) AS arrears_minor
FROM ledger_account WHERE currency = :currency AND (CAST(:partner_id AS TEXT) IS NULL OR partner_id = :partner_id)
