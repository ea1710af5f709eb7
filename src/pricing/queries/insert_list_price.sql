-- A price from a day on.
INSERT INTO list_price (id, product_id, product_group_id, amount, currency, tax_rate_bp, tax_included, effective_from, created_at_us)
VALUES (:id, :product_id, :product_group_id, :amount, :currency, :tax_rate_bp, :tax_included, :effective_from, :now)
