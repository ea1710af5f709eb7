-- A customer's movements of a period, oldest first, without what is only set aside.
SELECT e.kind, e.at_us, e.amount_minor, e.in_minor, e.out_minor, t.receipt_number, t.note, t.reference
FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
WHERE e.ledger_account_id = (SELECT w.id FROM ledger_account w WHERE w.partner_id = :partner_id AND w.account_id = :account_id AND w.kind = 'customer_wallet' AND w.currency = :currency)
  AND e.at_us >= :from_us AND e.at_us < :to_us AND e.kind NOT IN ('hold', 'release')
ORDER BY e.number LIMIT :limit
