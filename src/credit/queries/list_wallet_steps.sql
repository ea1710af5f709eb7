-- What a transaction did to available credit.
SELECT account_kind, before_minor, after_minor FROM ledger_entry
WHERE transaction_id = :transaction_id AND account_kind IN ('partner_wallet', 'customer_wallet')
