-- What was available and set aside just before a moment.
SELECT a.kind AS kind, e.after_minor AS balance_minor
FROM ledger_account a
JOIN ledger_entry e ON e.ledger_account_id = a.id
  AND e.number = (SELECT last.number FROM ledger_entry last WHERE last.ledger_account_id = a.id AND last.at_us < :moment_us ORDER BY last.at_us DESC, last.number DESC LIMIT 1)
WHERE a.partner_id = :partner_id AND a.account_id = :account_id AND a.kind IN ('partner_wallet', 'partner_held', 'customer_wallet', 'customer_held') AND a.currency = :currency
