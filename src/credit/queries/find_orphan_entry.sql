-- An entry whose account is gone.
SELECT e.ledger_account_id, e.number FROM ledger_entry e
WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.id = e.ledger_account_id) ORDER BY e.ledger_account_id, e.number LIMIT 1
