-- Purchases less refunds of a customer since a moment.
SELECT COALESCE(CAST(-SUM(e.amount_minor) AS BIGINT), 0) AS spent_minor FROM ledger_entry e
WHERE e.ledger_account_id = (SELECT w.id FROM ledger_account w WHERE w.partner_id = :partner_id AND w.account_id = :account_id AND w.kind = 'customer_wallet' AND w.currency = :currency)
  AND e.at_us >= :since_us AND e.account_kind = 'customer_wallet' AND e.effect IN ('purchase', 'refund')
