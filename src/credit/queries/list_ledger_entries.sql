-- An account's entries in their order, each with its transaction's MAC.
SELECT e.ledger_account_id, e.number, e.transaction_id, e.account_kind, e.kind, e.effect, e.at_us, e.amount_minor, e.before_minor, e.after_minor, e.in_minor, e.out_minor, e.mac, t.mac AS header_mac
FROM ledger_entry e LEFT JOIN ledger_transaction t ON t.id = e.transaction_id
WHERE e.ledger_account_id = :ledger_account_id AND e.number > :after ORDER BY e.number LIMIT :limit
