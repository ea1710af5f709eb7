-- Every product, and every group behind its product, by code.
SELECT p.id AS product_id, p.code AS product_code, p.name AS product_name, g.id AS group_id, g.code AS group_code, g.name AS group_name
FROM product p LEFT JOIN product_group g ON g.product_id = p.id
WHERE (CAST(:product_id AS TEXT) IS NULL OR p.id = :product_id)
ORDER BY p.code, g.code
