-- A page of groups, in the order of making.
SELECT g.id, g.code, g.name, g.created_at_us, g.version, p.id AS product_id, p.code AS product_code, p.name AS product_name
FROM product_group g JOIN product p ON p.id = g.product_id
WHERE (CAST(:product_id AS TEXT) IS NULL OR g.product_id = :product_id) AND g.id > :after_id
ORDER BY g.id LIMIT :limit
