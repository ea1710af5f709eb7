-- A rate ends earlier.
UPDATE customer_discount_rate SET effective_until_us = :effective_until_us, end_reason = :end_reason, 
  changed_at_us = CASE WHEN changed_at_us > :now THEN changed_at_us ELSE :now END
WHERE discount_id = :discount_id AND product_id = :product_id AND product_group_id = :product_group_id
