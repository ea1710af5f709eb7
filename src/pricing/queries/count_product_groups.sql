-- How many groups there are.
SELECT COUNT(*) FROM product_group WHERE (CAST(:product_id AS TEXT) IS NULL OR product_id = :product_id)
