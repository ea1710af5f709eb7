-- Adds a part of a product; its code is unique within it.
INSERT INTO product_group (id, product_id, code, name, created_at_us, version)
VALUES (:id, :product_id, :code, :name, :now, 1)
