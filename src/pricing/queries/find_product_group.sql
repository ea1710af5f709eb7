-- One group with its product.
SELECT g.id, g.code, g.name, g.created_at_us, g.version, p.id AS product_id, p.code AS product_code, p.name AS product_name
FROM product_group g JOIN product p ON p.id = g.product_id
WHERE g.id = :id
