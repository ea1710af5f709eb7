-- A partner lowers a customer's prices.
INSERT INTO customer_discount (id, partner_id, account_id, from_day, to_day, below_cost_reason, set_kind, set_id, set_name, set_at_us)
VALUES (:id, :partner_id, :account_id, :from_day, :to_day, :below_cost_reason, :set_kind, :set_id, :set_name, :set_at_us)
