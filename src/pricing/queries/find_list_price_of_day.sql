-- The price that begins on this day.
SELECT id, amount, tax_rate_bp, tax_included FROM list_price
WHERE product_id = :product_id AND product_group_id = :product_group_id AND currency = :currency
  AND effective_from = :effective_from AND replaced_at_us IS NULL
