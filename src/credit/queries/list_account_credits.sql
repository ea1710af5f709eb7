-- Customers' credit, in the order of their address or of what they have.
-- variant state.any      state =
-- variant state.arrears  state = AND w.balance_minor < 0
-- variant state.zero     state = AND w.balance_minor = 0
-- variant state.low      state = AND l.level_minor IS NOT NULL AND w.balance_minor <= l.level_minor
-- variant sort.email           key = a.email, w.id | after = :after_email, :after_id | beyond = > | order = a.email, w.id
-- variant sort.email_down      key = a.email, w.id | after = :after_email, :after_id | beyond = < | order = a.email DESC, w.id DESC
-- variant sort.available       key = w.balance_minor, w.id | after = :after_minor, :after_id | beyond = > | order = w.balance_minor, w.id
-- variant sort.available_down  key = w.balance_minor, w.id | after = :after_minor, :after_id | beyond = < | order = w.balance_minor DESC, w.id DESC
SELECT w.id, w.partner_id, w.account_id, w.balance_minor, COALESCE(h.balance_minor, 0) AS held_minor, a.email, a.name, o.name AS partner_name, l.level_minor,
  COALESCE((SELECT CAST(-SUM(e.amount_minor) AS BIGINT) FROM ledger_entry e WHERE e.ledger_account_id = w.id AND e.at_us >= :week_ago_us AND e.account_kind = 'customer_wallet' AND e.effect IN ('purchase', 'refund')), 0) AS spent_minor,
  CASE WHEN c.partner_id = w.partner_id AND c.since_at_us IS NOT NULL AND c.until_at_us IS NULL THEN TRUE ELSE FALSE END AS is_customer,
  CASE WHEN c.partner_id = w.partner_id AND c.since_at_us IS NOT NULL AND c.until_at_us IS NULL THEN c.reclaim_agreed ELSE FALSE END AS reclaim_agreed,
  COALESCE(l.version, 0) AS version
FROM ledger_account w
JOIN account a ON a.id = w.account_id
JOIN organization o ON o.id = w.partner_id
LEFT JOIN ledger_account h ON h.partner_id = w.partner_id AND h.account_id = w.account_id AND h.kind = 'customer_held' AND h.currency = w.currency
LEFT JOIN credit_alert_level l ON l.partner_id = w.partner_id AND l.account_id = w.account_id
LEFT JOIN customer c ON c.account_id = w.account_id
WHERE w.kind = 'customer_wallet' AND w.currency = :currency AND (CAST(:partner_id AS TEXT) IS NULL OR w.partner_id = :partner_id)
  AND a.email >= :email_from AND a.email < :email_to {state} AND ({key}) {beyond} ({after})
ORDER BY {order} LIMIT :limit
