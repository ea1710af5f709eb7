-- Transactions with what their entries come to, and an account that is not whose they say.
SELECT t.id, t.kind, t.at_us, t.currency, t.amount_minor, t.partner_id, t.account_id, t.receipt_number, t.reference, t.note, t.origin_kind, t.origin_id, t.origin_name, t.side, t.via, t.approver_kind, t.approver_id, t.approver_name, t.reverses, t.effect, t.entries, t.mac,
  (SELECT COUNT(*) FROM ledger_entry e WHERE e.transaction_id = t.id) AS found,
  (SELECT CAST(COALESCE(SUM(e.amount_minor), 0) AS BIGINT) FROM ledger_entry e WHERE e.transaction_id = t.id) AS sum_minor,
  (SELECT MIN(a.id) FROM ledger_entry e JOIN ledger_account a ON a.id = e.ledger_account_id WHERE e.transaction_id = t.id
     AND (a.currency <> t.currency OR a.partner_id <> t.partner_id OR a.account_id NOT IN ('', COALESCE(t.account_id, '')))) AS foreign_account
FROM ledger_transaction t WHERE t.id > :after ORDER BY t.id LIMIT :limit
