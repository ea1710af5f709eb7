-- Entries with their transactions and accounts, in the order of accounts and numbers.
SELECT e.ledger_account_id, e.number, e.account_kind, a.partner_id, t.account_id, e.transaction_id, e.kind, e.effect, e.at_us, e.amount_minor, e.before_minor, e.after_minor, a.currency,
  t.receipt_number, t.reference, t.note, e.mac
FROM ledger_entry e
JOIN ledger_account a ON a.id = e.ledger_account_id
JOIN ledger_transaction t ON t.id = e.transaction_id
WHERE (e.ledger_account_id, e.number) > (:after_account, :after_number)
ORDER BY e.ledger_account_id, e.number LIMIT :limit
