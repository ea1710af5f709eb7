-- A page of list prices, the latest day first.
SELECT l.id, l.amount, l.currency, l.tax_rate_bp, l.tax_included, l.effective_from, l.created_at_us,
       p.id AS product_id, p.code AS product_code, p.name AS product_name, g.id AS group_id, g.code AS group_code, g.name AS group_name
FROM list_price l
JOIN product p ON p.id = l.product_id
LEFT JOIN product_group g ON g.id = l.product_group_id
WHERE l.replaced_at_us IS NULL
  AND (CAST(:product_id AS TEXT) IS NULL OR l.product_id = :product_id)
  AND (CAST(:product_group_id AS TEXT) IS NULL OR l.product_group_id = :product_group_id)
  AND (l.effective_from, l.id) < (:before_day, :before_id)
ORDER BY l.effective_from DESC, l.id DESC LIMIT :limit
