-- The number of a set of discounts.
SELECT version FROM discount_set WHERE partner_id = :partner_id AND account_id = :account_id
