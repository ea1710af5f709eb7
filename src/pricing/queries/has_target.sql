-- Whether there is such a product, or such a group of it.
SELECT 1 FROM product p
WHERE p.id = :product_id
  AND (CAST(:product_group_id AS TEXT) IS NULL
    OR EXISTS (SELECT 1 FROM product_group g WHERE g.id = :product_group_id AND g.product_id = p.id))
