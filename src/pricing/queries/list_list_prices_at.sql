-- The list price of each product and group on a day: the last one that began by then.
SELECT l.product_id, l.product_group_id, l.amount, l.currency, l.tax_rate_bp, l.tax_included, l.effective_from
FROM (SELECT id AS product_id, '' AS product_group_id FROM product WHERE CAST(:product_id AS TEXT) IS NULL OR id = :product_id
      UNION ALL
      SELECT product_id, id FROM product_group WHERE CAST(:product_id AS TEXT) IS NULL OR product_id = :product_id) AS target
JOIN list_price l ON l.product_id = target.product_id AND l.product_group_id = target.product_group_id AND l.currency = :currency
  AND l.replaced_at_us IS NULL
  AND l.effective_from = (SELECT MAX(own.effective_from) FROM list_price own
    WHERE own.product_id = target.product_id AND own.product_group_id = target.product_group_id AND own.currency = :currency
      AND own.effective_from <= :day AND own.replaced_at_us IS NULL)
