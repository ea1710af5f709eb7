-- What an account has with all its partners.
SELECT kind, balance_minor FROM ledger_account
WHERE kind IN ('customer_wallet', 'customer_held') AND currency = :currency AND account_id = :account_id AND account_id <> ''
