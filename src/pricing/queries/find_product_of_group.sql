-- Whose part a group is.
SELECT product_id FROM product_group WHERE id = :id
