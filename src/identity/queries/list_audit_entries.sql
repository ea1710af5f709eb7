-- A page of the whole trail, or of what concerns one partner, newest first.
SELECT audit_entry.sequence, audit_entry.id, audit_entry.at_us, audit_entry.origin_kind,
       audit_entry.origin_id, audit_entry.origin_name, audit_entry.origin_address,
       audit_entry.change, audit_entry.subject, audit_entry.partner_id, audit_entry.details
FROM audit_entry
WHERE audit_entry.sequence < :before
  AND (CAST(:partner_id AS TEXT) IS NULL OR audit_entry.partner_id = :partner_id)
  AND (CAST(:subject AS TEXT) IS NULL OR audit_entry.subject = :subject)
  AND (CAST(:change AS TEXT) IS NULL OR audit_entry.change = :change)
  AND (CAST(:origin_id AS TEXT) IS NULL OR audit_entry.origin_id = :origin_id)
  AND audit_entry.at_us >= :from_us AND audit_entry.at_us < :to_us
ORDER BY audit_entry.sequence DESC
LIMIT :batch
