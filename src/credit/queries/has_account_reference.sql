-- Whether a reference was used for a customer.
SELECT 1 AS found FROM ledger_transaction WHERE partner_id = :partner_id AND account_id = :account_id AND kind = :kind AND reference = :reference LIMIT 1
