-- The rates of a customer that hold at some moment of the time.
SELECT discount_id, product_id, product_group_id, basis_points, effective_from_us, effective_until_us, end_reason
FROM customer_discount_rate
WHERE account_id = :account_id AND partner_id = :partner_id AND effective_until_us > :from AND effective_from_us < :until
  AND effective_until_us > effective_from_us
  AND (CAST(:product_id AS TEXT) IS NULL OR product_id = :product_id)
ORDER BY product_id, product_group_id, effective_from_us
