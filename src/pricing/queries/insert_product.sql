-- Adds a product; its code is unique.
INSERT INTO product (id, code, name, sort_name, search_text, created_at_us, version)
VALUES (:id, :code, :name, :sort_name, :search_text, :now, 1)
