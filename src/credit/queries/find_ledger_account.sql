-- An account of the ledger as it stands.
SELECT id, balance_minor, in_minor, out_minor, entries, last_at_us, chain FROM ledger_account
WHERE partner_id = :partner_id AND account_id = :account_id AND kind = :kind AND currency = :currency
