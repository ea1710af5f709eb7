-- Renames a product, if nobody did since it was read.
UPDATE product SET name = :name, sort_name = :sort_name, search_text = :search_text, version = version + 1
WHERE id = :id AND version = :version
