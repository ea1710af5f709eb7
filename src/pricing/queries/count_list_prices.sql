-- How many list prices there are.
SELECT COUNT(*) FROM list_price l
WHERE l.replaced_at_us IS NULL
  AND (CAST(:product_id AS TEXT) IS NULL OR l.product_id = :product_id)
  AND (CAST(:product_group_id AS TEXT) IS NULL OR l.product_group_id = :product_group_id)
