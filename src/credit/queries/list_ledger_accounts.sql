-- Accounts of the ledger as they stand.
SELECT id, kind, partner_id, account_id, currency, balance_minor, in_minor, out_minor, entries, last_at_us, chain FROM ledger_account
WHERE id > :after ORDER BY id LIMIT :limit
