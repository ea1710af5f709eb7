-- One product.
SELECT id, code, name, created_at_us, version FROM product WHERE id = :id
