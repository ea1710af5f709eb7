-- Customers whose balance in the directory is not the ledger's.
INSERT INTO credit_difference (day, account_id, partner_id, ledger_minor, directory_minor, seen_at_us)
SELECT :day, account_id, partner_id, ledger_minor, directory_minor, seen_at_us FROM (
  SELECT c.account_id, c.partner_id, a.credit_balance_minor AS directory_minor, a.seen_at_us,
    COALESCE((SELECT CAST(SUM(w.balance_minor) AS BIGINT) FROM ledger_account w WHERE w.account_id = c.account_id AND w.account_id <> '' AND w.kind IN ('customer_wallet', 'customer_held')
      AND w.partner_id = c.partner_id AND w.currency = :currency), 0) AS ledger_minor
  FROM customer c JOIN account a ON a.id = c.account_id
  WHERE c.since_at_us IS NOT NULL AND c.until_at_us IS NULL AND c.account_id > :after_id AND c.account_id <= :last_id) AS balances
WHERE ledger_minor <> directory_minor
ON CONFLICT (day, account_id) DO UPDATE SET ledger_minor = excluded.ledger_minor, directory_minor = excluded.directory_minor, seen_at_us = excluded.seen_at_us
