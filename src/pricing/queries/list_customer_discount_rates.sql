-- The rates of one discount.
SELECT discount_id, product_id, product_group_id, basis_points, effective_from_us, effective_until_us, end_reason
FROM customer_discount_rate WHERE discount_id = :discount_id ORDER BY product_id, product_group_id
