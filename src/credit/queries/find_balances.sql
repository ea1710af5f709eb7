-- What is available and what is set aside of a partner or a customer.
SELECT kind, balance_minor FROM ledger_account
WHERE partner_id = :partner_id AND account_id = :account_id AND kind IN ('partner_wallet', 'partner_held', 'customer_wallet', 'customer_held') AND currency = :currency
