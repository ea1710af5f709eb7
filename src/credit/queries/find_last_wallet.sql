-- The partner with whom an account had credit last, of all or of one.
SELECT partner_id FROM ledger_account
WHERE account_id = :account_id AND account_id <> '' AND kind = 'customer_wallet' AND (CAST(:partner_id AS TEXT) IS NULL OR partner_id = :partner_id)
ORDER BY last_at_us DESC, id DESC LIMIT 1
