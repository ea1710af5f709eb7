-- How many were set for a customer.
SELECT COUNT(*) FROM customer_discount WHERE partner_id = :partner_id AND account_id = :account_id
