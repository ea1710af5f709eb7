-- Renames a group, if nobody did since it was read.
UPDATE product_group SET name = :name, version = version + 1
WHERE id = :id AND version = :version
