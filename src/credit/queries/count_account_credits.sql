-- How many there are, as far as anybody counts.
-- variant state.any      state =
-- variant state.arrears  state = AND w.balance_minor < 0
-- variant state.zero     state = AND w.balance_minor = 0
-- variant state.low      state = AND l.level_minor IS NOT NULL AND w.balance_minor <= l.level_minor
SELECT COUNT(*) AS accounts FROM (SELECT 1 FROM ledger_account w
JOIN account a ON a.id = w.account_id
LEFT JOIN credit_alert_level l ON l.partner_id = w.partner_id AND l.account_id = w.account_id
WHERE w.kind = 'customer_wallet' AND w.currency = :currency AND (CAST(:partner_id AS TEXT) IS NULL OR w.partner_id = :partner_id)
  AND a.email >= :email_from AND a.email < :email_to {state}
LIMIT :most) AS counted
