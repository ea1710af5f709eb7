-- A page of what was set for a customer, newest first.
SELECT id, partner_id, account_id, from_day, to_day, below_cost_reason, set_kind, set_id, set_name, set_at_us
FROM customer_discount
WHERE partner_id = :partner_id AND account_id = :account_id AND id < :before_id
ORDER BY id DESC LIMIT :limit
