-- The rates of a set, asked for and granted.
SELECT kind, product_id, product_group_id, basis_points FROM partner_discount_rate
WHERE discount_id = :discount_id ORDER BY product_id, product_group_id
