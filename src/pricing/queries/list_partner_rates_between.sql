-- The rates of every set that holds at some moment of the time.
SELECT r.product_id, r.product_group_id, r.basis_points, d.effective_from_us, d.effective_until_us
FROM partner_discount d JOIN partner_discount_rate r ON r.discount_id = d.id AND r.kind = 'granted'
WHERE d.partner_id = :partner_id AND d.decision = 'approved' AND d.effective_from_us < :until
  AND (d.effective_until_us IS NULL OR (d.effective_until_us > :from AND d.effective_until_us > d.effective_from_us))
  AND (CAST(:product_id AS TEXT) IS NULL OR r.product_id = :product_id)
