-- A product's parts, by code.
SELECT id, code, name FROM product_group WHERE product_id = :product_id ORDER BY code
