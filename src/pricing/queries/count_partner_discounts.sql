-- How many sets there are.
SELECT COUNT(*) FROM partner_discount d
WHERE (CAST(:partner_id AS TEXT) IS NULL OR d.partner_id = :partner_id)
  AND (CAST(:status AS TEXT) IS NULL OR CASE WHEN d.decision <> 'approved' THEN d.decision
         WHEN d.effective_until_us <= :now OR d.effective_until_us <= d.effective_from_us THEN 'expired'
         WHEN d.effective_from_us > :now THEN 'scheduled'
         ELSE 'active' END = :status)
