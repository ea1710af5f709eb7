-- One discount of a customer.
SELECT id, partner_id, account_id, from_day, to_day, below_cost_reason, set_kind, set_id, set_name, set_at_us
FROM customer_discount WHERE id = :id
