-- One list price with the names of what it is of.
SELECT l.id, l.amount, l.currency, l.tax_rate_bp, l.tax_included, l.effective_from, l.created_at_us,
       p.id AS product_id, p.code AS product_code, p.name AS product_name, g.id AS group_id, g.code AS group_code, g.name AS group_name
FROM list_price l
JOIN product p ON p.id = l.product_id
LEFT JOIN product_group g ON g.id = l.product_group_id
WHERE l.id = :id
