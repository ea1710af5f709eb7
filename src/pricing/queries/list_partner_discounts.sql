-- A page of sets, newest first.
SELECT d.id, d.partner_id, d.decision, d.starts_on, d.effective_from_us, d.effective_until_us, d.asked_kind, d.asked_id, d.asked_name, d.asked_at_us, d.due_at_us, d.decided_kind, d.decided_id, d.decided_name, d.decided_at_us, d.reason, d.version
FROM partner_discount d
WHERE (CAST(:partner_id AS TEXT) IS NULL OR d.partner_id = :partner_id)
  AND (CAST(:status AS TEXT) IS NULL OR CASE WHEN d.decision <> 'approved' THEN d.decision
         WHEN d.effective_until_us <= :now OR d.effective_until_us <= d.effective_from_us THEN 'expired'
         WHEN d.effective_from_us > :now THEN 'scheduled'
         ELSE 'active' END = :status)
  AND d.id < :before_id
ORDER BY d.id DESC LIMIT :limit
