-- Whether a reference was used for a partner.
SELECT 1 AS found FROM ledger_transaction WHERE partner_id = :partner_id AND account_id IS NULL AND kind = :kind AND reference = :reference LIMIT 1
