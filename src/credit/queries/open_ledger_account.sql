-- An account of the ledger that nothing moved in yet.
INSERT INTO ledger_account (kind, partner_id, account_id, currency, balance_minor, in_minor, out_minor, entries, last_at_us, chain)
VALUES (:kind, :partner_id, :account_id, :currency, 0, 0, 0, 0, 0, '')
ON CONFLICT (partner_id, account_id, kind, currency) DO NOTHING
